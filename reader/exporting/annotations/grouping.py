"""Annotations that are on the same words, together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from reader.text.annotation import Annotation


def by_passage(annotations: Iterable[Annotation]) -> Iterator[list[Annotation]]:
    """Annotations in reading order, those on one passage (or on a whole chapter) in one list."""
    for _, group in groupby(annotations, key=_passage_of):
        yield list(group)


def _passage_of(annotation: Annotation) -> tuple[str, str]:
    return annotation.link, annotation.words
