"""How large the body of a request may be, by where it is sent: known before a byte is stored."""

from __future__ import annotations

from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from reader.web.path_inside import path_inside

LARGEST = 2_000_000
"""Bytes that any place takes: no form has more but those that a text or a file comes by."""
TEXTS = {"chapter_edit", "chapter_notes", "upload"}
"""Places that take a chapter, or what was corrected in a whole book."""
FILES = {"story_import": "LARGEST_IMPORT", "annotation_import": "LARGEST_ANNOTATIONS"}
"""Places that take files, and the settings that say how large one may be."""


def largest_body(path: str, *, known: bool = True) -> int:
    """Bytes that the place at `path` takes at once; files only from readers who are `known`.

    Where files are uploaded they may come to twice what one may have, so that one that is too
    large can still be told so by its name.
    """
    try:
        name = resolve(path_inside(path)).url_name
    except Resolver404:
        return LARGEST
    if name in TEXTS:
        return max(LARGEST, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if known and name in FILES:
        return max(LARGEST, 2 * getattr(settings, FILES[name]))
    return LARGEST


def largest_of_all() -> int:
    """Bytes that no place takes more of."""
    return max(largest_body(reverse(name)) for name in FILES)
