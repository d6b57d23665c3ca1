"""EPUB: valid whatever is in it, its parts where a reading system looks for them."""

import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis.extra.django import TestCase
from lxml import etree

from reader.actions.library.store_manuscript import store_manuscript
from reader.actions.margin.comment import add_comment
from reader.actions.margin.highlight import highlight_words
from reader.actions.revising.revise import revise
from reader.exporting import Edition
from reader.exporting.stories.endnotes import highlights_of, threads_of
from reader.exporting.stories.epub.book import as_epub
from reader.exporting.stories.xhtml.blocks import xhtml
from reader.models import Reader, Story
from reader.models.urn import urn
from reader.text.manuscripts.manuscript import Chapter, Manuscript, Note
from reader.text.rendering.blocks import render
from tests.exporting.stories.epubcheck import complaints, needs_java
from tests.exporting.stories.strategies import NASTY_SOURCES, PATIENT, nasty
from tests.factories import highlight, make_chapter, make_reader, make_story, say

FUZZING = "GLOSS_FUZZ_EXAMPLES" in os.environ
BOOKS = 20 if FUZZING else 1
EXAMPLES = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 300))
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
RICH = """The *ferry* came **at *nine***.[^1]

| Verse
|   indented

> A letter.

1. one
2. two

~*~

| a | b |
| --- | --- |
| c | d |

![The quay](https://elsewhere.example/quay.png) and a [link](https://example.org/a b?c=[d]).

[^1]: Or *ten*."""


def files_of(book):
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture
def story(db):
    return store_manuscript(
        Manuscript(
            title="Low & High Water",
            author="Una Marsh",
            summary="A ferry.\n\nA <crate>.",
            language="en",
            rating="teen",
            tags=["goats"],
            fandoms=["Boats"],
            series="Tides",
            source="https://example.org/1",
            notes=[Note("dedication", "before", "For *Tam*."), Note("note", "after", "Bye.")],
            chapters=[
                Chapter("Mud", RICH, [Note("warning", "before", "Deep.")]),
                Chapter("", "It sneezed.", [Note("note", "after", "Thanks.[^1]\n\n[^1]: You.")]),
            ],
        ),
        author=make_reader("una", name="Una"),
    )


@pytest.fixture
def files(story):
    return files_of(as_epub(Edition(story)))


@needs_java
@pytest.mark.parametrize(("also", "language"), [("highlights", "he"), ("threads", "pt-br")])
def test_epubcheck_has_nothing_to_say(story, tmp_path, also, language):
    Story.objects.filter(pk=story.pk).update(language=language)
    story.refresh_from_db()
    chapter = story.chapters.in_story().first()
    una = story.author
    highlight(chapter, "came at nine", una, note="Late & <again>")
    say(chapter, "Why *nine*?\n\n- so", una, on="letter")
    say(chapter, "Good.", una)
    remarks = {"highlights": lambda e: highlights_of(e, una), "threads": threads_of}
    edition = Edition(story)
    path = tmp_path / "book.epub"
    path.write_bytes(as_epub(edition, endnotes=remarks[also](edition), heading="What was said"))
    assert complaints(path) == []


def test_what_readers_said_comes_without_the_words_of_spoilers(story):
    una, chapter = story.author, story.chapters.in_story().first()
    say(chapter, "Oh: ||the goats|| did it.", una, on="letter")
    say(chapter, "So >!they!< did.", una)
    book = files_of(as_epub(Edition(story), endnotes=threads_of(Edition(story)), heading="Said"))
    said = "".join(book.values())
    assert "Oh: [spoiler] did it." in said and "So [spoiler] did." in said
    assert "the goats" not in said and "they" not in said


@needs_java
def test_epubcheck_has_nothing_to_say_of_a_one_shot(db, tmp_path):
    path = tmp_path / "book.epub"
    path.write_bytes(as_epub(Edition(make_chapter(RICH, title="").story)))
    assert complaints(path) == []


class TestProperties(TestCase):
    @needs_java
    @settings(PATIENT, max_examples=BOOKS, suppress_health_check=list(HealthCheck))
    @given(manuscript=nasty(25))
    def test_epubcheck_has_nothing_to_say_of_what_nobody_would_write(self, manuscript):
        """Many chapters at once, because starting Java takes longer than judging them;
        not the first story that comes, all chapters of which are the same letter."""
        assume(len({chapter.source for chapter in manuscript.chapters}) > 5)
        una, _ = Reader.objects.get_or_create(username="una")
        story = store_manuscript(manuscript, author=una)
        for chapter in story.chapters.in_story():
            if chapter.text[1:9].strip():
                mark = highlight_words(chapter, una, 1, min(9, len(chapter.text)), "blue")
                add_comment(chapter.revision.source, by=una, chapter=chapter, passage=mark.passage)
        edition = Edition(story)
        path = Path(os.environ["GLOSS_VAR"]) / f"nasty-{os.getpid()}.epub"
        path.write_bytes(as_epub(edition, endnotes=threads_of(edition), heading="Said"))
        assert complaints(path) == []


@settings(PATIENT, max_examples=EXAMPLES)
@given(source=NASTY_SOURCES)
def test_properties_words_are_kept_and_xml_is_well_formed(source):
    blocks = render(source)
    for epub_too in (True, False):
        made = xhtml([block.html for block in blocks], prefix="p-", epub=epub_too)
        tree = etree.fromstring(
            f'<body xmlns:epub="http://www.idpf.org/2007/ops">{made}</body>',
            etree.XMLParser(huge_tree=True),
        )
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        for link in tree.xpath("//a/@href"):
            assert re.match(r"(?:https?://|mailto:)[!-~]+$", link) or link[1:] in ids
        shown = "".join(tree.itertext())
        for block in blocks:
            for word in re.findall(r"[^\W\d_]{2,}", block.text):
                assert word in shown


def test_the_first_file_says_what_it_is(story):
    book = as_epub(Edition(story))
    assert book[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED


def test_the_same_state_gives_the_same_bytes_and_another_state_others(story):
    one = as_epub(Edition(story))
    assert as_epub(Edition(Story.objects.get())) == one
    revise(story.chapters.in_story().first(), "It never came.", by=story.author)
    assert as_epub(Edition(story)) != one


def test_the_package_says_what_the_book_is(story, files):
    package = etree.fromstring(files["EPUB/package.opf"].encode())

    def said(name):
        return [element.text for element in package.iter(f"{DC}{name}")]

    meta = {
        element.get("property"): element.text
        for element in package.iter(f"{OPF}meta")
        if element.get("property")
    }
    assert said("title") == ["Low & High Water"] and said("creator") == ["Una Marsh"]
    assert said("language") == ["en"] and said("subject") == ["Boats", "goats"]
    assert said("source") == ["https://example.org/1"]
    assert said("description") == ["A ferry. A <crate>."]
    assert said("identifier") == [urn(story)]
    assert meta["belongs-to-collection"] == "Tides"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", meta["dcterms:modified"])
    assert meta["schema:accessMode"] and meta["schema:accessibilityHazard"] == "none"
    assert meta["schema:accessibilityFeature"] and meta["schema:accessibilitySummary"]


def test_contents_lead_to_each_chapter_in_both_tables(files):
    for name in ("EPUB/nav.xhtml", "EPUB/toc.ncx"):
        for words in ("Mud", "Chapter 2", "Foreword", "Afterword"):
            assert words in files[name]
        assert "chapter-0001.xhtml" in files[name] and "chapter-0002.xhtml" in files[name]
    assert 'epub:type="landmarks"' in files["EPUB/nav.xhtml"]


def test_notes_stand_apart_and_never_in_the_text(files):
    tree = etree.fromstring(files["EPUB/chapter-0001.xhtml"].encode())
    (aside,) = tree.xpath("//*[local-name()='aside'][@data-kind]")
    assert "Deep." in "".join(aside.itertext())
    text = tree.xpath("//*[local-name()='div'][@class='text']")[0]
    assert "Deep." not in "".join(text.itertext()) and "ferry" in "".join(text.itertext())


def test_a_footnote_is_linked_to_and_from_its_mark(files):
    page = files["EPUB/chapter-0001.xhtml"]
    assert 'epub:type="noteref" role="doc-noteref" id="t-r1" href="#t-n1">1</a>' in page
    assert 'epub:type="footnote" role="doc-footnote" id="t-n1"' in page
    assert '<a role="doc-backlink" href="#t-r1">1</a>' in page


def test_nothing_is_loaded_from_elsewhere(files):
    for name, content in files.items():
        if name.endswith(("xhtml", "css", "svg")):
            assert not re.search(r'(?:src="|url\()https?:', content), name
    assert (
        '<a href="https://elsewhere.example/quay.png">The quay</a>'
        in (files["EPUB/chapter-0001.xhtml"])
    )


def test_a_book_from_right_to_left_is_paged_so(story):
    Story.objects.filter(pk=story.pk).update(language="he")
    files = files_of(as_epub(Edition(Story.objects.get())))
    assert 'page-progression-direction="rtl"' in files["EPUB/package.opf"]
    assert 'lang="he" xml:lang="he" dir="rtl"' in files["EPUB/chapter-0001.xhtml"]


def test_marks_lead_to_endnotes_and_back(story):
    una, chapter = story.author, story.chapters.in_story().first()
    highlight(chapter, "came at nine", una, note="Late", colour="green")
    edition = Edition(story)
    files = files_of(as_epub(edition, endnotes=highlights_of(edition, una), heading="Mine"))
    page, notes = files["EPUB/chapter-0001.xhtml"], files["EPUB/remarks.xhtml"]
    assert '<mark class="green">' in page
    assert 'id="m1" href="remarks.xhtml#e1">[1]</a>' in page and 'id="e1"' in notes
    assert 'href="chapter-0001.xhtml#m1"' in notes and "Late" in notes


def test_what_was_marked_and_is_gone_is_not_left_out(story):
    una, chapter = story.author, story.chapters.in_story().last()
    highlight(chapter, "sneezed", una, note="Bless you")
    revise(chapter, "Silence, all along the river, and nothing else at all.", by=una)
    edition = Edition(story)
    files = files_of(as_epub(edition, endnotes=highlights_of(edition, una), heading="Mine"))
    assert "sneezed" in files["EPUB/remarks.xhtml"] and "Bless you" in files["EPUB/remarks.xhtml"]
    assert "<mark" not in files["EPUB/chapter-0002.xhtml"]


def test_a_one_shot_is_called_as_its_story_is(db):
    chapter = make_chapter(story=make_story(title="Ebb"), title="")
    files = files_of(as_epub(Edition(chapter.story)))
    assert '<h1 class="untitled" id="title">Ebb</h1>' in files["EPUB/chapter-0001.xhtml"]
    assert 'idref="nav"' not in files["EPUB/package.opf"]
