"""Stories to files: one format a module, each making bytes of an `Edition`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reader.exporting.stories import epub, html, markdown, plain_text
from reader.exporting.stories.edition import Edition

__all__ = ["FORMATS", "Edition", "Format"]


class Format(NamedTuple):
    """A kind of file: what people call it, how its name ends, its media type, how it is made."""

    name: str
    ending: str
    type: str
    write: Callable[[Edition], bytes]


FORMATS = {
    "epub": Format("EPUB", ".epub", "application/epub+zip", epub.write),
    "html": Format("HTML", ".html", "text/html; charset=utf-8", html.write),
    "markdown": Format("Markdown", ".md", "text/markdown; charset=utf-8", markdown.write),
    "text": Format("Plain text", ".txt", "text/plain; charset=utf-8", plain_text.write),
}
