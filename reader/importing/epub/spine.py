"""Any other EPUB: its pages, in the order of the spine, are its chapters."""

from __future__ import annotations

import re

from reader.importing.chapters.marked_chapters import MarkedChapter, from_marked_chapters
from reader.importing.epub.book import Book
from reader.importing.epub.chapters_of_page import chapters_of_page
from reader.importing.epub.pages import Page
from reader.importing.epub.table_of_contents import table_of_contents
from reader.importing.html.prose import Prose
from reader.text.manuscripts.headings import read_heading
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage

_NOTES = re.compile(r"\b(?:foot|end|rear)notes?\b", re.IGNORECASE)
_OF_NOTES = re.compile(r"(?:(?:foot|end)\s*)?notes?\W*", re.IGNORECASE)
_SAID_BY_THE_AUTHOR = {
    "dedication": "dedication", "foreword": "note", "preface": "note", "afterword": "note",
    "acknowledgments": "note", "acknowledgements": "note",
}  # fmt: skip
_MOST_ON_A_TITLE_PAGE = 12
"""Words besides the title and the author."""


def from_spine(page: TitlePage, book: Book) -> Manuscript:
    """A book of which each file, or each place that the contents name, is a chapter."""
    labels = table_of_contents(book)
    parts: list[MarkedChapter] = []
    for one in book.pages:
        prose = book.prose(one, [one.body])
        if not prose.found or _holds_only_notes(one, prose):
            page.leave_out(_words_of_headings(prose))
            continue  # its notes stand with their chapters
        if _take_author_s_note(one, prose, page, parts):
            continue
        if not parts and len(book.pages) > 1 and _is_a_title_page(prose.found, page):
            page.leave_out("\n".join(paragraph.words for paragraph in prose.found))
            continue
        named = labels.get(one.name, [])
        if not named and labels and parts and not prose.headings:
            parts[-1].body.extend(prose.found + prose.definitions())  # Calibre parts long files
        else:
            parts += chapters_of_page(prose, _as_a_part(one, prose) or named, page)
    return from_marked_chapters(page, parts, typed=True)


def _holds_only_notes(page: Page, prose: Prose) -> bool:
    """Whether a page has nothing but a heading, and is one of footnotes."""
    if len(prose.found) > len(prose.headings):
        return False
    return bool(_OF_NOTES.fullmatch(prose.first_heading) or _NOTES.search(page.kind))


def _take_author_s_note(
    page: Page, prose: Prose, title: TitlePage, parts: list[MarkedChapter]
) -> bool:
    """Put a page on which the author speaks, such as a dedication, with the chapter before it, or
    with the story's notes; gives whether it is one."""
    kind = _kind_of_note(page)
    said = [p for i, p in enumerate(prose.found) if i not in prose.headings]
    if not kind or not said:
        return False
    title.leave_out(_words_of_headings(prose))
    text = "\n\n".join(paragraph.source for paragraph in said + prose.definitions())
    notes = parts[-1].body if parts else title.notes
    notes.append(Paragraph(text.split("\n"), 1, note=kind))
    return True


def _kind_of_note(page: Page) -> str:
    kinds = page.kind.split()
    for word, kind in _SAID_BY_THE_AUTHOR.items():
        if word in kinds:
            return kind
    return ""


def _words_of_headings(prose: Prose) -> str:
    return "\n".join(words for _, words in prose.headings.values())


def _as_a_part(page: Page, prose: Prose) -> list[tuple[str, str]]:
    """The name of a page that begins several chapters, as its own heading has it: `Part I`."""
    heading = read_heading(prose.first_heading)
    if "part" in page.kind.split() and heading and heading.form == "part":
        return [("", heading.words)]
    return []


def _is_a_title_page(found: list[Paragraph], page: TitlePage) -> bool:
    """Whether a page holds hardly more than the book's title and its author."""
    words = " ".join(p.words for p in found).lower()
    if not page.title or page.title.lower() not in words:
        return False
    for known in (page.title, *page.author.split(", ")):
        words = words.replace(known.lower(), " ")
    return len(words.split()) <= _MOST_ON_A_TITLE_PAGE
