"""Feeds of new chapters."""

import pytest
from lxml.html import fragment_fromstring

from reader.views.catalogs.chapter_feeds import OPENING_WORDS
from tests.factories import make_chapter, make_story
from tests.views.catalogs.atom import ATOM, entries, read, texts
from tests.views.catalogs.feeds.paths import story_feed
from tests.views.selections import url

pytestmark = pytest.mark.django_db


def test_a_storys_feed_has_whole_chapters_with_notes_apart(browser, chapter):
    chapter.notes.create(kind="warning", source="Deep *water*.")
    chapter.notes.create(kind="note", place="after", source="More soon.")
    (entry,) = entries(read(browser().get(story_feed(chapter.story))))
    content = entry.find(f"{ATOM}content")
    html = content.text
    assert content.get("type") == "html"
    assert content.get("{http://www.w3.org/XML/1998/namespace}base").endswith(url(chapter))
    for _, start, end, _ in chapter.revision.blocks:
        assert chapter.text[start:end].split(" ")[0] in html
    assert html.index("<aside><p><strong>Warning</strong></p>") < html.index("The ferry came")
    assert html.index("lamp oil") < html.index("<strong>Afterword</strong>")


def test_a_footnote_in_a_feed_has_its_number_and_leads_to_the_note_and_back(browser):
    story = make_story()
    said = "A sentence with a footnote[^x] in it.\n\n[^x]: The note."
    one, other = (make_chapter(said, story=story, title=title) for title in ("One", "Two"))
    other.notes.create(kind="note", source=said)
    whole = entries(read(browser().get(story_feed(story))))
    ids = []
    for entry in whole:
        html = fragment_fromstring(entry.find(f"{ATOM}content").text, create_parent=True)
        for mark in html.xpath("//a[@class='footnote-ref']"):
            (note,) = html.xpath("//*[@id=$id]", id=mark.get("href")[1:])
            assert mark.text == "1" and "The note." in note.text_content()
            (back,) = note.xpath(".//a[@role='doc-backlink']")
            assert back.get("href") == "#" + mark.get("id") and back.text == "1"
        ids += html.xpath("//@id")
    assert len(ids) == 6 and len(set(ids)) == 6


def test_links_and_pictures_in_a_feed_lead_where_they_lead_on_the_page(browser):
    story = make_story()
    make_chapter(
        "![Quay](/pictures/a-1x1.png) [on](/stories/x/2/) [out](https://a.org/)", story=story
    )
    (entry,) = entries(read(browser().get(story_feed(story))))
    html = entry.find(f"{ATOM}content").text
    for address in ('src="/pictures/a-1x1.png"', 'href="/stories/x/2/"', 'href="https://a.org/"'):
        assert address in html


def test_the_librarys_feed_says_how_a_chapter_begins_and_not_all_of_it(browser):
    story = make_story(summary="A *river* & a crate.", rating="teen")
    story.tags.create(name="goats")
    chapter = make_chapter("word " * 500, story=story)
    (entry,) = entries(read(browser().get("/feed/")))
    (summary,) = texts(entry, "summary")
    assert "A *river* &amp; a crate." in summary and summary.count("word") == OPENING_WORDS
    assert entry.find(f"{ATOM}content") is None
    assert texts(entry, "title") == [f"{story}: Low Water"]
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["Teen and up", "goats"]
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert texts(entry, "published") == [chapter.published_at.isoformat()]


def test_the_name_on_the_cover_is_the_author(browser, author):
    make_chapter(story=make_story(author=author, byline="Oona"))
    (entry,) = entries(read(browser().get("/feed/")))
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Oona"
    assert entry.findtext(f"{ATOM}author/{ATOM}uri") == "http://testserver/readers/author/"
