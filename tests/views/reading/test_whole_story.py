"""The page of a whole story: every chapter with its notes and margin; of very many a range."""

import gzip
import re

import brotli
import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.margin import shared_text
from reader.actions.revising.revise import revise
from reader.models import Chapter, Progress
from reader.views.reading import whole_story
from tests.factories import (
    highlight,
    make_chapter,
    make_chapters,
    make_reader,
    make_story,
    say,
)
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db
NOTED = "A word[^1] is noted.\n\n[^1]: The note."


def fresh(chapter):
    return Chapter.objects.get(pk=chapter.pk)


def whole(client, story, query="", **headers):
    """The page, to its end."""
    answer = client.get(f"{story.get_absolute_url()}all/{query}", **headers)
    assert answer.status_code == 200
    return answer.getvalue().decode()


def test_every_chapter_is_in_the_page_with_its_text(browser, chapters):
    html = whole(browser(), chapters[0].story)
    assert re.findall(r'<section class="part" id="chapter-(\d)"', html) == list("12345")
    assert re.findall(r'id="c(\d)-b0" data-start="0"', html) == list("12345")
    assert html.count("two goats") == 5


def test_it_leaves_piece_by_piece_and_compressed(browser, chapters):
    path = f"{chapters[0].story.get_absolute_url()}all/"
    plain = browser().get(path).getvalue()
    for name, decompress in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = browser().get(path, headers={"Accept-Encoding": name})
        assert answer["Content-Encoding"] == name and "Content-Length" not in answer
        pieces = list(answer.streaming_content)
        assert len(pieces) > len(chapters)
        assert decompress(b"".join(pieces)) == plain
    first = brotli.Decompressor().process(
        next(browser().get(path, headers={"Accept-Encoding": "br"}).streaming_content)
    )
    assert b"<h1" in first and b"two goats" not in first


def test_it_shows_the_marks_of_whoever_looks(browser, chapters, una, tam):
    mark = highlight(chapters[2], "two goats", una, colour="green")
    say(chapters[2], "Hm.", tam, on="a widow")
    html = whole(browser(una), chapters[0].story)
    assert re.search(rf'<mark data-passages="{mark.passage_id}" class="[^"]*green', html)
    way = f"{url(chapters[2])}blocks/4/"
    assert f'href="{way}" hx-get="{way}" hx-target="#margin"' in html
    others = whole(browser(tam), chapters[0].story)
    assert "mine green" not in others and 'class="talk"' in others


def test_what_is_marked_there_comes_back_by_its_name_there(browser, chapters, una, htmx):
    client, chapter = browser(una), chapters[2]
    headers = {"X-Revision": "1", "X-Among-Chapters": "3"}
    post = {**selection(chapter, "two goats"), "colour": "blue"}
    html = client.post(url(chapter, "highlights/"), post, **htmx, headers=headers).content.decode()
    block = re.search(r'id="c3-b(\d+)" data-start="\d+" hx-swap-oob="true"', html)[1]
    assert f'id="c3-w{block}" href="{url(chapter)}blocks/{block}/"' in html
    assert 'aria-details="c3-w' in html and ' id="b' not in html
    # What it says of another chapter's revision is nothing about this one.
    revise(fresh(chapters[3]), "Other words.", by=chapter.story.author)
    other = client.post(
        url(chapters[3], "highlights/"),
        {**selection(fresh(chapters[3]), "Other words"), "colour": "blue"},
        **htmx,
        headers=headers,
    )
    assert b"has revised" not in other.content
    revise(fresh(chapter), "The ferry has two goats, it says.", by=chapter.story.author)
    html = client.post(url(chapter, "highlights/"), post, **htmx, headers=headers).content.decode()
    assert 'id="c3-text" class="text" hx-swap-oob="true"' in html and "has revised" in html
    assert 'data-names="c3-"' in html and 'id="c3-b0"' in html


def test_it_has_its_warnings_and_every_note(browser, author):
    story = make_story(author=author, rating="mature")
    story.tag(["Drowning"], "warning")
    story.notes.create(kind="dedication", source="For the ferryman.")
    story.notes.create(kind="note", place="after", source="So it ends.")
    for i in (1, 2):
        chapter = make_chapter(story=story, title=f"Part {i}")
        chapter.notes.create(kind="warning", source=f"Deep water in {chapter.number}.")
        chapter.notes.create(kind="note", place="after", source=f"Thanks for {chapter.number}.")
    html = whole(browser(), story)
    order = ["Mature", "Drowning", "For the ferryman."]
    for i in (1, 2):
        order += [f"Deep water in {i}.", f'id="c{i}-b0"', f"Thanks for {i}."]
    order.append("So it ends.")
    assert sorted(order, key=html.index) == order


def test_no_name_stands_twice(author, browser, una):
    story = make_story(author=author)
    for i in range(3):
        chapter = make_chapter(NOTED, story=story, title=f"Part {i}")
        chapter.notes.create(kind="note", source=NOTED)
        highlight(chapter, "word", una)
    html = whole(browser(una), story)
    names = re.findall(r' id="([^"]+)"', html)
    assert len(names) == len(set(names))
    ways = re.findall(r'<a[^>]* href="#([^"]+)"', html)
    assert set(ways) | set(re.findall(r'aria-details="([^"]+)"', html)) <= set(names)
    assert any("fn" in way for way in ways)


def test_an_unpublished_chapter_is_the_authors_alone(browser, chapters, author, una):
    chapters[4].story.chapters.filter(number=5).update(published_at=None)
    assert "chapter-5" not in whole(browser(una), chapters[0].story)
    assert 'id="chapter-5"' in whole(browser(author), chapters[0].story)


def queries(client, story, query=""):
    with CaptureQueriesContext(connection) as captured:
        whole(client, story, query)
    return len(captured)


def test_queries_do_not_grow(browser, author, una, tam):
    text = "\n\n".join(f"Paragraph number{i} has words{i} enough to be marked." for i in range(30))
    story = make_story(author=author)
    first = make_chapter(text, story=story)
    client = browser(una)

    def write(numbers):
        for i in numbers:
            make_chapter("Words.", story=story).notes.create(source="A note.")
            highlight(first, f"number{i} has", una, note="x")
            say(first, "Yes.", una, to=say(first, "Hm.", tam, on=f"words{i} enough"))
            highlight(first, f"has words{i} enough", make_reader(), public=True)
        whole(browser(), story)  # who reads first paints what others read

    write(range(2))
    few = queries(client, story)
    write(range(2, 25))
    assert queries(client, story) == few <= 12


def test_texts_are_painted_once_and_never_push_out_what_others_read(
    browser, chapters, una, tam, monkeypatch
):
    painted = []
    paint = shared_text._painted
    monkeypatch.setattr(shared_text, "_painted", lambda of: painted.append(of) or paint(of))
    browser(tam).get(url(chapters[0]))
    for client in (browser(una), browser(tam)):
        assert whole(client, chapters[0].story).count("two goats") == 5
    assert len(painted) == len(chapters)
    say(chapters[1], "Hm.", tam, on="two goats")
    assert 'class="talk"' in whole(browser(una), chapters[0].story)
    monkeypatch.setattr(shared_text, "PLACES", 2)
    whole(browser(), make_chapters(20))
    kept = [name for name in caches["pages"]._cache if ":text:" in name or "among-many" in name]
    assert len(chapters) <= len(kept) <= len(chapters) + 2


def test_nothing_of_it_is_made_for_who_asks_for_its_headers(browser, chapters, monkeypatch):
    monkeypatch.setattr(whole_story, "_text", None)
    for encoding in ("br", "gzip", ""):
        answer = browser().head(
            f"{chapters[0].story.get_absolute_url()}all/", headers={"Accept-Encoding": encoding}
        )
        assert answer.status_code == 200 and answer.getvalue() == b""


def test_of_1000_chapters_each_range_is_a_page(browser, una):
    story = make_chapters(1000)
    client = browser(una)
    seen = []
    for first in range(1, 1001, 50):
        html = whole(client, story, f"?chapters={first + 7}")
        seen += map(int, re.findall(r'<section class="part" id="chapter-(\d+)"', html))
        ways = re.findall(r'<a rel="(prev|next)" href="\?chapters=(\d+)"', html)
        assert dict(ways).get("next") == (str(first + 50) if first < 951 else None)
        assert dict(ways).get("prev") == (str(first - 50) if first > 1 else None)
    assert seen == list(range(1, 1001))
    first = whole(client, story)
    assert 'id="chapter-1"' in first and 'id="chapter-51"' not in first
    assert "1,000 chapters" in first and "Chapters 1 to 50" in first
    assert queries(client, story) <= queries(client, make_chapters(60)) + 1
    path = f"{story.get_absolute_url()}all/"
    assert client.get(f"{path}?chapters=1001").status_code == 404


def test_it_leads_to_the_chapter_where_one_stopped(browser, una):
    story = make_chapters(200)
    Progress.objects.keep(una, story.chapters.get(number=170), 4)
    client = browser(una)
    assert 'href="?chapters=170#chapter-170"' in whole(client, story)
    assert 'href="#chapter-170"' in whole(client, story, "?chapters=160")
    story.chapters.filter(number=170).update(published_at=None)
    assert "chapter-170" not in whole(client, story)
