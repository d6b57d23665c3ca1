"""Atom feeds: valid whatever people write."""

import re
from io import StringIO

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reader.text.xml_characters import without_forbidden
from reader.views.catalogs.atom_feed import XMLWriter
from tests.factories import make_chapter, make_story, say
from tests.views.catalogs.atom import HOSTILE, entries, links, read, texts
from tests.views.catalogs.feeds.paths import margin_feed, story_feed, thread_feed

pytestmark = pytest.mark.django_db


def test_every_feed_is_valid_and_says_where_it_is(browser, paths):
    for path in paths:
        root = read(browser().get(path))
        assert entries(root), path
        assert links(root, "self") == [f"http://testserver{path}"]
        for address in links(root, "alternate") + [links(e, "alternate")[0] for e in entries(root)]:
            assert browser().get(address).status_code in (200, 302), address


def test_a_feed_of_nothing_is_valid_and_does_not_change(browser, author):
    story = make_story(author=author)
    for path in ("/feed/", story_feed(story), "/readers/author/feed/"):
        first, second = browser().get(path), browser().get(path)
        assert not entries(read(first)) and first.content == second.content


def test_whatever_people_write_a_feed_is_well_formed(browser, una):
    story = make_story(title=HOSTILE, summary=HOSTILE, byline=HOSTILE[:90], language="\x02?")
    story.tags.create(name=HOSTILE)
    chapter = make_chapter(f"Words.\n\n{HOSTILE}", story=story, title=HOSTILE)
    chapter.notes.create(source=HOSTILE)
    una.name = HOSTILE[:60]
    una.save()
    passage = say(chapter, HOSTILE, una, on="Words").passage
    for path in ("/feed/", story_feed(story), margin_feed(chapter), thread_feed(passage)):
        (entry,) = entries(read(browser().get(path)))
        assert "\U0001f986" in "".join(entry.itertext())
    (entry,) = entries(read(browser().get("/feed/")))
    assert texts(entry, "title")[0].startswith(" ]]> <b>&amp; \"'</b> \U0001f986")


@hypothesis.settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_through_xml_but_what_xml_forbids(text):
    out = StringIO()
    writer = XMLWriter(out, "utf-8")
    writer.startDocument()
    writer.addQuickElement("t", text, {"a": text})
    root = etree.fromstring(out.getvalue().encode())
    kept = without_forbidden(text)
    assert (root.text or "") == re.sub("\r\n?", "\n", kept)
    assert set(text) - set(kept) <= {*map(chr, range(32)), "\ufffe", "\uffff"}


def test_a_browser_gets_a_page_about_the_feed_and_a_feed_reader_the_feed(browser, paths, chapter):
    for path in paths:
        for sent in (
            {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
            {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "empty"},
            {"Upgrade-Insecure-Requests": "1"},
        ):
            answer = browser().get(path, headers={"Accept": "text/html", **sent})
            html = answer.content.decode()
            assert "<h1>Feed of" in html and f"http://testserver{path}</code>" in html, path
            assert "public" not in answer.get("Cache-Control", "")
            assert "Sec-Fetch-Mode, Upgrade-Insecure-Requests" in answer["Vary"]
        for sent in ({}, {"Sec-Fetch-Mode": "cors", "Upgrade-Insecure-Requests": "1"}):
            answer = browser().get(path, headers={"Accept": "text/html, */*", **sent})
            assert entries(read(answer)) and "Sec-Fetch-Mode" in answer["Vary"]
    page = browser().get(story_feed(chapter.story), headers={"Sec-Fetch-Mode": "navigate"})
    assert chapter.get_absolute_url() in page.content.decode()
    assert browser().get("/stories/no/feed/", headers=sent).status_code == 404
