"""Highlights as a CSV file in the columns that Readwise imports.

https://docs.readwise.io/readwise/docs/importing-highlights/csv. Readwise groups by title, author
and address, so the address is the story's; the location is the number of the chapter times a
million plus where the words begin, in code points, which sorts and finds the way back.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import groupby
from urllib.parse import urljoin

from reader.text.annotation import A_CHAPTER, Annotation
from reader.text.spreadsheets import guarded

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")


class _Line:
    """What `csv` writes to, to have it back."""

    def write(self, line: str) -> str:
        return line


def rows(annotations: Iterable[Annotation], base: str) -> Iterator[str]:
    """The lines of the file, of annotations in reading order: a row for each marked stretch.

    The note is what its reader noted there and said there. Comments on whole chapters have no
    words to highlight, and no row.
    """
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for (_, words), group in groupby(annotations, key=lambda a: (a.link, a.words)):
        if not words:
            continue
        here = list(group)
        first = here[0]
        if first.number and first.start is not None:
            location: int | str = first.number * A_CHAPTER + min(first.start, A_CHAPTER - 1)
        else:
            location = ""
        yield writer.writerow(
            [
                guarded(words),
                guarded(first.story),
                guarded(first.author),
                urljoin(base, first.story_url),
                guarded("\n\n".join(a.text for a in here if a.text)),
                location,
                first.created.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
                if first.created
                else "",
            ]
        )
