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

    def with_closing(
        self, comments: Iterable[Comment], changed: Collection[int | None]
    ) -> list[Comment]:
        """Those of these comments that are in the `changed` threads, with `closed_around`: by whom
        what is around them is closed."""
        shown = [comment for comment in comments if comment.passage_id in changed]
        passages = {comment.passage_id for comment in shown if comment.passage_id}
        begun = {comment.parent_id for comment in shown if comment.parent_id}
        closed = Passage.objects.filter(pk__in=passages, closed_at__isnull=False)
        closed_below = Comment.objects.filter(pk__in=begun, closed_at__isnull=False)
        talks = {row.pk: row.closing for row in closed} if passages else {}
        threads = {row.pk: row.closing for row in closed_below} if begun else {}
        for comment in shown:
            above = talks.get(comment.passage_id or 0) or threads.get(comment.parent_id or 0)
            comment.closed_around = above or ""
        return shown

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
