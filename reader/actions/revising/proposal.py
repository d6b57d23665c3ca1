"""Proposals: a text that a chapter may have next, and all that would follow from it."""

from __future__ import annotations

from functools import cached_property

from reader.actions.revising.reanchoring import Placement, Step, reanchor_through
from reader.actions.revising.settle import settle, takes_long, texts_since
from reader.actions.revising.store_places import store_steps
from reader.actions.revising.story_snapshot import StorySnapshot
from reader.models.library.chapter import Chapter, RevisedMeanwhile
from reader.models.library.revision import Revision
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.text.anchoring.passages import Span


class Proposal:
    """A text for a chapter: rendered, and where every passage would go.

    Nothing is locked or stored while it is worked out; `store` stores what was worked out.
    """

    def __init__(
        self,
        chapter: Chapter,
        source: str,
        *,
        by: Reader | None,
        on: Revision | None = None,
        snapshot: StorySnapshot | None = None,
        rendered: Revision | None = None,
        may_settle: bool = False,
    ) -> None:
        """`snapshot` is where passages stand once what was proposed for other chapters is done;
        `rendered` is a revision, not stored, that may have been made of `source` before; where it
        `may_settle`, passages that would take long are left to a task. Raises RevisedMeanwhile
        where `on`, the revision that `source` was written on, is not the present one."""
        self.chapter = chapter
        self.snapshot = snapshot or StorySnapshot(chapter.story)
        old = self.snapshot.revision_of(chapter)
        if old == chapter.revision_id:
            self.old = chapter.revision
        else:
            self.old = Revision.objects.filter(pk=old).first() if old else None
        if on and self.old and on.pk != self.old.pk:
            raise RevisedMeanwhile
        self.revision = self._rendered(one_line_end(source), rendered)
        self.steps: list[Step] = []
        self.settles = False
        """Whether the text is stored at once, and a task takes the passages along."""
        if self.changes_nothing:
            return
        self.revision.chapter, self.revision.by = chapter, by
        self.revision.number = self.old.number + 1 if self.old else 1
        if self.old is None:
            self.snapshot.show(chapter, self.revision)
            return
        self.settles = may_settle and takes_long(self.snapshot, chapter, self.old)
        if not self.settles:
            texts = texts_since(self.snapshot, chapter, self.old)
            self.steps = reanchor_through(self.snapshot, chapter, [*texts, self.revision])

    @property
    def placements(self) -> list[Placement]:
        """What becomes of passages, in the order in which it happens."""
        placements = []
        for step in self.steps:
            placements += step.placements
        return placements

    def words_before(self, passage: Passage) -> str | None:
        """The words of the present text that a passage, as it is stored, stands on; None where it
        does not stand in it. Where it is not taken along to that yet, where it will."""
        if self.old is None:
            return None
        if self.steps:
            start, end = self._stood.get(passage.pk, (0, 0))
        elif passage.chapter_id == self.chapter.pk and not passage.loose:
            start, end = passage.start, passage.end
        else:
            return None
        return self.old.text[start:end] or None

    @cached_property
    def _stood(self) -> dict[int, Span]:
        """The places in the present text, by the keys of passages."""
        stood = {}
        for row in self.steps[-1].anchored:
            stood[row.pk] = row.start, row.end
        return stood

    def _rendered(self, source: str, before: Revision | None) -> Revision:
        story = self.chapter.story
        for known in (self.old, before):
            if known and (known.source, known.smart) == (source, story.smart):
                return known
        return Revision.of(source, smart=story.smart, language=story.language)

    @property
    def changes_nothing(self) -> bool:
        """Whether the text is what it was."""
        return self.revision is self.old

    def store(self) -> Revision | None:
        """Make it the chapter's text and put the passages in their places; gives the new
        revision, or None where the text is what it was. In a transaction that has called
        `snapshot.check_unchanged`."""
        if self.changes_nothing:
            return None
        self.revision.save(force_insert=True)
        margin = None
        if self.settles and self.old:
            margin = self.snapshot.margin_revision_of(self.chapter) or self.old.pk
        self.chapter.show(self.revision, margin)
        store_steps(self.steps)
        if margin:
            settle.enqueue(self.chapter.pk)
        return self.revision


def one_line_end(source: str) -> str:
    """The text with a line feed at each end of a line, whatever it came with."""
    return source.replace("\r\n", "\n").replace("\r", "\n")
