"""Passages with who speaks up on them: what marks are painted of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Value

from reader.actions.margin.unwanted_marks import UnwantedMark, unwanted_marks
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import PassageQuerySet
from reader.models.margin.sight import SPOKEN, WITHHELD, Sight
from reader.models.people.reader import Reader
from reader.text.anchoring.passages import Span
from reader.text.rendering.painting import Mark


class MarkedPassage(NamedTuple):
    """A passage's place in the text, in code points, and who has marked it: the readers who show
    that they did, how many comments say something, and the `colour` of the highlight of the
    reader who looks (`own`), where they have one, with the name (`called`) that they gave it.

    What many marked without their names (`popular`: at least so many) belongs to no passage; its
    `passage` is a number below 0.
    """

    start: int
    end: int
    passage: int
    shown_by: frozenset[int] = frozenset()
    comments: int = 0
    own: int = 0
    colour: str = ""
    popular: int = 0
    called: str = ""

    @property
    def mark(self) -> Mark:
        """How it is painted; without classes where the reader has no reason to see it."""
        others = len(self.shown_by) - (self.own in self.shown_by)
        worn = _worn(self.colour, self.called, others, self.comments, self.popular)
        place = self.start, self.end, max(self.passage, 0)
        return Mark(*place, worn.classes, self.shown_by, self.colour, worn.said)

    @property
    def is_seen(self) -> bool:
        """Whether there is any reason to see it."""
        return bool(self.colour or self.shown_by or self.comments or self.popular)

    def without(self, said: int, shown_by: frozenset[int]) -> MarkedPassage:
        """The same for somebody who doesn't see so many of the comments, nor these readers."""
        return self._replace(comments=self.comments - said, shown_by=self.shown_by - shown_by)

    def highlighted_by(
        self, reader: int, colour: str, public: bool, called: str = ""
    ) -> MarkedPassage:
        """The same for a reader who has highlighted it, in a colour that they may have named."""
        shown_by = self.shown_by | {reader} if public else self.shown_by - {reader}
        return self._replace(own=reader, colour=colour, shown_by=shown_by, called=called)


class Worn(NamedTuple):
    """The classes that a mark wears, and what those hear of it who do not see it."""

    classes: str
    said: str


@lru_cache(maxsize=4096)
def _worn(colour: str, called: str, others: int, comments: int, popular: int) -> Worn:
    """What the mark of a passage wears: whose it is, how many others show theirs, and what else
    there is to it. The same again and again."""
    classes, said = [], []
    if colour:
        classes.append("mine")
        said.append(f"your {called or colour} highlight")
    if others:
        classes.append("shown")
        said.append(f"highlighted by {_counted(others, 'reader')}")
    if comments:
        classes.append("talk")
        said.append(_counted(comments, "comment"))
    if popular:
        classes.append("many")
        said.append(f"marked by {popular} readers or more")
    return Worn(" ".join(classes), ", ".join(said))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


class AnchoredPassages(NamedTuple):
    """The passages whose words are in one revision of a chapter: those of which at least a code
    point stands between two of it, or those of exactly these words."""

    chapter: int
    revision: int
    start: int = 0
    end: int = 2**31 - 1
    exactly: bool = False

    def on(self, start: int, end: int) -> AnchoredPassages:
        """Those of which at least a code point stands in this stretch."""
        return self._replace(start=start, end=end)

    def of(self, start: int, end: int) -> AnchoredPassages:
        """Those of the words from one code point to another, and no others."""
        return self._replace(start=start, end=end, exactly=True)


def marked_passages(
    passages: AnchoredPassages | PassageQuerySet,
    reader: Reader | None,
    sight: Sight | None = None,
) -> list[MarkedPassage]:
    """Those of `passages` that the reader has a reason to see, in the order of the text: their
    own mark, somebody's shown mark, comments; and what many marked there. All are of one story, on
    which the reader's `sight` is that of others if it is not told. One query."""
    own = reader.pk if reader else 0
    sight = sight or Sight(own)
    names = reader.colour_names if reader else {}
    if isinstance(passages, AnchoredPassages):
        rows = _anchored_rows(passages, own, sight)
    else:
        rows = _rows(passages, reader, sight)
    places: dict[int, Span] = {}
    shown_by: dict[int, set[int]] = {}
    comments: dict[int, int] = {}
    colours: dict[int, str] = {}
    marked = []
    for passage, start, end, by, colour, public, said in rows:
        if passage < 0:
            marked.append(MarkedPassage(start, end, passage, popular=said))
            continue
        places[passage] = start, end
        if said:
            comments[passage] = comments.get(passage, 0) + said
        elif by == own and colour:
            colours[passage] = colour
        if public:
            shown_by.setdefault(passage, set()).add(by)
    for passage, (start, end) in places.items():
        readers = frozenset(shown_by.get(passage, ()))
        said, colour = comments.get(passage, 0), colours.get(passage, "")
        called = names.get(colour, "")
        found = MarkedPassage(start, end, passage, readers, said, own, colour, called=called)
        marked.append(found)
    if isinstance(passages, AnchoredPassages):
        marked = _without_unwanted(marked, unwanted_marks(sight, [passages.chapter]))
    return sorted(marked)


def _without_unwanted(
    marked: list[MarkedPassage], unwanted: list[UnwantedMark]
) -> list[MarkedPassage]:
    if not unwanted:
        return marked
    by_passage = {mark.passage: mark for mark in unwanted}
    left = []
    for passage in marked:
        mark = by_passage.get(passage.passage)
        seen = passage.without(mark.said, mark.shown_by) if mark else passage
        if seen.is_seen:
            left.append(seen)
    return left


Row = tuple[int, int, int, int, str, bool, int]
"""A passage, where it starts and ends; who highlighted it, in which colour where that is the
reader's own, and whether they show it; or how many more comments on it say something. Below 0, a
popular highlight, and by how many."""


def _rows(passages: PassageQuerySet, reader: Reader | None, sight: Sight) -> Iterable[Row]:
    place = ("passage_id", "passage__start", "passage__end")
    highlights = Highlight.objects.visible_to(reader).filter(passage__in=passages).order_by()
    comments = Comment.objects.seen_with(sight).filter(passage__in=passages).order_by()
    nobody = {"by": Value(0), "in_colour": Value(""), "shows": Value(False)}
    rows = highlights.values_list(*place, "reader_id", "colour", "public", Value(0))
    said = comments.values_list(*place).annotate(**nobody, said=Count("pk"))
    return rows.union(said, all=True).order_by()


HERE = """
    passage.chapter_id = %s AND passage.revision_id = %s AND passage.loose = FALSE AND {stretch}
"""
PLACE = 'passage.id, passage.start, passage."end"'
ANCHORED_ROWS = f"""
    SELECT {PLACE}, highlight.reader_id, '', TRUE, 0
    FROM reader_passage passage JOIN reader_highlight highlight ON highlight.passage_id = passage.id
    WHERE {HERE} AND highlight.public AND highlight.removed_at IS NULL
    UNION ALL
    SELECT {PLACE}, highlight.reader_id, highlight.colour, FALSE, 0
    FROM reader_highlight highlight CROSS JOIN reader_passage passage
    WHERE passage.id = highlight.passage_id AND {HERE}
      AND highlight.removed_at IS NULL AND highlight.reader_id = %s
    UNION ALL
    SELECT {PLACE}, 0, '', FALSE, COUNT(*)
    FROM reader_passage passage JOIN reader_comment comment
      ON comment.passage_id = passage.id AND comment.chapter_id = passage.chapter_id
    WHERE {HERE} AND {SPOKEN.format(row="comment")}
    GROUP BY {PLACE}
    UNION ALL
    SELECT {PLACE}, 0, '', FALSE, COUNT(*)
    FROM reader_comment comment CROSS JOIN reader_passage passage
    WHERE passage.id = comment.passage_id AND {HERE} AND comment.chapter_id = %s
      AND {WITHHELD.format(row="comment")} AND (comment.reader_id = %s OR %s)
    GROUP BY {PLACE}
    UNION ALL
    SELECT -passage.id, passage.start, passage."end", 0, '', FALSE, passage.readers
    FROM reader_popularhighlight passage
    WHERE passage.chapter_id = %s AND passage.revision_id = %s AND {{stretch}}
"""
"""What `_rows` gives, in SQL: after every public act the blocks that it changed are painted from
this, and to build the query takes Django twenty times as long as the database takes to answer. What
everybody sees comes apart from what the reader does: each is found by an index that has no more
(`shown_highlights`, `comments_on_words`, `silent_comments`). In SQLite CROSS JOIN says which table
comes first; to PostgreSQL it is like any other."""
ON = ANCHORED_ROWS.format(stretch='passage.start < %s AND passage."end" > %s')
OF = ANCHORED_ROWS.format(stretch='passage."end" = %s AND passage.start = %s')


def _anchored_rows(passages: AnchoredPassages, own: int, sight: Sight) -> Iterable[Row]:
    here = [passages.chapter, passages.revision, passages.end, passages.start]
    silent = [*here, passages.chapter, *sight.parameters]
    parameters = [*here, *here, own, *here, *silent, *here]
    with connection.cursor() as cursor:
        cursor.execute(OF if passages.exactly else ON, parameters)
        return cursor.fetchall()
