"""Which sentences of a text many have marked, without saying who, or which words exactly."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
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


def popular_sentences(marks: Iterable[CountedMark], revision: Revision) -> list[PopularSentence]:
    """The sentences of a text of which at least `MANY_READERS` different readers have marked the
    same letter, unnamed. Who shows a mark of theirs on a sentence is none of those.

    They are whole sentences, so that where they begin and end says nothing of anybody's mark.
    Takes time in proportion to the text and the marks.
    """
    spans = _sentences_of(revision)
    starts = [start for start, _ in spans]
    marks_on: defaultdict[int, list[CountedMark]] = defaultdict(list)
    for mark in marks:
        index = max(bisect_right(starts, mark.start) - 1, 0)
        while index < len(spans) and starts[index] < mark.end:
            marks_on[index].append(mark)
            index += 1
    found = []
    for index in sorted(marks_on):
        readers = _most_on_a_letter(marks_on[index], spans[index], revision.text)
        if readers >= MANY_READERS:
            found.append(PopularSentence(*spans[index], at_least(readers)))
    return found


def most_at_once(marks: Iterable[CountedMark]) -> int:
    """How many readers' unnamed marks lie over each other, at most."""
    return max((readers for *_, readers in _layers(marks)), default=0)


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


def _most_on_a_letter(marks: list[CountedMark], sentence: Span, text: str) -> int:
    """How many readers at most have marked the same letter or digit of a sentence, but for those
    whose name stands on it."""
    named = {mark.reader for mark in marks if mark.named and mark.end > sentence[0]}
    unnamed = [mark for mark in marks if mark.reader not in named]
    most = 0
    for start, end, readers in _layers(unnamed):
        shared = text[max(start, sentence[0]) : min(end, sentence[1])]
        if readers > most and any(map(str.isalnum, shared)):
            most = readers
    return most


def _layers(marks: Iterable[CountedMark]) -> Iterator[tuple[int, int, int]]:
    """The stretches from one edge of an unnamed mark to the next, each with how many different
    readers' marks lie on it."""
    edges: list[tuple[int, int, int]] = []
    for mark in marks:
        if not mark.named:
            edges.append((mark.start, 1, mark.reader))
            edges.append((mark.end, -1, mark.reader))
    edges.sort()
    open_marks: Counter[int] = Counter()
    readers = previous = 0
    for at, step, reader in edges:
        if at > previous:
            yield previous, at, readers
        previous = at
        was_there = open_marks[reader] > 0
        open_marks[reader] += step
        readers += (open_marks[reader] > 0) - was_there
