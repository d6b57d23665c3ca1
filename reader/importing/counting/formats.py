"""What a file says, by its format: of each the text that whoever opens the file reads."""

from __future__ import annotations

from importlib import import_module

from reader.importing.counting.file_text import FileText

_READERS = {
    ".txt": ("plain_text", "typed_text"),
    ".text": ("plain_text", "typed_text"),
    ".md": ("markdown", "markdown_text"),
    ".markdown": ("markdown", "markdown_text"),
    ".html": ("html", "html_text"),
    ".htm": ("html", "html_text"),
    ".xhtml": ("html", "html_text"),
    ".epub": ("epub", "epub_text"),
    ".docx": ("word", "docx_text"),
    ".odt": ("opendocument", "odt_text"),
}
"""For each ending the file that reads it, which alone is loaded, and its function."""


def file_text(ending: str, data: bytes) -> FileText:
    """What the file with this ending and these bytes says, once an importer has read it."""
    module, function = _READERS[ending]
    text: FileText = getattr(import_module(f"{__package__}.{module}"), function)(data)
    return text
