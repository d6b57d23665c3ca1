"""A story's table of contents, in groups where it is long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.models import Chapter

LONGEST_LIST = 60
"""Chapters that are listed one after the other; where there are more, they come in groups."""
CHAPTERS_IN_A_GROUP = 50


@dataclass
class ChapterGroup:
    """Chapters that follow each other; `open` where the reader is."""

    chapters: Sequence[Chapter]
    open: bool

    @property
    def read(self) -> int:
        """How many of them the reader has read."""
        return chapters_read(self.chapters)


def chapters_read(chapters: Sequence[Chapter]) -> int:
    """How many of these chapters, which know it, the reader has read."""
    count = 0
    for chapter in chapters:
        if chapter.read:
            count += 1
    return count


def in_groups(chapters: Sequence[Chapter], here: int | None) -> list[ChapterGroup]:
    """The contents: one group where they are short, else the one open that has the chapter whose
    key is `here`, or the first."""
    if not chapters:
        return []
    if len(chapters) <= LONGEST_LIST:
        return [ChapterGroup(chapters, True)]
    at = 0
    for index, chapter in enumerate(chapters):
        if chapter.pk == here:
            at = index
    groups = []
    for start in range(0, len(chapters), CHAPTERS_IN_A_GROUP):
        end = start + CHAPTERS_IN_A_GROUP
        groups.append(ChapterGroup(chapters[start:end], start <= at < end))
    return groups
