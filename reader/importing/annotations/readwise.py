"""A CSV file in the columns of Readwise: Highlight, Title, Author, URL, Note, Location, Date."""

from __future__ import annotations

import csv
import io

from reader.importing.annotations.values import LONGEST_URL, read_time
from reader.text.annotation import (
    COMMENTING,
    HIGHLIGHTING,
    LOCATIONS_PER_CHAPTER,
    Annotation,
    AnnotationError,
)
from reader.text.spreadsheets import unescape_formula


def read_readwise_file(text: str) -> list[Annotation]:
    """The highlights of the file. Raises AnnotationError."""
    csv.field_size_limit(10_000_000)
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        head = [name.strip().lower() for name in next(lines, [])]
        if "highlight" not in head:
            raise AnnotationError(
                "A CSV file of highlights needs a column called Highlight, as Readwise has it."
            )
        found: list[Annotation] = []
        for row in lines:
            if any(row):
                found.append(_read(dict(zip(head, row, strict=False))))
        return found
    except csv.Error as error:
        raise AnnotationError("This CSV file is damaged.") from error


def _read(row: dict[str, str]) -> Annotation:
    quote = unescape_formula(row.get("highlight", ""))
    location = row.get("location", "").strip()
    place, number = None, None
    if location.isascii() and location.isdigit() and int(location[:15]) >= LOCATIONS_PER_CHAPTER:
        number, place = divmod(int(location[:15]), LOCATIONS_PER_CHAPTER)
    note = unescape_formula(row.get("note", ""))
    return Annotation(
        # Whether a note was said to others or not, a row does not tell.
        motivation=COMMENTING if note.strip() else HIGHLIGHTING,
        source=row.get("url", "").strip()[:LONGEST_URL],
        quote=quote,
        start=place,
        end=None if place is None else place + len(quote),
        text=note,
        story=unescape_formula(row.get("title", "")).strip(),
        author=unescape_formula(row.get("author", "")).strip(),
        number=number,
        created=read_time(row.get("date", "").strip()),
    )
