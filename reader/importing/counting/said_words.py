"""What a file says, read straight from it and apart from every importer, to count its words.

Of each format the text that whoever opens the file reads, without regard to what it means.
"""

from __future__ import annotations

from importlib import import_module

from reader.importing.counting.said import Said

__all__ = ["Said", "said_in"]

_READERS = {
    ".txt": "plain_text", ".text": "plain_text", ".md": "markdown", ".markdown": "markdown",
    ".html": "pages", ".htm": "pages", ".xhtml": "pages", ".epub": "books", ".docx": "word",
    ".odt": "opendocument",
}  # fmt: skip


def said_in(ending: str, data: bytes) -> Said:
    """What the file with this ending and these bytes says, once an importer has read it."""
    return import_module(f"reader.importing.counting.{_READERS[ending]}").said_in(data)
