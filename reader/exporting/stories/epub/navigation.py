"""How a reading system finds its way in a book: the navigation document, and the NCX of old."""

from __future__ import annotations

from collections.abc import Sequence

from reader.exporting.stories.document import Book
from reader.exporting.stories.epub.pages import Page


def navigation_page(pages: Sequence[Page], *, contents_are_shown: bool) -> Page:
    """The table of contents, and the landmarks that a reader can go to."""
    items = []
    for page in pages:
        if page.listed:
            items.append(f'<li><a href="{page.name}">{page.title}</a></li>')
    lines = [
        '<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">',
        '<h1 id="contents">Contents</h1>\n<ol>',
        *items,
        "</ol>\n</nav>",
        '<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden">\n<ol>',
        *_landmarks(pages, contents_are_shown),
        "</ol>\n</nav>",
    ]
    body = "\n".join(lines)
    return Page("nav.xhtml", "Contents", body, "toc", "frontmatter", listed=False)


def _landmarks(pages: Sequence[Page], contents_are_shown: bool) -> list[str]:
    """The contents are among them only where they are a page of the book (EPUBCheck's RSC-011)."""
    landmarks = [
        _landmark("cover", "cover.xhtml", "Cover"),
        _landmark("titlepage", "title.xhtml", "Title page"),
    ]
    if contents_are_shown:
        landmarks.append(_landmark("toc", "nav.xhtml", "Contents"))
    landmarks.append(_landmark("bodymatter", _start(pages).name, "Start of the story"))
    for page in pages:
        if page.meaning == "endnotes":
            landmarks.append(_landmark("endnotes", page.name, page.title))
    return landmarks


def _start(pages: Sequence[Page]) -> Page:
    """The first chapter; of a book without chapters the last page."""
    for page in pages:
        if page.meaning == "chapter":
            return page
    return pages[-1]


def _landmark(meaning: str, name: str, title: str) -> str:
    return f'<li><a epub:type="{meaning}" href="{name}">{title}</a></li>'


def ncx(book: Book, pages: Sequence[Page]) -> str:
    """The table of contents as EPUB 2 has it, for readers of old."""
    listed = [page for page in pages if page.listed]
    points = []
    for number, page in enumerate(listed, 1):
        points.append(
            f'<navPoint id="p{number}" playOrder="{number}"><navLabel><text>{page.title}</text>'
            f'</navLabel><content src="{page.name}"/></navPoint>'
        )
    nav_map = "\n".join(points)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n'
        f'<head><meta name="dtb:uid" content="{book.edition.identifier}"/>'
        '<meta name="dtb:depth" content="1"/></head>\n'
        f"<docTitle><text>{book.title}</text></docTitle>\n"
        f"<navMap>\n{nav_map}\n</navMap>\n</ncx>\n"
    )
