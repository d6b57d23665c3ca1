"""Files to manuscripts: one format a module, each giving a `Manuscript`."""

from __future__ import annotations

from pathlib import PurePath

from reader.importing import markdown, plain_text
from reader.importing.encodings import decode
from reader.text.manuscripts import Manuscript, ManuscriptError

__all__ = ["Manuscript", "ManuscriptError", "read_manuscript"]

_FORMATS = {
    ".txt": plain_text.read,
    ".text": plain_text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
}


def read_manuscript(name: str, data: bytes) -> Manuscript:
    """The manuscript in a file of `data` bytes called `name`.

    Raises `ManuscriptError`, with one sentence for whoever chose the file.
    """
    path = PurePath(name)
    read = _FORMATS.get(path.suffix.lower())
    if read is None:
        raise ManuscriptError(
            f"{path.name} is not a file that Gloss can read: save it as plain text (.txt) "
            "or as Markdown (.md)."
        )
    try:
        text, doubts = decode(data)
        manuscript = read(text, name=path.stem)
    except ManuscriptError as error:
        raise ManuscriptError(f"{path.name} {error}.") from error
    manuscript.doubts[:0] = doubts
    return manuscript
