"""Highlights as a CSV file in the columns that Readwise imports.

https://docs.readwise.io/readwise/docs/importing-highlights/csv. Readwise groups by title, author
and URL, so the URL is the story's; the location is the number of the chapter times a million plus
where the words begin, in code points, which sorts and finds the way back.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC
from urllib.parse import urljoin

from reader.exporting.annotations.grouping import by_passage
from reader.text.annotation import LOCATIONS_PER_CHAPTER, Annotation
from reader.text.spreadsheets import escape_formula

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")


class _Line:
    """What `csv` writes to, so that the line comes back from `writerow`."""

    def write(self, line: str) -> str:
        return line


def as_csv(annotations: Iterable[Annotation], base: str) -> Iterator[str]:
    """The lines of the file, of annotations in reading order: a row for each highlighted passage.

    The note is what its reader noted and commented there. Comments on whole chapters have no
    words to highlight, and no row.
    """
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for of_passage in by_passage(annotations):
        if of_passage[0].words:
            yield writer.writerow(_row(of_passage, base))


def _row(annotations: list[Annotation], base: str) -> list[str | int]:
    """The cells for what one reader highlighted and said on the same words."""
    first = annotations[0]
    notes = []
    for annotation in annotations:
        if annotation.text:
            notes.append(annotation.text)
    return [
        escape_formula(first.words),
        escape_formula(first.story),
        escape_formula(first.author),
        urljoin(base, first.story_url),
        escape_formula("\n\n".join(notes)),
        _location(first),
        _date(first),
    ]


def _location(annotation: Annotation) -> str | int:
    if not annotation.number or annotation.start is None:
        return ""
    return annotation.number * LOCATIONS_PER_CHAPTER + min(
        annotation.start, LOCATIONS_PER_CHAPTER - 1
    )


def _date(annotation: Annotation) -> str:
    if annotation.created is None:
        return ""
    return annotation.created.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
