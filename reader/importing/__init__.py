"""Files to manuscripts: one format a module, each giving a `Manuscript`."""

from __future__ import annotations

from pathlib import PurePath

from django.conf import settings

from reader.importing import docx, epub, html, markdown, odt, plain_text
from reader.importing.encodings import decode
from reader.text.manuscripts import Manuscript, ManuscriptError

__all__ = ["ENDINGS", "Manuscript", "ManuscriptError", "read_manuscript"]

_TEXTS = {
    ".txt": plain_text.read,
    ".text": plain_text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
}
_FORMATS = {
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".epub": epub.read,
    ".docx": docx.read,
    ".odt": odt.read,
}
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
    doubts: list[str] = []
    try:
        if not data.strip():
            raise ManuscriptError("is empty: there is nothing to import")
        if ending in _TEXTS:
            text, doubts = decode(data)
            manuscript = _TEXTS[ending](text, name=path.stem)
        else:
            manuscript = _FORMATS[ending](data, name=path.stem)
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
    manuscript.doubts[:0] = doubts
    return manuscript
