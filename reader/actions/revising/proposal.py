"""Proposals: a text that a chapter may have next, and all that would follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.actions.revising.reanchoring import Settling, follow, remember, settle
from reader.actions.revising.standing import Row, Standing
from reader.models.library.revision import Revision

if TYPE_CHECKING:
    from reader.models.library.chapter import Chapter
    from reader.models.people.reader import Reader


class RevisedMeanwhile(Exception):
    """Somebody has saved another revision since this one was begun."""


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
        standing: Standing | None = None,
        rendered: Revision | None = None,
    ) -> None:
        """`standing` is where passages stand once what was proposed for other chapters is done;
        `rendered` is a revision, not stored, that may have been made of `source` before. Raises
        RevisedMeanwhile where `on`, the revision that `source` was written on, is not the present
        one."""
        self.chapter = chapter
        self.standing = standing or Standing(chapter.story)
        self.old = Revision.objects.filter(pk=self.standing.revision_of(chapter)).first()
        if on and self.old and on.pk != self.old.pk:
            raise RevisedMeanwhile
        self.revision = self._rendered(one_line_end(source), rendered)
        self.settled: list[Row] = []
        self.settlings: list[Settling] = []
        """What becomes of passages, in the order in which it happens."""
        if self.changes_nothing:
            return
        self.revision.chapter, self.revision.by = chapter, by
        self.revision.number = self.old.number + 1 if self.old else 1
        if self.old:
            self.settled, self.settlings = follow(self.standing, chapter, self.old, self.revision)
        else:
            self.standing.texts.append((chapter, self.revision))

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
        """Make it the chapter's text and settle the passages; gives the new revision, or None where
        the text is what it was. In a transaction that has called `standing.check`."""
        if self.changes_nothing:
            return None
        self.revision.save(force_insert=True)
        self.chapter.show(self.revision)
        if self.old:
            remember(self.old, self.settled)
        for settling in self.settlings:
            settle(*settling)
        return self.revision


def one_line_end(source: str) -> str:
    """The text with a line feed at each end of a line, whatever it came with."""
    return source.replace("\r\n", "\n").replace("\r", "\n")
