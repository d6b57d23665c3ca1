"""Passages with who speaks up on them: what marks are painted of."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, Value

from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import PassageQuerySet
from reader.models.people.reader import Reader
from reader.text.rendering.painting import Mark


class MarkedPassage(NamedTuple):
    """A passage's place in the text, in code points, and who has marked it: the readers who show
    that they did, how many comments say something, and the `colour` of the highlight of the
    reader who looks (`own`), where they have one."""

    start: int
    end: int
    passage: int
    shown_by: frozenset[int] = frozenset()
    comments: int = 0
    own: int = 0
    colour: str = ""

    @property
    def mark(self) -> Mark:
        """How it is painted; without classes where the reader has no reason to see it."""
        classes = []
        if self.colour:
            classes.append(f"mine {self.colour}")
        if self.shown_by - {self.own}:
            classes.append("shown")
        if self.comments:
            classes.append("talk")
        return Mark(self.start, self.end, self.passage, " ".join(classes), self.shown_by)

    def highlighted_by(self, reader: int, colour: str, public: bool) -> MarkedPassage:
        """The same for a reader who has highlighted it."""
        shown_by = self.shown_by | {reader} if public else self.shown_by - {reader}
        return self._replace(own=reader, colour=colour, shown_by=shown_by)


def marked_passages(passages: PassageQuerySet, reader: Reader | None) -> list[MarkedPassage]:
    """Those of `passages` that the reader has a reason to see, in the order of the text: their
    own mark, somebody's shown mark, comments. One query."""
    place = ("passage_id", "passage__start", "passage__end")
    highlights = Highlight.objects.visible_to(reader).filter(passage__in=passages).order_by()
    comments = Comment.objects.spoken().filter(passage__in=passages).order_by()
    nobody = {"by": Value(0), "in_colour": Value(""), "shows": Value(False)}
    rows = highlights.values_list(*place, "reader_id", "colour", "public", Value(0)).union(
        comments.values_list(*place).annotate(**nobody, said=Count("pk")), all=True
    )
    own = reader.pk if reader else 0
    found: dict[int, MarkedPassage] = {}
    shown_by: dict[int, set[int]] = {}
    for passage, start, end, by, colour, public, said in rows:
        marked = found.get(passage) or MarkedPassage(start, end, passage, own=own)
        if said:
            marked = marked._replace(comments=said)
        elif by == own:
            marked = marked._replace(colour=colour)
        if public:
            shown_by.setdefault(passage, set()).add(by)
        found[passage] = marked
    for passage, readers in shown_by.items():
        found[passage] = found[passage]._replace(shown_by=frozenset(readers))
    return sorted(found.values())
