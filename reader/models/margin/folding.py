"""Long threads, folded: of the comments beside each other the first few and the newest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from reader.models.margin.comment import Comment
from reader.models.margin.shown_comments import shown_comments
from reader.models.margin.sight import PUBLIC, Sight

SHOWN = {"passage": (3, 7), "parent": (2, 3)}
"""How many of the first and of the newest are shown: of the comments on a passage, and of the
replies to a comment, of which ten may stand on a page."""


def folded(
    beside: str, keys: Sequence[int], wanted: Comment | None = None, sight: Sight = PUBLIC
) -> dict[int, list[Comment]]:
    """Of the comments that begin threads on passages of these keys, or (`beside` is `parent`) that
    reply to comments of these keys: of those that have a place for this `sight` the first few and
    the newest of each, and the one that is wanted, by those keys, pinned ones first. Each knows how
    many are `folded` before it.

    One query.
    """
    groups: defaultdict[int, list[Comment]] = defaultdict(list)
    if keys:
        for comment in shown_comments(*_chosen(beside, keys, wanted, sight)):
            groups[getattr(comment, f"{beside}_id")].append(comment)
    for group in groups.values():
        group.sort(key=_is_not_pinned)
        _note_folded(group)
    return groups


def load_replies(
    comments: Sequence[Comment], wanted: Comment | None = None, sight: Sight = PUBLIC
) -> None:
    """Load onto comments their `shown_replies`."""
    replies = folded("parent", [comment.pk for comment in comments], wanted, sight)
    for comment in comments:
        comment.shown_replies = replies.get(comment.pk, ())


SIBLINGS = """
    SELECT id, place FROM (
      SELECT id, {first} AS is_later,
        ROW_NUMBER() OVER (
          PARTITION BY {beside}_id ORDER BY {first}, created_at, id
        ) AS place,
        COUNT(*) OVER (PARTITION BY {beside}_id) AS total
      FROM reader_comment said
      WHERE {beside}_id IN ({keys}) AND {level} AND {standing}
    ) sibling
    WHERE place <= %s OR place > total - %s OR id IN (%s, %s) OR NOT is_later
"""
"""In SQL, because after every comment on a chapter it is asked for one thread."""
LEVEL = {"passage": "parent_id IS NULL", "parent": "TRUE"}
FIRST = {"passage": "pinned_at IS NULL", "parent": "TRUE"}
"""What pinned ones come first by: no reply is pinned."""


def _chosen(
    beside: str, keys: Sequence[int], wanted: Comment | None, sight: Sight
) -> tuple[str, list[int]]:
    """Those that are not folded away, each with its place among its siblings, from 1, as SQL and
    its parameters. With the one that is wanted comes the one that it replies to."""
    named = (wanted.pk, wanted.parent_id or 0) if wanted else (0, 0)
    marks = ", ".join(["%s"] * len(keys))
    standing, seen = sight.standing("said")
    parts = {"level": LEVEL[beside], "first": FIRST[beside], "standing": standing}
    query = SIBLINGS.format(beside=beside, keys=marks, **parts)
    return query, [*keys, *seen, *SHOWN[beside], *named]


def _is_not_pinned(comment: Comment) -> bool:
    return comment.pinned_at is None


def _note_folded(siblings: Sequence[Comment]) -> None:
    """Let each comment know how many are `folded` between it and the one shown before it."""
    for before, comment in pairwise(siblings):
        comment.folded = comment.place - before.place - 1
        if comment.folded:
            comment.folded_after = before.pk
