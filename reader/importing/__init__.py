"""Files to manuscripts: one format a module, each giving a `Manuscript`."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePath

from django.conf import settings

from reader.importing.counting.losses import hold_against
from reader.importing.counting.said_words import said_in
from reader.importing.html.no_story import doubt_pages
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError

__all__ = ["ENDINGS", "Manuscript", "ManuscriptError", "read_manuscript"]

_TEXTS = {
    ".txt": "plain_text.plain_text",
    ".text": "plain_text.plain_text",
    ".md": "markdown.markdown",
    ".markdown": "markdown.markdown",
}
_FORMATS = {
    ".html": "html.html",
    ".htm": "html.html",
    ".xhtml": "html.html",
    ".epub": "epub.epub",
    ".docx": "word.docx",
    ".odt": "opendocument.odt",
}
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I)
"""How a web page begins, whatever its file is called."""
ENDINGS = (*_TEXTS, *_FORMATS)


def read_manuscript(name: str, data: bytes) -> Manuscript:
    """The manuscript in a file of `data` bytes called `name`.

    Raises `ManuscriptError`, with one sentence for whoever chose the file.
    """
    path = PurePath(name)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise ManuscriptError(
            f"{path.name} is not a file that Gloss can read. It reads plain text, Markdown, HTML, "
            "EPUB, Word (.docx) and OpenDocument (.odt)."
        )
    try:
        manuscript = _read(ending, data, path.stem)
        hold_against(manuscript, said_in(ending, data))
        doubt_pages(manuscript)
    except ManuscriptError as error:
        raise ManuscriptError(f"{path.name} {error}.") from error
    except RecursionError as error:
        message = f"{path.name} has parts inside of each other without end."
        raise ManuscriptError(message) from error
    for number, chapter in enumerate(manuscript.chapters, 1):
        if len(chapter.source) > settings.LONGEST_CHAPTER:
            raise ManuscriptError(
                f"{path.name} has {len(chapter.source):,} characters in its chapter {number}, and "
                f"one may have {settings.LONGEST_CHAPTER:,}: part it with headings."
            )
    return manuscript


def _read(ending: str, data: bytes, stem: str) -> Manuscript:
    if not data.strip():
        raise ManuscriptError("is empty: there is nothing to import")
    if ending in _TEXTS and _PAGE.match(data):
        ending = ".html"
    # Only the one format is loaded: a process of its own reads each file.
    module = import_module(f"reader.importing.{_TEXTS.get(ending) or _FORMATS[ending]}")
    if ending not in _TEXTS:
        return module.read(data, name=stem)
    from reader.importing.files.encodings import decode  # noqa: PLC0415 (texts alone need it)

    text, doubts = decode(data)
    manuscript = module.read(text, name=stem)
    manuscript.doubts[:0] = doubts
    return manuscript
