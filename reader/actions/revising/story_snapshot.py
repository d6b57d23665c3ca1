"""A story's texts and passages in memory, while a change of the texts is worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db.models import Q

from reader.actions.prepare_then_store import ChangedMeanwhile
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.margin.passage import Passage
from reader.text.anchoring.passages import Span

NEAR = 20
"""Chapters of the story, the latest revised first, in which lost words are looked for."""


class PassageRow(NamedTuple):
    """What of a passage it takes to reanchor it; fields as those of `Passage`, of which ten
    thousand instances take five times as long to read."""

    pk: int
    chapter_id: int
    start: int
    end: int
    loose: bool
    quote: str
    prefix: str
    suffix: str
    origin_id: int | None
    origin_start: int
    origin_end: int


class PassageState(NamedTuple):
    """What of a passage may change."""

    pk: int
    chapter_id: int
    revision_id: int
    start: int
    end: int
    loose: bool


class StorySnapshot:
    """A story's passages and texts as they are stored, and as they are to become.

    Nothing is locked and nothing is written: whoever stores what was worked out here calls
    `check_unchanged` first, in the transaction that does it.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.texts: list[tuple[Chapter, Revision]] = []
        """The new texts of chapters, the latest last."""
        self._revisions = self._revisions_now()
        self._asked = Q(pk__in=())
        self._states: dict[int, PassageState] = {}
        self._rows: dict[int, PassageRow] = {}
        self._loose_are_known = False

    def revision_of(self, chapter: Chapter) -> int | None:
        """The key of a chapter's present revision, where it has one."""
        return self._revisions.get(chapter.pk)

    def on(self, chapter: Chapter) -> list[PassageRow]:
        """The passages of a chapter."""
        self._read(Q(chapter=chapter.pk))
        return [row for row in self._rows.values() if row.chapter_id == chapter.pk]

    def of(self, keys: Iterable[int]) -> list[PassageRow]:
        """The passages of these keys, where there still are."""
        keys = list(keys)
        self._read(Q(pk__in=keys))
        return [self._rows[key] for key in keys if key in self._rows]

    def loose_beside(self, chapter: Chapter) -> list[PassageRow]:
        """The passages of the story's other chapters that have lost their words."""
        if not self._loose_are_known:
            self._read(Q(chapter__story=self.story.pk, loose=True))
            self._loose_are_known = True
        return [r for r in self._rows.values() if r.loose and r.chapter_id != chapter.pk]

    def beside(self, chapter: Chapter) -> Iterator[tuple[Chapter, Revision]]:
        """Other chapters in which lost words may be, and their texts, the latest revised first."""
        newer = [(other, text) for other, text in self.texts[::-1] if other != chapter]
        yield from newer[:NEAR]
        read = [chapter.pk]
        for other, _ in newer:
            if other.pk:
                read.append(other.pk)
        others = (
            Chapter.objects.in_story()
            .filter(story=self.story.pk, revision__isnull=False)
            .exclude(pk__in=read)
            .select_related("revision", "story")
            .defer("revision__source", "revision__blocks", "revision__places")
            .order_by("-revision__created_at", "-revision__pk")
        )
        for other in others[: max(NEAR - len(newer), 0)]:
            yield other, other.current_revision

    def place(
        self, rows: Iterable[PassageRow], chapter: Chapter, places: Mapping[int, Span | None]
    ) -> None:
        """Let passages stand in a chapter; those without a place are loose there."""
        for row in rows:
            start, end = places.get(row.pk) or (row.start, row.end)
            self._rows[row.pk] = row._replace(
                chapter_id=chapter.pk, start=start, end=end, loose=not places.get(row.pk)
            )

    def check_unchanged(self) -> None:
        """Raise ChangedMeanwhile where a passage or a text is not any more as it was read.

        To be called in the transaction that holds the story and the chapters that change.
        """
        if self._revisions_now() != self._revisions:
            raise ChangedMeanwhile
        rows = Passage.objects.filter(self._asked).values_list(*PassageState._fields)
        if {row[0]: row for row in rows} != self._states:
            raise ChangedMeanwhile

    def _read(self, which: Q) -> None:
        """Read passages that are not known yet, and note what they were when they were read."""
        self._asked |= which
        fields = (*PassageRow._fields, "revision_id")
        for *known, revision in Passage.objects.filter(which).values_list(*fields):
            row = PassageRow(*known)
            if row.pk not in self._states:
                self._states[row.pk] = PassageState(
                    row.pk, row.chapter_id, revision, row.start, row.end, row.loose
                )
                self._rows[row.pk] = row

    def _revisions_now(self) -> dict[int, int | None]:
        chapters = self.story.chapters.order_by()
        return dict(chapters.values_list("pk", "revision_id"))
