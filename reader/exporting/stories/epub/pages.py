"""The pages of a book: its XHTML files, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.exporting.stories.document import Book, escaped
from reader.exporting.stories.edition import before_and_after
from reader.exporting.stories.endnotes import Endnote
from reader.exporting.stories.sections.author_notes import author_notes
from reader.exporting.stories.sections.chapter import chapter_section
from reader.exporting.stories.sections.endnotes import endnotes_section
from reader.exporting.stories.sections.title_page import title_page
from reader.exporting.stories.xhtml.writer import ENDNOTE_CLASS
from reader.models import AuthorNote

_ENDNOTES = "remarks.xhtml"
_IN_A_SECTION = ("foreword", "afterword", "titlepage", "endnotes")
_IN_ENGLISH = ("toc", "endnotes")
"""Pages whose words are ours, and speak English where the story does not."""


class Page(NamedTuple):
    """One XHTML file of the book: its name, its title, what it holds, and what it is.

    `meaning` and `part` are of EPUB's structural semantics. What is `listed` stands in the table
    of contents.
    """

    name: str
    title: str
    body: str
    meaning: str
    part: str = "bodymatter"
    listed: bool = True

    @property
    def stem(self) -> str:
        return self.name.removesuffix(".xhtml")


def pages_of(book: Book, endnotes: Sequence[Endnote], heading: str) -> Iterator[Page]:
    """The files of the book in their order, the endnotes under a `heading` last."""
    before, after = before_and_after(book.edition.notes)
    author = escaped(book.edition.story.credit)
    cover = f'<img src="cover.svg" alt="{book.title}, by {author}" role="doc-cover"/>'
    yield Page("cover.xhtml", "Cover", cover, "cover", "frontmatter", listed=False)
    yield Page("title.xhtml", book.title, title_page(book), "titlepage", "frontmatter")
    if before:
        body = _notes(book, "Foreword", before, "f")
        yield Page("foreword.xhtml", "Foreword", body, "foreword", "frontmatter")
    for chapter in book.edition.chapters:
        here = [endnote for endnote in endnotes if endnote.chapter == chapter.pk]
        body = chapter_section(book, chapter, endnotes=here, endnote_link=_endnote_link)
        yield Page(book.chapter_urls[chapter.number], book.heading(chapter), body, "chapter")
    if after:
        body = _notes(book, "Afterword", after, "w")
        yield Page("afterword.xhtml", "Afterword", body, "afterword", "backmatter")
    if endnotes:
        title = escaped(heading)
        body = f"<h1>{title}</h1>\n{_endnotes(book, endnotes)}"
        yield Page(_ENDNOTES, title, body, "endnotes", "backmatter")


def _notes(book: Book, title: str, notes: Sequence[AuthorNote], prefix: str) -> str:
    return "\n".join([f"<h1>{title}</h1>", *author_notes(book, notes, prefix)])


def _endnotes(book: Book, endnotes: Sequence[Endnote]) -> str:
    files = {chapter.pk: book.chapter_urls[chapter.number] for chapter in book.edition.chapters}

    def mark_url(endnote: Endnote) -> str:
        return f"{files[endnote.chapter]}#m{endnote.number}"

    return endnotes_section(book, endnotes, mark_url)


def _endnote_link(number: str) -> str:
    return (
        f'<a class="{ENDNOTE_CLASS}" epub:type="noteref" role="doc-noteref" id="m{number}" '
        f'href="{_ENDNOTES}#e{number}">[{number}]</a>'
    )


def page_xhtml(book: Book, page: Page) -> str:
    """A page as a file."""
    body = page.body
    if page.meaning in _IN_A_SECTION:
        body = f'<section epub:type="{page.meaning}">\n{body}\n</section>'
    language = 'lang="en" xml:lang="en"' if page.meaning in _IN_ENGLISH else book.language
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f"{language}>\n<head>\n<title>{page.title}</title>\n"
        '<link rel="stylesheet" type="text/css" href="book.css"/>\n</head>\n'
        f'<body class="gloss {page.meaning}" epub:type="{page.part}">\n{body}\n</body>\n</html>\n'
    )
