"""FanFicFare's EPUBs."""

from __future__ import annotations

import re
from functools import partial

from reader.importing.archives.elements import words_of
from reader.importing.archives.fanficfare import fanficfare_chapter, read_details
from reader.importing.chapters.marked_chapters import MarkedChapter, from_marked_chapters
from reader.importing.epub.book import Book
from reader.importing.epub.chapters_of_page import chapters_of_page
from reader.text.manuscripts.label_values import read_status
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.title_page import TitlePage

_NO_TAG = re.compile(r"FanFiction$|Last Update")
_FANFICFARE = "//meta[@name='chapterurl' or @name='chapterorigtitle']"


def is_from_fanficfare(book: Book) -> bool:
    """Whether FanFicFare made a book, by what its pages say of themselves."""
    return any(page.tree.xpath(_FANFICFARE) for page in book.pages)


def from_fanficfare(page: TitlePage, book: Book) -> Manuscript:
    """FanFicFare's EPUB: each chapter says in its head what it is called and where it was."""
    subjects, page.tags = page.tags, []
    for one in book.apart:
        if one.name.rpartition("/")[2].startswith("title_page"):
            read_details(one.tree, page)
    _take_subjects(subjects, page)
    parts: list[MarkedChapter] = []
    for one in book.pages:
        said = {meta.get("name"): meta.get("content") or "" for meta in one.tree.iter("meta")}
        title = said.get("chapterorigtitle") or said.get("chaptertitle")
        if title is None:  # somebody has put it with FanFicFare's pages
            parts += chapters_of_page(book.prose(one, [one.body]), [], page)
            continue
        for heading in one.body.xpath(".//*[contains(@class, 'fff_chapter_title')]"):
            page.leave_out(words_of(heading))
            heading.drop_tree()
        part = fanficfare_chapter(title, one.body, page, partial(book.prose, one))
        parts.append(part._replace(key=said.get("chapterurl", "")))
    return from_marked_chapters(page, parts)


def _take_subjects(subjects: list[str], page: TitlePage) -> None:
    """Take the book's subjects as its tags, or its status; not those known as something else."""
    known = {*page.tags, *page.fandoms, *page.relationships, *page.characters}
    for subject in subjects:
        if subject in known or _NO_TAG.match(subject):
            continue
        status = read_status(subject)
        page.status = page.status or status
        if not status:
            page.tags.append(subject)
