"""HTML: the whole story in one file that asks nothing of anywhere, by day and by night."""

from __future__ import annotations

from pathlib import Path

from reader.exporting.stories import parts
from reader.exporting.stories.edition import Edition, parted

_CSS = [Path(__file__).with_name(name) for name in ("book.css", "page.css")]
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def write(edition: Edition) -> bytes:
    """The story as one page, in UTF-8."""
    title = parts.words(edition.story.title) or "Untitled"
    before, after = parted(edition.notes)
    several = len(edition.chapters) > 1
    css = "\n".join(path.read_text() for path in _CSS)
    body = [
        f'<header class="titlepage">\n{parts.title_page(edition)}\n</header>',
        *parts.notes(edition, before, "f", epub=False),
        _contents(edition) if several else "",
        "<main>",
        *(
            parts.chapter(edition, one, prefix=f"c{one.number}-", level=2, epub=False)
            for one in edition.chapters
        ),
        "</main>",
        *parts.notes(edition, after, "w", epub=False),
    ]
    lines = "\n".join(filter(None, body))
    return (
        f'<!DOCTYPE html>\n<html {parts.language(edition)}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<meta name="author" content="{parts.words(edition.story.credit)}">\n'
        '<meta name="generator" content="Gloss">\n'
        f"<title>{title}</title>\n<style>\n{css}</style>\n</head>\n"
        f'<body class="gloss">\n{lines}\n</body>\n</html>\n'
    ).encode()


def _contents(edition: Edition) -> str:
    links = "\n".join(
        f'<li value="{one.number}"><a href="#c{one.number}-title">'
        f"{parts.heading(edition, one)}</a></li>"
        for one in edition.chapters
    )
    return (
        '<nav aria-labelledby="contents">\n<h2 id="contents" lang="en">Contents</h2>\n'
        f"<ol>\n{links}\n</ol>\n</nav>"
    )
