"""What everybody sees on the words of a chapter and one reader doesn't want to: of readers whom
they muted or blocked, or who blocked them, and in threads that they hid."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F, IntegerField, Q, Value

from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.sight import Sight
from reader.models.visibility import wanted

PLACE = (
    "passage__start",
    "passage__end",
    "passage",
    "passage__loose",
    "passage__chapter",
)


Place = tuple[int, int, int, bool, int]


class UnwantedMark(NamedTuple):
    """A passage, with how much is said on it that a reader doesn't want to see, and who shows that
    they marked it whom they don't."""

    start: int
    end: int
    passage: int
    loose: bool
    chapter: int
    said: int
    shown_by: frozenset[int]


def unwanted_marks(sight: Sight, chapters: Iterable[int]) -> list[UnwantedMark]:
    """Those on the present texts of some chapters, by their keys, in the order of the text; and of
    words that are gone. One query; none for a reader who silenced nobody and hid no thread."""
    if not sight.hidden.anything:
        return []
    here = {"passage__chapter__in": list(chapters)}
    present = Q(passage__loose=True) | Q(passage__revision=F("passage__chapter__revision"))
    said: Counter[Place] = Counter()
    shown_by: defaultdict[Place, set[int]] = defaultdict(set)
    comments = Comment.objects.seen_with(sight.before_hiding).exclude(wanted(sight.hidden))
    comments = comments.filter(present, **here).order_by()
    shown = Highlight.objects.filter(present, public=True, removed_at=None, **here)
    theirs = shown.filter(reader__among=sight.hidden.readers).order_by()
    nobody = Value(0, IntegerField())
    rows = comments.annotate(shown_by=nobody).values_list(*PLACE, "shown_by")
    rows = rows.union(theirs.values_list(*PLACE, "reader"), all=True).order_by()
    for *place, reader in rows:
        start, end, passage, loose, chapter = place
        at = start, end, passage, bool(loose), chapter
        if reader:
            shown_by[at].add(reader)
        else:
            said[at] += 1
    marks = []
    for place in sorted(said.keys() | shown_by.keys()):
        marks.append(UnwantedMark(*place, said[place], frozenset(shown_by[place])))
    return marks
