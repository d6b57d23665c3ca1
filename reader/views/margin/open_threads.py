"""What has changed in the threads that are open on a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from reader.models import Comment, Passage
from reader.models.margin.sight import Sight
from reader.text.anchoring.passages import Span


class OpenThreads(NamedTuple):
    """Threads of a chapter that stand open: on passages, by their keys, and on the chapter as a
    whole; and the comments in them that are `shown`, by theirs, to somebody with this `sight`."""

    chapter: int
    sight: Sight
    passages: Sequence[int]
    shown: frozenset[int]

    def now(self, new: Iterable[Comment]) -> list[Comment]:
        """The shown ones that are still there, and of the `new` ones on the chapter those that
        belong in these threads, as they are now, oldest first."""
        wanted = set(self.shown)
        for comment in new:
            if comment.passage_id is None or comment.passage_id in self.passages:
                wanted.add(comment.pk)
        here = Comment.objects.filter(chapter=self.chapter, pk__in=wanted)
        return list(here.standing(self.sight).with_readers()) if wanted else []

    def changed(self, stretches: Collection[Span] | None, *, on_chapter: bool) -> set[int | None]:
        """The passages of those threads in which something may have changed, by the stretches on
        which it has (None: anywhere); None among them stands for the chapter as a whole."""
        changed: set[int | None] = {None} if on_chapter else set()
        passages = Passage.objects.filter(chapter=self.chapter, pk__in=self.passages)
        rows = passages.values_list("pk", "start", "end") if self.passages else ()
        for passage, *stretch in rows:
            if stretches is None or tuple(stretch) in stretches:
                changed.add(passage)
        return changed
