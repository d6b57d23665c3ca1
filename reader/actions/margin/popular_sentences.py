"""Which sentences of a text many have marked, without saying who, or which words exactly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader.models.library.revision import Revision
from reader.text.anchoring.passages import Span
from reader.text.rendering.painting import MANY_READERS
from reader.text.sentences import sentences

STEPS = (MANY_READERS, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
"""What is said of how many there are: “at least so many”. One more or less is seldom seen."""


class CountedMark(NamedTuple):
    """A reader's mark on a stretch, in code points; a `named` one is shown with their name."""

    start: int
    end: int
    reader: int
    named: bool


class PopularSentence(NamedTuple):
    """A sentence, in code points of its text, and how many readers at least have marked it."""

    start: int
    end: int
    readers: int


class Edge(NamedTuple):
    """Where a reader's mark begins (a step of 1) or ends (-1); or a sentence, of nobody (0)."""

    at: int
    reader: int
    step: int
    named: bool


def popular_sentences(marks: Iterable[CountedMark], revision: Revision) -> list[PopularSentence]:
    """The sentences of a text of which at least `MANY_READERS` different readers have marked the
    same letter, unnamed. Who shows a mark of theirs on a sentence is none of those.

    They are whole sentences, so that where they begin and end says nothing of anybody's mark.
    Takes time in proportion to the text and the marks: one sweep over both.
    """
    spans = _sentences_of(revision)
    starts = [start for start, _ in spans]
    edges = [Edge(start, 0, 0, named=False) for start in starts]  # so no layer is on two of them
    edges += _edges(_named_by_sentence(marks, spans))
    most = [0] * len(spans)
    for start, end, readers in _layers(edges):
        index = bisect_right(starts, start) - 1
        if index < 0 or readers < MANY_READERS or readers <= most[index]:
            continue
        if any(map(str.isalnum, revision.text[start : min(end, spans[index][1])])):
            most[index] = readers
    found = []
    for span, readers in zip(spans, most, strict=True):
        if readers:
            found.append(PopularSentence(*span, at_least(readers)))
    return found


def most_at_once(marks: Iterable[CountedMark]) -> int:
    """How many readers' unnamed marks lie over each other, at most."""
    unnamed = [mark for mark in marks if not mark.named]
    return max((readers for *_, readers in _layers(_edges(unnamed))), default=0)


def at_least(readers: int) -> int:
    """What is said of so many readers: the largest step that they reach; 0 for too few."""
    reached = 0
    for step in STEPS:
        if readers >= step:
            reached = step
    return reached


def _sentences_of(revision: Revision) -> list[Span]:
    spans = []
    for _, block_start, block_end, _ in revision.blocks:
        for start, end in sentences(revision.text[block_start:block_end]):
            spans.append((block_start + start, block_start + end))
    return spans


def _named_by_sentence(marks: Iterable[CountedMark], spans: list[Span]) -> Iterator[CountedMark]:
    """The marks, those with a name as wide as the sentences that they touch, to the next one."""
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    for mark in marks:
        if not mark.named:
            yield mark
            continue
        first, after = bisect_right(ends, mark.start), bisect_left(starts, mark.end)
        if first < after:
            end = starts[after] if after < len(starts) else ends[-1]
            yield mark._replace(start=starts[first], end=end)


def _edges(marks: Iterable[CountedMark]) -> list[Edge]:
    edges = []
    for mark in marks:
        edges.append(Edge(mark.start, mark.reader, 1, mark.named))
        edges.append(Edge(mark.end, mark.reader, -1, mark.named))
    return edges


class _Crowd:
    """How many readers' marks lie on a place, but for those whose name stands on it."""

    def __init__(self) -> None:
        self.readers = 0
        self._marks: Counter[int] = Counter()
        self._names: Counter[int] = Counter()

    def pass_over(self, edge: Edge) -> None:
        self.readers -= self._counts(edge.reader)
        (self._names if edge.named else self._marks)[edge.reader] += edge.step
        self.readers += self._counts(edge.reader)

    def _counts(self, reader: int) -> bool:
        return self._marks[reader] > 0 and self._names[reader] <= 0


def _layers(edges: list[Edge]) -> Iterator[tuple[int, int, int]]:
    """The stretches from one edge to the next, each with how many readers count on it."""
    crowd = _Crowd()
    previous = 0
    for edge in sorted(edges):
        if edge.at > previous:
            yield previous, edge.at, crowd.readers
        previous = edge.at
        crowd.pass_over(edge)
