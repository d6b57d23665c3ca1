"""The library: found by words, by what a story is like, in an order; the address says it all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.models import Chapter, Progress, Reader, Story
from tests.factories import make_chapter, make_reader, make_story

pytestmark = pytest.mark.django_db
WORDS = "word " * 20


def story(title, *, words=100, chapters=1, tags=(), **fields):
    made = make_story(title=title, **fields)
    for _ in range(chapters):
        make_chapter(WORDS, story=made)
    made.chapters.update(words=words // max(chapters, 1))
    for name, kind in tags:
        made.tag([name], kind)
    return made


@pytest.fixture
def shelves():
    author = make_reader("author", name="Ines Halloran")
    return [
        story("The Ferry", author=author, summary="A goat drowns.", rating="teen",
              status="complete", words=10_000, tags=[("Rivers", "tag"), ("Tidewater", "fandom")]),
        story("Salt", author=author, byline="U. Marsh", rating="mature", words=30_000,
              tags=[("rivers", "tag")]),
        story("La marée", author=author, language="fr", words=90_000, status="complete"),
    ]  # fmt: skip


def found(client, query, **extra):
    answer = client.get(f"/{query}", **extra)
    assert answer.status_code == 200
    return [made.title for made in answer.context["page"]]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?q=ferry", ["The Ferry"]),
        ("?q=GOAT", ["The Ferry"]),
        ("?q=halloran", ["La marée", "The Ferry"]),
        ("?q=marsh+salt", ["Salt"]),
        ("?q=ferry+salt", []),
        ("?q=tidewater", ["The Ferry"]),
        ("?tag=rivers", ["Salt", "The Ferry"]),
        ("?tag=Tidewater", ["The Ferry"]),
        ("?status=complete", ["La marée", "The Ferry"]),
        ("?status=in-progress", ["Salt"]),
        ("?rating=teen", ["The Ferry"]),
        ("?language=fr", ["La marée"]),
        ("?length=short", ["The Ferry"]),
        ("?length=middle", ["Salt"]),
        ("?length=long", ["La marée"]),
        ("?status=complete&language=en", ["The Ferry"]),
        ("?status=nonsense&rating=x&length=9&sort=y", ["La marée", "Salt", "The Ferry"]),
    ],
)
def test_stories_are_found(browser, shelves, query, titles):
    assert found(browser(), query) == titles


def test_stories_stand_in_the_order_asked_for(browser, shelves):
    long_ago = timezone.now() - timedelta(days=9)
    Reader.objects.update(date_joined=long_ago)  # nobody is new
    Chapter.objects.filter(story=shelves[2]).update(published_at=long_ago)
    Story.objects.filter(pk=shelves[1].pk).update(published_at=long_ago)
    assert found(browser(), "") == ["Salt", "The Ferry", "La marée"]
    assert found(browser(), "?sort=new") == ["La marée", "The Ferry", "Salt"]
    assert found(browser(), "?sort=title") == ["La marée", "Salt", "The Ferry"]


def test_drafts_are_found_by_their_author_alone(browser, shelves):
    draft = story("The Secret Ferry", author=shelves[0].author, draft=True)
    assert found(browser(), "?q=secret") == []
    assert found(browser(make_reader()), "?q=secret") == []
    assert found(browser(draft.author), "?q=secret") == ["The Secret Ferry"]


def test_without_script_the_form_keeps_what_was_asked(browser, shelves):
    html = browser().get("/?q=ferry&status=complete&sort=title").content.decode()
    assert 'value="ferry"' in html and '<option value="complete" selected>' in html
    assert '<option value="title" selected>' in html and 'finder-more" open' in html
    assert 'href="/?status=complete&amp;sort=title"' in html  # without the words again


def test_to_htmx_only_what_was_found_comes_and_the_address_is_short(browser, shelves, htmx):
    answer = browser().get("/?q=ferry&tag=&status=&rating=&length=&sort=updated", **htmx)
    html = answer.content.decode()
    assert "The Ferry" in html and "Salt" not in html and "<html" not in html
    assert answer["HX-Push-Url"] == "/?q=ferry" and "HX-Request" in answer["Vary"]
    back = browser().get("/?q=ferry", HTTP_HX_HISTORY_RESTORE_REQUEST="true", **htmx)
    assert "<html" in back.content.decode()


def test_paging_keeps_what_was_asked(browser, shelves, monkeypatch):
    monkeypatch.setattr("reader.views.library.library.STORIES_ON_A_PAGE", 1)
    html = browser().get("/?status=complete&sort=title").content.decode()
    assert "?status=complete&amp;sort=title&amp;page=2" in html
    assert found(browser(), "?status=complete&sort=title&page=2") == ["The Ferry"]


def test_where_nothing_is_found_it_says_what_to_do(browser):
    assert "see all stories" in browser().get("/?q=nothing").content.decode()
    empty = browser().get("/").content.decode()
    assert "There are no stories yet" in empty
    assert 'href="/accounts/login/?next=/desk/bring/">Sign in</a> to import a story' in empty


def test_one_goes_on_reading_from_the_library(browser, una, shelves):
    chapter = shelves[0].chapters.get()
    Progress.objects.keep(una, Chapter.objects.get(pk=chapter.pk), 4)
    assert "Where you were" in browser(una).get("/").content.decode()
    assert "Where you were" not in browser(una).get("/?q=salt").content.decode()
    assert "Where you were" not in browser().get("/").content.decode()


def test_the_number_of_queries_does_not_grow(browser, una, shelves):
    def queries(path):
        with CaptureQueriesContext(connection) as counted:
            browser(una).get(path)
        return len(counted)

    paths = ["/", "/?q=a&tag=rivers&length=short&status=complete"]
    Progress.objects.keep(una, Chapter.objects.filter(story=shelves[0]).first(), 4)
    few = [queries(path) for path in paths]
    for n in range(12):
        made = story(f"A {n}", words=500, status="complete", language=["en", "de"][n % 2],
                     tags=[("rivers", "tag"), (f"t{n}", "fandom")])  # fmt: skip
        Progress.objects.keep(una, made.chapters.first(), 3)
    assert [queries(path) for path in paths] == few


def test_collectors_and_those_who_link_are_told_what_a_page_is(browser, shelves):
    shelves[0].summary = 'A "goat" & more.'
    shelves[0].save()
    chapter = shelves[0].chapters.get()
    for path in (shelves[0].get_absolute_url(), chapter.get_absolute_url()):
        html = browser().get(path, HTTP_HOST="read.example.org").content.decode()
        assert f'<link rel="canonical" href="http://read.example.org{path}">' in html
        assert "A &quot;goat&quot; &amp; more." in html and 'property="og:title"' in html
        other = browser().get(path, HTTP_HOST="other.example.org").content.decode()
        assert f'<link rel="canonical" href="http://other.example.org{path}">' in other
    robots = browser().get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain")
    lines = robots.content.decode().splitlines()
    assert "Disallow: /highlights/" in lines
    stories = [line for line in lines if "/stories" in line]
    assert stories == ["Disallow: /stories/*/all/"]
