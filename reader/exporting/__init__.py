"""Stories to files: a file or a room for each format, each making bytes of an `Edition`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reader.exporting.stories.edition import Edition
from reader.exporting.stories.epub.book import as_epub
from reader.exporting.stories.html import as_html
from reader.exporting.stories.markdown import as_markdown
from reader.exporting.stories.plain_text import as_plain_text

__all__ = ["FORMATS", "Edition", "Format"]


class Format(NamedTuple):
    """A kind of file: what people call it, how its name ends, its media type, how it is made."""

    name: str
    extension: str
    media_type: str
    export: Callable[[Edition], bytes]


FORMATS = {
    "epub": Format("EPUB", ".epub", "application/epub+zip", as_epub),
    "html": Format("HTML", ".html", "text/html; charset=utf-8", as_html),
    "markdown": Format("Markdown", ".md", "text/markdown; charset=utf-8", as_markdown),
    "text": Format("Plain text", ".txt", "text/plain; charset=utf-8", as_plain_text),
}
