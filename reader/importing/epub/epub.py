"""EPUB 2 and 3: the pages of a book made a story, as AO3, FanFicFare and others make them."""

from __future__ import annotations

from functools import partial

from reader.importing.archives.elements import outside
from reader.importing.archives.gloss import is_from_gloss, read_story
from reader.importing.chapters.links import resolve_links
from reader.importing.epub.ao3 import from_ao3, is_from_ao3
from reader.importing.epub.book import Book
from reader.importing.epub.fanficfare import from_fanficfare, is_from_fanficfare
from reader.importing.epub.metadata import publisher_of, title_page_of
from reader.importing.epub.pages import Page
from reader.importing.epub.spine import from_spine
from reader.importing.files.album import Album
from reader.importing.html.drawings import drawings_warning
from reader.importing.html.entities import entities_warning
from reader.importing.refusals import NO_TEXT
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError
from reader.text.manuscripts.title_lines import title_from

_HARDLY_A_PAGE = 30
"""Words that a cover, a title page or a colophon may have without being told of."""


def read_epub(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in an EPUB, called `name` where it gives itself no title.

    Raises `ManuscriptError` for what is broken, locked, too large, or no book.
    """
    book = Book(data)
    if not book.pages:
        raise ManuscriptError(NO_TEXT)
    album = Album()
    for page in book.pages:
        album.find = partial(book.picture, page.name)
        album.take_in(page.body)
    title_page = title_page_of(book.document.root)
    ours = any(is_from_gloss(page.tree) for page in book.pages)
    if ours:
        files = [*book.apart, *book.pages]
        manuscript = read_story((page.tree, book.notes_of(page)) for page in files)
    elif "Archive of Our Own" in publisher_of(book.document.root) or is_from_ao3(book):
        manuscript = from_ao3(title_page, book)
    elif is_from_fanficfare(book):
        manuscript = from_fanficfare(title_page, book)
    else:
        manuscript = from_spine(title_page, book)
    manuscript.title = manuscript.title or title_from(name)
    resolve_links(manuscript)
    _leave_out_about_the_book([] if ours else book.apart, manuscript)
    _tell_missing_pages(book, manuscript)
    album.give(manuscript)
    manuscript.left_out += book.hidden
    if book.drawings:
        manuscript.doubts.append(drawings_warning(book.drawings))
    if book.entities:
        manuscript.doubts.append(entities_warning(book.entities))
        manuscript.leave_out(" ".join(book.entities))
    return manuscript


def _leave_out_about_the_book(pages: list[Page], manuscript: Manuscript) -> None:
    """Account for covers, contents, imprints and the like; tell of those that say something."""
    for page in pages:
        words = outside(page.body)
        told = not page.is_contents and len(words.split()) > _HARDLY_A_PAGE
        manuscript.leave_out(words, "Pages about the book itself were left out" if told else "")


def _tell_missing_pages(book: Book, manuscript: Manuscript) -> None:
    if not book.missing:
        return
    names = ", ".join(f"“{name}”" for name in book.missing[:3])
    others = " and others" if len(book.missing) > 3 else ""
    manuscript.losses.append(
        f"Pages of the book are missing from the file, or can’t be read: {names}{others}."
    )
