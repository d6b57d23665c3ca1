"""Proposals: a text that a chapter may have next, and all that would follow from it."""

from __future__ import annotations

from reader.actions.revising.reanchoring import Placement, reanchor
from reader.actions.revising.store_places import remember_places, store_places
from reader.actions.revising.story_snapshot import PassageRow, StorySnapshot
from reader.models.library.chapter import Chapter, RevisedMeanwhile
from reader.models.library.revision import Revision
from reader.models.people.reader import Reader


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
    ) -> None:
        """`snapshot` is where passages stand once what was proposed for other chapters is done;
        `rendered` is a revision, not stored, that may have been made of `source` before. Raises
        RevisedMeanwhile where `on`, the revision that `source` was written on, is not the present
        one."""
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
        self.anchored: list[PassageRow] = []
        self.placements: list[Placement] = []
        """What becomes of passages, in the order in which it happens."""
        if self.changes_nothing:
            return
        self.revision.chapter, self.revision.by = chapter, by
        self.revision.number = self.old.number + 1 if self.old else 1
        if self.old:
            self.anchored, self.placements = reanchor(
                self.snapshot, chapter, self.old, self.revision
            )
        else:
            self.snapshot.texts.append((chapter, self.revision))

    def _rendered(self, source: str, before: Revision | None) -> Revision:
        smart = self.chapter.story.smart
        for known in (self.old, before):
            if known and (known.source, known.smart) == (source, smart):
                return known
        return Revision.of(source, smart=smart)

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
        self.chapter.show(self.revision)
        if self.old:
            remember_places(self.old, self.anchored)
        for placement in self.placements:
            store_places(*placement)
        return self.revision


def one_line_end(source: str) -> str:
    """The text with a line feed at each end of a line, whatever it came with."""
    return source.replace("\r\n", "\n").replace("\r", "\n")
