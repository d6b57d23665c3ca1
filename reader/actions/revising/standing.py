"""Where the passages of a story stand while a change of its texts is worked out, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from reader.actions.library.overtaken import Overtaken
from reader.models.library.revision import Revision
from reader.models.margin.passage import Passage

if TYPE_CHECKING:
    from reader.models.library.chapter import Chapter
    from reader.models.library.story import Story

Place = tuple[int, int]

KNOWN = ("pk", "chapter_id", "start", "end", "loose", "quote", "prefix", "suffix",
         "origin_id", "origin_start", "origin_end")  # fmt: skip
"""What it takes to follow a passage; ten thousand model instances take five times as long."""
STATE = ("pk", "chapter_id", "revision_id", "start", "end", "loose")
"""What of a passage may change."""
NEAR = 20
"""Chapters of the story, the latest revised first, in which lost words are looked for."""


class Row(NamedTuple):
    """A passage as far as following it takes; fields as those of `Passage`."""

    pk: int
    chapter_id: int | None
    start: int
    end: int
    loose: bool
    quote: str
    prefix: str
    suffix: str
    origin_id: int | None
    origin_start: int
    origin_end: int


class Standing:
    """A story's passages and texts as they are stored, and as they are to become.

    Nothing is locked and nothing is written: whoever stores what was worked out here calls
    `check` first, in the transaction that does it.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.texts: list[tuple[Chapter, Revision]] = []
        """The new texts of chapters, the latest last."""
        self._revisions = self._revisions_now()
        self._asked = Q(pk__in=())
        self._state: dict[int, tuple] = {}
        self._rows: dict[int, Row] = {}
        self._loose_are_known = False

    def revision_of(self, chapter: Chapter) -> int | None:
        """The key of a chapter's present revision, where it has one."""
        return self._revisions.get(chapter.pk)

    def on(self, chapter: Chapter) -> list[Row]:
        """The passages of a chapter."""
        self._read(Q(chapter=chapter.pk))
        return [row for row in self._rows.values() if row.chapter_id == chapter.pk]

    def of(self, keys: Iterable[int]) -> list[Row]:
        """The passages of these keys, where there still are."""
        keys = list(keys)
        self._read(Q(pk__in=keys))
        return [self._rows[key] for key in keys if key in self._rows]

    def loose_beside(self, chapter: Chapter) -> list[Row]:
        """The passages of the story's other chapters that have lost their words."""
        if not self._loose_are_known:
            self._read(Q(chapter__story=self.story.pk, loose=True))
            self._loose_are_known = True
        return [r for r in self._rows.values() if r.loose and r.chapter_id != chapter.pk]

    def beside(self, chapter: Chapter) -> Iterator[tuple[Chapter, Revision]]:
        """Other chapters in which lost words may be, and their texts, the latest revised first."""
        newer = [(other, text) for other, text in self.texts[::-1] if other != chapter]
        yield from newer[:NEAR]
        read = [other.pk for other, _ in [(chapter, None), *newer] if other.pk]
        others = (
            type(chapter)
            .objects.in_story()
            .filter(story=self.story.pk, revision__isnull=False)
            .exclude(pk__in=read)
            .select_related("revision", "story")
            .defer("revision__source", "revision__blocks", "revision__places")
            .order_by("-revision__created_at", "-revision__pk")
        )
        for other in others[: max(NEAR - len(newer), 0)]:
            yield other, other.revision

    def place(self, rows: Iterable[Row], chapter: Chapter, places: Mapping[int, Place]) -> None:
        """Let passages stand in a chapter; those without a place are loose there."""
        for row in rows:
            start, end = places.get(row.pk) or (row.start, row.end)
            self._rows[row.pk] = row._replace(
                chapter_id=chapter.pk, start=start, end=end, loose=not places.get(row.pk)
            )

    def check(self) -> None:
        """Raise Overtaken where a passage or a text is not any more as it was read.

        To be called in the transaction that holds the story and the chapters that change.
        """
        if self._revisions_now() != self._revisions:
            raise Overtaken
        state = {row[0]: row for row in Passage.objects.filter(self._asked).values_list(*STATE)}
        if state != self._state:
            raise Overtaken

    def _read(self, which: Q) -> None:
        """Read passages that are not known yet, and note what they were when they were read."""
        self._asked |= which
        for *row, revision in Passage.objects.filter(which).values_list(*KNOWN, "revision_id"):
            row = Row(*row)
            if row.pk not in self._state:
                self._state[row.pk] = (
                    row.pk, row.chapter_id, revision, row.start, row.end, row.loose,
                )  # fmt: skip
                self._rows[row.pk] = row

    def _revisions_now(self) -> dict[int, int | None]:
        chapters = self.story.chapters.order_by()
        return dict(chapters.values_list("pk", "revision_id"))
