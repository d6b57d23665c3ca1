"""Files of highlights and notes: Gloss's own, Readwise's and Hypothesis's, told apart by what is
in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings

from reader.importing.annotations import hypothesis, readwise, web_annotation
from reader.text.annotation import Annotation, AnnotationError

ENDINGS = (".jsonld", ".json", ".csv")


def read_annotation_file(data: bytes) -> tuple[list[Annotation], int]:
    """The annotations in a file, and how many more could not be understood.

    Raises AnnotationError, with one sentence for whoever chose the file.
    """
    if not data.strip():
        raise AnnotationError("The file is empty.")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        rows, read = _json(data)
    else:
        rows, read = _csv(data), lambda row: row
    most = settings.MOST_ANNOTATIONS
    if len(rows) > most:
        raise AnnotationError(
            f"A file can have up to {most:,} annotations; this one has {len(rows):,}."
        )
    made, odd = [], 0
    for row in rows:
        try:
            made.append(read(row))
        except (AnnotationError, AttributeError, TypeError):
            odd += 1
    if rows and not made:
        raise AnnotationError(
            "There are no annotations in this file that Gloss understands. It reads its own files, "
            "Readwise’s CSV, and Hypothesis’s JSON."
        )
    return made, odd


def _csv(data: bytes) -> list[Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AnnotationError("This file is not UTF-8: save it as UTF-8.") from error
    if "\0" in text:
        raise AnnotationError("This is not a file of highlights: it is not text.")
    return readwise.read_readwise_file(text)


def _json(data: bytes) -> tuple[list[Any], Callable[[Any], Annotation]]:
    made = web_annotation.load_json(data)
    rows = hypothesis.hypothesis_rows(made)
    if rows is not None:
        return rows, hypothesis.read_hypothesis_annotation
    return web_annotation.annotations_in(made), web_annotation.read_annotation
