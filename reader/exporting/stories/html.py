"""HTML: the whole story in one file that asks nothing of anywhere, by day and by night."""

from __future__ import annotations

from pathlib import Path

from reader.exporting.stories.document import WebPage, escaped
from reader.exporting.stories.edition import Edition, before_and_after
from reader.exporting.stories.sections.author_notes import author_notes
from reader.exporting.stories.sections.chapter import chapter_section
from reader.exporting.stories.sections.title_page import title_page

_CSS = [Path(__file__).with_name(name) for name in ("book.css", "page.css")]
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def as_html(edition: Edition) -> bytes:
    """The story as one page, in UTF-8."""
    page = WebPage(edition)
    css = "\n".join(path.read_text() for path in _CSS)
    return (
        f'<!DOCTYPE html>\n<html {page.language}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<meta name="author" content="{escaped(edition.story.credit)}">\n'
        '<meta name="generator" content="Gloss">\n'
        f"<title>{page.title}</title>\n<style>\n{css}</style>\n</head>\n"
        f'<body class="gloss">\n{_body(page)}\n</body>\n</html>\n'
    ).encode()


def _body(page: WebPage) -> str:
    """Title page, contents, chapters, and the notes before and after all of them."""
    chapters = page.edition.chapters
    before, after = before_and_after(page.edition.notes)
    parts = [
        f'<header class="titlepage">\n{title_page(page)}\n</header>',
        *author_notes(page, before, "f"),
    ]
    if len(chapters) > 1:
        parts.append(_contents(page))
    parts.append("<main>")
    for chapter in chapters:
        parts.append(chapter_section(page, chapter, prefix=f"c{chapter.number}-", level=2))
    parts += ["</main>", *author_notes(page, after, "w")]
    return "\n".join(parts)


def _contents(page: WebPage) -> str:
    items = []
    for chapter in page.edition.chapters:
        url, title = page.chapter_urls[chapter.number], page.heading(chapter)
        items.append(f'<li value="{chapter.number}"><a href="{url}">{title}</a></li>')
    links = "\n".join(items)
    return (
        '<nav aria-labelledby="contents">\n<h2 id="contents" lang="en">Contents</h2>\n'
        f"<ol>\n{links}\n</ol>\n</nav>"
    )
