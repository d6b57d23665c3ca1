"""Archive of Our Own's EPUBs, which Calibre makes."""

from __future__ import annotations

import re
from functools import partial

from lxml.html import HtmlElement

from reader.importing.archives.ao3_chapters import add_afterword, chapters_in, without_numbers
from reader.importing.archives.ao3_preface import read_preface
from reader.importing.archives.elements import first_at, words_of
from reader.importing.chapters.marked_chapters import MarkedChapter, from_marked_chapters
from reader.importing.epub.book import Book
from reader.importing.epub.pages import Page
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.title_page import TitlePage

_WRITTEN = "//div[contains(@class, 'userstuff')]"


def is_from_ao3(book: Book) -> bool:
    """Whether a book is Archive of Our Own's, by how it begins."""
    first = book.pages[0].tree
    return bool(first.xpath("//a[contains(@href, 'archiveofourown.org/works/')]")) and bool(
        first.xpath("//*[@id='preface']")
    )


def from_ao3(page: TitlePage, book: Book) -> Manuscript:
    """AO3's EPUB: a preface, chapters with labelled notes, an afterword. Calibre, which makes it,
    parts it into files as it likes: any of these may stand in one with any other."""
    page.tags = []
    parts: list[MarkedChapter] = []
    afterwords: list[HtmlElement] = []
    for at, one in enumerate(book.pages):
        preface = first_at(one.tree, "//*[@id='preface']")
        afterword = first_at(one.tree, "//*[@id='afterword']")
        details = at == 0 and bool(one.tree.xpath("//dl"))
        if preface is not None or details:
            read_preface(one.tree, page)
        if preface is None and details and not one.tree.xpath(_WRITTEN):
            continue
        for apart in (preface, afterword):
            if apart is not None and apart is not one.body:
                apart.drop_tree()
        if afterword is not None:
            afterwords.append(afterword)
        if one.body not in (preface, afterword) and words_of(one.body):
            _add_chapters(parts, one, book, page)
    if len(parts) == 1 and not re.match(r"Chapter \d", parts[0].title):
        page.leave_out(parts[0].title)
        parts[0] = parts[0]._replace(title="")  # the work's own title
    parts = [part for part in parts if part.body]
    manuscript = from_marked_chapters(page, without_numbers(parts, page))
    add_afterword(manuscript, *afterwords)
    return manuscript


def _add_chapters(parts: list[MarkedChapter], page: Page, book: Book, title: TitlePage) -> None:
    """Add the chapters of a page; what has no title goes on from the page before."""
    for part in chapters_in(page.body, partial(book.prose, page), title):
        if part.title or not parts:
            parts.append(part)
        else:
            parts[-1].body.extend(part.body)
