"""Gloss's own books and pages: read as they were written, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from reader.importing.archives.details import read_detail
from reader.importing.archives.elements import class_of, first_at, has_class, outside, words_of
from reader.importing.chapters.links import resolve_links
from reader.importing.html.element_readers import new_prose
from reader.importing.html.elements import anchors_in
from reader.importing.html.footnotes import NoteAt, detach_notes
from reader.importing.refusals import NO_STORY
from reader.text.manuscripts.label_values import read_language
from reader.text.manuscripts.labels import NOTES
from reader.text.manuscripts.manuscript import Chapter, Manuscript, ManuscriptError, Note
from reader.text.manuscripts.title_page import TitlePage

_LISTS = {
    "Fandom": "fandoms", "Fandoms": "fandoms", "Character": "characters",
    "Characters": "characters", "Relationship": "relationships",
    "Relationships": "relationships", "Warning": "warnings", "Warnings": "warnings",
    "Tag": "tags", "Tags": "tags",
}  # fmt: skip
_LABELS = {"Series", "Rating", "Status", "Published", "Updated", "Source", *_LISTS}
_FIELDS = (
    "title", "author", "summary", "language", "rating", "status", "series", "source", "published",
    "updated", "tags", "fandoms", "relationships", "characters", "warnings",
)  # fmt: skip

_CHAPTER = re.compile(r"chapter-\d+\.xhtml|#c\d+-title")
"""A link to another chapter, in a book and on a page."""


def read_gloss_page(tree: HtmlElement) -> Manuscript | None:
    """The one page of a whole story."""
    if not is_from_gloss(tree):
        return None
    ids = anchors_in(tree)
    notes = detach_notes([("", tree)], lambda page, href: ids.get(href.removeprefix("#")))
    return read_story([(tree, notes.on(""))])


def is_from_gloss(tree: HtmlElement) -> bool:
    """Whether a file has the elements in which Gloss writes a chapter."""
    chapter = f"//body[{has_class('gloss')}]//section[{has_class('chapter')}]"
    return first_at(tree, f"{chapter}/div[{has_class('text')}]") is not None


def read_story(files: Iterable[tuple[HtmlElement, NoteAt]]) -> Manuscript:
    """The story in some files of a book, each with what finds its footnotes."""
    page, made = TitlePage(), Manuscript()
    for tree, note_at in files:
        if first_at(tree, f"//body[{has_class('gloss')}]") is None:
            continue
        for link in tree.xpath(f"//a[{has_class('remark')}]"):
            link.drop_tree()  # it leads to what a reader said
        _read_title_page(tree, page)
        _read_file(tree, note_at, made)
    for number, chapter in enumerate(made.chapters, 1):
        chapter.places = [f"chapter-{number:04}.xhtml", f"#c{number}-title"]
    resolve_links(made)
    if not any(chapter.source for chapter in made.chapters):
        raise ManuscriptError(NO_STORY)
    for name in _FIELDS:
        setattr(made, name, getattr(page, name))
    return made


def _read_file(tree: HtmlElement, note_at: NoteAt, made: Manuscript) -> None:
    """Put the chapters and the notes of one file into a manuscript."""
    said = tree.xpath(f"//div[{has_class('text')}] | //aside[{has_class('note')}]")
    made.leave_out(outside(tree.find("body"), *said))
    for element in said:
        for label in element.xpath(f"./p[{has_class('label')}]"):
            made.leave_out(words_of(label))
    chapters = tree.xpath(f"//section[{has_class('chapter')}]")
    made.chapters += [_chapter(section, note_at) for section in chapters]
    for aside in tree.xpath(f"//aside[{has_class('note')}]"):
        if aside.getparent() not in chapters:
            made.notes.append(_note(aside, note_at))


def _read_title_page(tree: HtmlElement, page: TitlePage) -> None:
    title = first_at(tree, f"//h1[{has_class('title')}]")
    if title is None:
        return
    page.title = words_of(title)
    page.author = words_of(first_at(tree, f"//p[{has_class('author')}]"))
    page.language = read_language(tree.get("lang") or "").replace("und", "")
    summary = first_at(tree, f"//div[{has_class('summary')}]")
    if summary is not None:
        page.summary = "\n\n".join(map(_lines, summary.iter("p")))
    label = ""
    for row in tree.xpath(f"//dl[{has_class('facts')}]//*[self::dt or self::dd]"):
        if row.tag == "dt":
            label = words_of(row)
        elif label in _LABELS:
            _fact(page, label, words_of(row))


def _fact(page: TitlePage, label: str, words: str) -> None:
    """One value: whatever it holds, a comma too, it is one."""
    if label in _LISTS:
        getattr(page, _LISTS[label]).append(words)
    else:
        read_detail(page, label, words)


def _lines(paragraph: HtmlElement) -> str:
    """The words of a paragraph, its lines as they are broken."""
    for line in paragraph.iter("br"):
        line.tail = f"\n{line.tail or ''}"
    lines = [" ".join(line.split()) for line in paragraph.text_content().split("\n")]
    return "\n".join(filter(None, lines))


def _chapter(section: HtmlElement, note_at: NoteAt) -> Chapter:
    heading = first_at(section, "./header/h1 | ./header/h2")
    untitled = heading is None or "untitled" in class_of(heading)
    text = first_at(section, f"./div[{has_class('text')}]")
    notes = [_note(aside, note_at) for aside in section.xpath(f"./aside[{has_class('note')}]")]
    title = "" if untitled else words_of(heading)
    return Chapter(title, "" if text is None else _markdown(text, note_at), notes)


def _note(aside: HtmlElement, note_at: NoteAt) -> Note:
    for label in aside.xpath(f"./p[{has_class('label')}]"):
        label.drop_tree()
    kind = aside.get("data-kind")
    place = "after" if aside.get("data-place") == "after" else "before"
    return Note(kind if kind in NOTES else "note", place, _markdown(aside, note_at))


def _markdown(element: HtmlElement, note_at: NoteAt) -> str:
    prose = new_prose(note_at, lambda href: href if _CHAPTER.fullmatch(href) else "")
    return prose.read_inside(element).markdown
