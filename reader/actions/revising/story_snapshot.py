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

Revisions = Mapping[int, tuple[int | None, int | None]]
"""By the keys of chapters: the keys of the present revision, and of the older one that passages
still stand in, if they do."""
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
    revision_id: int | None


class PassageState(NamedTuple):
    """What of a passage may change."""

    pk: int
    chapter_id: int
    revision_id: int | None
    start: int
    end: int
    loose: bool


class StorySnapshot:
    """A story's passages and texts as they are stored, and as they are to become.

    Nothing is locked and nothing is written: whoever stores what was worked out here calls
    `check_unchanged` first, in the transaction that does it.
    """

    def __init__(self, story: Story, revisions: Revisions | None = None) -> None:
        """`revisions` are those of the chapters that are asked about, where nothing will be
        stored."""
        self.story = story
        self.texts: list[tuple[Chapter, Revision]] = []
        """The new texts of chapters, the latest last."""
        self._revisions = self._revisions_now() if revisions is None else revisions
        self._asked = Q(pk__in=())
        self._states: dict[int, PassageState] = {}
        self._rows: dict[int, PassageRow] = {}
        self._loose_are_known = False

    def revision_of(self, chapter: Chapter) -> int | None:
        """The key of a chapter's present revision, where it has one."""
        return self._revisions.get(chapter.pk, (None, None))[0]

    def margin_revision_of(self, chapter: Chapter) -> int | None:
        """The key of the older revision that a chapter's passages still stand in, if they do."""
        return self._revisions.get(chapter.pk, (None, None))[1]

    def on(self, chapter: Chapter) -> list[PassageRow]:
        """The passages of a chapter."""
        self._read(Q(chapter=chapter.pk))
        return [row for row in self._rows.values() if row.chapter_id == chapter.pk]

    def standing_in(self, chapter: Chapter, revision: Revision) -> list[PassageRow]:
        """The passages of a chapter that stand in one revision of it, and its loose ones."""
        loose = Q() if self._loose_are_known else self._loose_ones()
        self._read(Q(chapter=chapter.pk, loose=False, revision=revision.pk) | loose)
        self._loose_are_known = True
        here = [row for row in self._rows.values() if row.chapter_id == chapter.pk]
        return [row for row in here if row.loose or row.revision_id == revision.pk]

    def of(self, keys: Iterable[int], made_in: Iterable[int]) -> list[PassageRow]:
        """The passages of these keys, where there still are, and those made in revisions of these
        keys."""
        keys, made_in = set(keys), set(made_in)
        self._read(Q(pk__in=keys) | Q(origin__in=made_in))
        rows = self._rows.values()
        return [row for row in rows if row.pk in keys or row.origin_id in made_in]

    def elsewhere(self, keys: Iterable[int], chapter: Chapter) -> list[PassageRow]:
        """Those passages of these keys, which are read, that are on other chapters."""
        rows = [self._rows[key] for key in keys if key in self._rows]
        return [row for row in rows if row.chapter_id != chapter.pk]

    def loose_beside(self, chapter: Chapter) -> list[PassageRow]:
        """The passages of the story's other chapters that have lost their words."""
        if not self._loose_are_known:
            self._read(self._loose_ones())
            self._loose_are_known = True
        return [r for r in self._rows.values() if r.loose and r.chapter_id != chapter.pk]

    def _loose_ones(self) -> Q:
        chapters = Chapter.with_deleted.filter(story=self.story.pk)
        return Q(loose=True, chapter__in=chapters.values("pk"))

    def show(self, chapter: Chapter, revision: Revision) -> None:
        """Let a chapter have a new text."""
        self.texts = [(other, text) for other, text in self.texts if other is not chapter]
        self.texts.append((chapter, revision))

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
        self,
        rows: Iterable[PassageRow],
        chapter: Chapter,
        revision: Revision,
        places: Mapping[int, Span | None],
    ) -> None:
        """Let passages stand in a revision of a chapter; those without a place are loose there."""
        for row in rows:
            place = places.get(row.pk)
            moved = row._replace(chapter_id=chapter.pk, loose=not place)
            if place:
                start, end = place
                moved = moved._replace(revision_id=revision.pk, start=start, end=end)
            self._rows[row.pk] = moved

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
        for known in Passage.objects.filter(which).values_list(*PassageRow._fields):
            row = PassageRow(*known)
            if row.pk not in self._states:
                self._states[row.pk] = PassageState(
                    row.pk, row.chapter_id, row.revision_id, row.start, row.end, row.loose
                )
                self._rows[row.pk] = row

    def _revisions_now(self) -> Revisions:
        found = {}
        chapters = Chapter.with_deleted.filter(story=self.story.pk).order_by()
        for key, revision, margin in chapters.values_list(
            "pk", "revision_id", "margin_revision_id"
        ):
            found[key] = revision, margin
        return found
