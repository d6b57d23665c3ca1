"""The contents of a very long story: a page, of which the rest is two presses away."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.actions.revising.revise import revise
from reader.models import Chapter, Progress, Reading
from tests.factories import make_chapters

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(author):
    return make_chapters(1000, author=author, slug="nights")


@pytest.fixture
def rows(monkeypatch):
    """The chapters read from the database, as they are read."""
    read = []
    from_row = Chapter.from_db.__func__

    @classmethod
    def counted(cls, *row, **how):
        read.append(row)
        return from_row(cls, *row, **how)

    monkeypatch.setattr(Chapter, "from_db", counted)
    return read


def get(client, path, **extra):
    answer = client.get(path, **extra)
    assert answer.status_code == 200
    return answer.content.decode()


def chapters(html):
    """The numbers of the chapters in the contents."""
    return [int(number) for number in re.findall(r'<li value="(\d+)"', html)]


def ranges(html):
    return re.findall(r'<a class="chapter-group" href="([^"#]+)', html)


def test_a_story_of_1000_chapters_is_a_page(browser, una, story, rows):
    with CaptureQueriesContext(connection) as queries:
        html = get(browser(), "/stories/nights/")
    assert len(html) < 60_000 and len(queries) <= 10 and len(rows) == 50
    assert chapters(html) == list(range(1, 51))
    for words in ("1,000 chapters", "The latest: chapter 1000", "951 to 1000"):
        assert words in html


def test_queries_do_not_grow_with_the_chapters(browser, una, story):
    def count(path):
        with CaptureQueriesContext(connection) as queries:
            get(browser(una), path)
        return len(queries)

    make_chapters(70, slug="few")
    assert count("/stories/nights/") == count("/stories/few/")


def test_every_chapter_is_two_presses_away_without_script(browser, story):
    client = browser()
    html = get(client, "/stories/nights/")
    seen = chapters(html)
    for path in ranges(html):
        page = get(client, path)
        assert "<html" in page and len(page) < 60_000
        start = int(path.split("/")[-2])
        assert f'id="chapters-{start}"' in page
        seen += chapters(page)
    assert seen == list(range(1, 1001))


def test_every_range_comes_into_the_contents_by_htmx(browser, story, htmx, rows):
    client = browser()
    path = ranges(get(client, "/stories/nights/"))[9]
    rows.clear()
    html = get(client, path, **htmx)
    assert "<html" not in html and chapters(html) == list(range(501, 551)) and len(rows) == 50
    assert '<details class="chapter-group" id="chapters-501"' in html
    assert "<summary autofocus>" in html


def test_the_contents_are_open_where_the_reader_is(browser, una, story):
    chapter = story.chapters.get(number=777)
    Progress.objects.keep(una, chapter, 4)
    Reading.objects.keep(una, chapter, chapter.revision)
    html = get(browser(una), "/stories/nights/")
    assert chapters(html) == list(range(751, 801))
    assert "You are here" in html and "Continue: 778." in " ".join(html.split())
    assert "1 of 1000 chapters read" in html and html.count("1 read") == 1
    assert 'href="/stories/nights/1/"' not in html


def test_counts_are_of_what_the_reader_may_read(browser, una, author, story):
    story.chapters.filter(number__gt=940).update(published_at=None)
    Reading.objects.keep(una, story.chapters.get(number=3), story.chapters.get(number=3).revision)
    html = get(browser(una), "/stories/nights/")
    assert "940 chapters" in html and "901 to 940" in html and "951" not in html
    assert "The latest: chapter 940" in html
    assert "1,000 chapters" in get(browser(author), "/stories/nights/")
    assert browser(una).get("/stories/nights/chapters/951/").status_code == 404
    assert browser(author).get("/stories/nights/chapters/951/").status_code == 200


@pytest.mark.parametrize("start", ["0", "2", "1001", "9" * 30])
def test_there_are_only_the_ranges_that_there_are(browser, story, start, htmx):
    for extra in ({}, htmx):
        path = f"/stories/nights/chapters/{start}/"
        assert browser().get(path, **extra).status_code == 404


def test_a_draft_has_no_contents_for_others(browser, draft):
    path = f"/stories/{draft.story.slug}/chapters/1/"
    assert browser().get(path).status_code == 404


def test_a_browser_is_told_in_a_few_words_what_there_is_to_keep(browser, story):
    for number in (20, 21, 400):
        chapter = story.chapters.get(number=number)
        revise(chapter, f"Other words, {number}.", by=None)
    story.chapters.filter(number=30).update(published_at=None)
    html = get(browser(), "/stories/nights/")
    kept = re.search(r'data-chapters="([^"]*)"', html)[1]
    assert kept == "1-19.1 20-21.2 22-29.1 31-399.1 400.2 401-1000.1"
    assert "951 " in unescape(re.search(r'data-ranges="([^"]*)"', html)[1])


def test_new_chapters_are_marked_in_whichever_range_they_are(browser, una, story, htmx):
    Progress.objects.keep(una, story.chapters.get(number=10), 4)
    story.chapters.filter(number=1000).update(published_at=timezone.now())
    client = browser(una)
    assert "1 new chapter</a> since you were here" in " ".join(
        get(client, "/stories/nights/").split()
    )
    html = get(client, "/stories/nights/chapters/951/", **htmx)
    assert html.count('<span class="new-chapters">New</span>') == 1
