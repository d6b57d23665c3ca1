"""Files to manuscripts: a room for each format, each giving a `Manuscript`."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from django.conf import settings

from reader.importing.counting.formats import file_text
from reader.importing.counting.losses import compare_with_file
from reader.importing.files.encodings import decode
from reader.importing.html.non_story_pages import warn_of_non_stories
from reader.importing.refusals import EMPTY, TOO_DEEP
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError

__all__ = ["ENDINGS", "Manuscript", "ManuscriptError", "read_manuscript"]

_TEXTS = {
    ".txt": ("plain_text.plain_text", "read_plain_text"),
    ".text": ("plain_text.plain_text", "read_plain_text"),
    ".md": ("markdown.markdown", "read_markdown"),
    ".markdown": ("markdown.markdown", "read_markdown"),
}
_FORMATS = {
    ".html": ("html.html", "read_html"),
    ".htm": ("html.html", "read_html"),
    ".xhtml": ("html.html", "read_html"),
    ".epub": ("epub.epub", "read_epub"),
    ".docx": ("word.docx", "read_docx"),
    ".odt": ("opendocument.odt", "read_odt"),
}
"""For each ending the file that reads it, and its function: texts are given as text."""
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I)
"""How a web page begins, whatever its file is called."""
ENDINGS = (*_TEXTS, *_FORMATS)
_OTHERS = {
    ".zip": "unpack it, and import the files in it",
    ".doc": "save it as Word (.docx), and import that",
    ".rtf": "save it as Word (.docx), and import that",
    ".pages": "export it as Word (.docx), and import that",
}
"""What to do with files that often hold stories, and that Gloss does not read."""


def read_manuscript(name: str, data: bytes) -> Manuscript:
    """The manuscript in a file of `data` bytes called `name`.

    Raises `ManuscriptError`, with one sentence for whoever chose the file.
    """
    path = PurePath(name)
    ending = path.suffix.lower()
    if ending in _OTHERS:
        raise ManuscriptError(f"{path.name} is not a file that Gloss can read: {_OTHERS[ending]}.")
    if ending not in ENDINGS:
        raise ManuscriptError(
            f"{path.name} is not a file that Gloss can read. It reads plain text, Markdown, HTML, "
            "EPUB, Word (.docx) and OpenDocument (.odt)."
        )
    try:
        manuscript = _read(ending, data, path.stem)
        compare_with_file(manuscript, file_text(ending, data))
        warn_of_non_stories(manuscript)
    except ManuscriptError as error:
        raise ManuscriptError(f"{path.name} {error}.") from error
    except RecursionError as error:
        message = f"{path.name} {TOO_DEEP}."
        raise ManuscriptError(message) from error
    for number, chapter in enumerate(manuscript.chapters, 1):
        if len(chapter.source) > settings.LONGEST_CHAPTER:
            raise ManuscriptError(
                f"{path.name} has {len(chapter.source):,} characters in chapter {number}, and a "
                f"chapter can have at most {settings.LONGEST_CHAPTER:,}: split it with headings."
            )
    return manuscript


def _read(ending: str, data: bytes, stem: str) -> Manuscript:
    if not data.strip():
        raise ManuscriptError(EMPTY)
    if ending in _TEXTS and _PAGE.match(data):
        ending = ".html"
    if ending not in _TEXTS:
        return _reader(*_FORMATS[ending])(data, name=stem)
    text, doubts = decode(data)
    manuscript = _reader(*_TEXTS[ending])(text, name=stem)
    manuscript.doubts[:0] = doubts
    return manuscript


def _reader(module: str, function: str) -> Callable[..., Manuscript]:
    """What reads files of a format. Only this one format is loaded: a process of its own reads
    each file."""
    reader: Callable[..., Manuscript] = getattr(import_module(f"{__name__}.{module}"), function)
    return reader
