"""The chapters of a work of Archive of Our Own, with their notes, and its afterword."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from reader.importing.archives.ao3_elements import HOST, is_text, significant_elements
from reader.importing.archives.elements import (
    as_note,
    class_of,
    markdown_of,
    outside,
    words_of,
)
from reader.importing.chapters.marked_chapters import MarkedChapter
from reader.importing.html.prose import Prose
from reader.text.manuscripts.labels import read_label
from reader.text.manuscripts.manuscript import Manuscript, Note
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage

_LABEL = re.compile(r"(?:chapter )?(?:summary|notes|end notes):?", re.IGNORECASE)
_JUMP = re.compile(r"\(?see the end of the \w+ for .*notes.{0,3}", re.IGNORECASE | re.DOTALL)
_LANDMARKS = "./*[contains(@class, 'landmark') or contains(@class, 'toc-heading')]"
_CHAPTER = re.compile(r"/works/\d+/chapters/\d+")

ReadElements = Callable[[list[HtmlElement]], Prose]
"""Reads some elements of a page to paragraphs."""


def chapters_in(element: HtmlElement, read: ReadElements, page: TitlePage) -> list[MarkedChapter]:
    """The chapters in an element: of each its heading, what stands under the labels before and
    after its text, and its text. The labels are left out of the `page`."""
    parts: list[MarkedChapter] = []
    title, key, label, begun = "", "", "", False
    before: list[Paragraph] = []
    marks = list(significant_elements(element))
    if not any(map(is_text, marks)):
        return _without_wrapper(element, marks, read, page)
    for mark in marks:
        words = words_of(mark)
        if _says_where(mark, words):
            page.leave_out(words)
        if is_text(mark):
            for landmark in mark.xpath(_LANDMARKS):
                page.leave_out(words_of(landmark))
                landmark.drop_tree()
            prose = read([mark])
            parts.append(MarkedChapter(title, before + prose.found + prose.definitions(), key))
            title, key, label, begun, before = "", "", "", True, []
        elif mark.tag in ("h2", "h3") and not _LABEL.fullmatch(words):
            if not {"toc-heading", "landmark"} & set(class_of(mark).split()):
                link = _CHAPTER.search(" ".join(mark.xpath(".//a/@href")))
                title, key, begun = words, f"{HOST}{link[0]}" if link else "", False
        elif _LABEL.fullmatch(words) and mark.tag != "blockquote":
            label = words.lower().rstrip(":")
        elif mark.tag == "blockquote" and label:
            said = as_note(mark, label="*Summary:* " if "summary" in label else "")
            ends = "end" in label or mark.xpath("ancestor::*[contains(@id, 'endnotes')]")
            notes = parts[-1].body if ends and parts and begun else before
            notes += said
            label = ""
        elif "byline" in class_of(mark):
            before += as_note(mark)
    return parts


def _says_where(mark: HtmlElement, words: str) -> bool:
    """Whether an element only says what comes, or where something stands."""
    return (
        mark.tag in ("h2", "h3")
        or mark.tag == "p"
        and bool(_LABEL.fullmatch(words) or _JUMP.fullmatch(words))
    )


def _without_wrapper(
    element: HtmlElement, marks: list[HtmlElement], read: ReadElements, page: TitlePage
) -> list[MarkedChapter]:
    """A chapter whose text stands beside its heading and its labels, in no element of its own."""
    title, label = "", ""
    before: list[Paragraph] = []
    after: list[Paragraph] = []
    for mark in marks:
        words = words_of(mark)
        if mark.tag in ("h2", "h3") and not title and not _LABEL.fullmatch(words):
            title = "" if "toc-heading" in class_of(mark) or read_label(words) else words
        elif mark.tag != "blockquote" and _LABEL.fullmatch(words):
            label = words.lower()
        elif mark.tag == "blockquote" and label:
            said = as_note(mark, label="*Summary:* " if "summary" in label else "")
            notes = after if "end" in label else before
            notes += said
            label = ""
        elif not _JUMP.fullmatch(words):
            continue
        if _says_where(mark, words):
            page.leave_out(words)
        mark.drop_tree()
    prose = read([element])
    return [MarkedChapter(title, before + prose.found + prose.definitions() + after)]


def without_numbers(parts: list[MarkedChapter], page: TitlePage) -> list[MarkedChapter]:
    """Parts without the numbers that say only where they stand."""
    for part in parts:
        page.leave_out(part.title)
    return [p._replace(title=re.sub(r"^Chapter \d+:\s*", "", p.title)) for p in parts]


def add_afterword(manuscript: Manuscript, *elements: HtmlElement | None) -> None:
    """Put what stands after the whole work behind the story, or behind its only chapter."""
    whole = manuscript.chapters[0] if len(manuscript.chapters) == 1 else manuscript
    for element in elements:
        quotes = (
            [] if element is None else element.xpath(".//blockquote[not(ancestor::blockquote)]")
        )
        text = markdown_of(*quotes) if quotes else ""
        if element is not None:
            manuscript.leave_out(outside(element, *quotes))
        if text:
            whole.notes.append(Note("note", "after", text))
