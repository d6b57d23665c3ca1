"""Which chapters there are of a story, and in which revision: what a browser keeps of it."""

from __future__ import annotations

from django.db.models import F, Q, Window
from django.db.models.functions import Lag

from reader.models.library.chapter import ChapterQuerySet


def revision_runs(chapters: ChapterQuerySet, last: int) -> str:
    """The numbers of these chapters, of which the `last` is known, with the number of each one's
    revision. Those that follow each other in the same revision are one word: `1-40.1 41.2`."""
    before = Window(Lag("number"), order_by="number")
    known = Window(Lag("revision__number"), order_by="number")
    follows = Q(before=F("number") - 1, known=F("revision__number"))
    begun = chapters.annotate(before=before, known=known).filter(Q(before=None) | ~follows)
    rows = list(begun.values_list("number", "revision__number", "before"))
    ends = [before for _, _, before in rows[1:]] + [last]
    runs = []
    for (first, revision, _), end in zip(rows, ends, strict=True):
        numbers = f"{first}" if first == end else f"{first}-{end}"
        runs.append(f"{numbers}.{revision}")
    return " ".join(runs)
