"""Lay marks over blocks: any number, overlapping at will, without changing a character.

Painting relies on the form that `reader.text.rendering.blocks` writes: `<` opens a tag and nothing
else, and the only entities in running text are `&amp;`, `&lt;` and `&gt;`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple

from reader.text.rendering.block import BLOCK_GAP

_TAGS = re.compile(r"(<[^>]+>)")
# Readers who show that they marked the same words, from whom on it is worth an underline.
MANY_READERS = 3
_JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}


class Mark(NamedTuple):
    """A stretch to paint: where, which passage it belongs to, and the classes it wears.

    `start` and `end` are code points in the plain text, `end` exclusive. `classes` are names
    parted by spaces; where marks overlap a run wears the classes of all of them. `shown_by` are
    the readers who show that they marked it: a run that many show wears `many` too. Of their
    `colour`s it wears the one that is on top (`_on_top`). What is `said` of it is heard once, where
    it begins.
    """

    start: int
    end: int
    passage: int
    classes: str = ""
    shown_by: frozenset[int] = frozenset()
    colour: str = ""
    said: str = ""


def paint(html: str, text: str, marks: Iterable[Mark], start: int = 0) -> str:
    """The block `html` with `marks` laid over it.

    `text` is the block's plain text and `start` its offset in the plain text that the marks
    refer to. Parts of marks outside the block are ignored.
    """
    runs = _runs(text, marks, start)
    return _lay(html, runs) if runs else html


def paint_all(blocks: Sequence[tuple[str, str, int]], marks: Iterable[Mark]) -> list[str]:
    """The HTML of all `blocks`, given as (html, text, start) in order, with `marks` laid over.

    Takes time in proportion to the text plus the marks.
    """
    starts = [start for html, text, start in blocks]
    of_block: dict[int, list[Mark]] = {}
    for mark in marks:
        index = max(bisect_right(starts, mark.start) - 1, 0)
        while index < len(blocks) and starts[index] < mark.end:
            of_block.setdefault(index, []).append(mark)
            index += 1
    painted = []
    for index, (html, text, start) in enumerate(blocks):
        if index in of_block:
            painted.append(paint(html, text, of_block[index], start))
        else:
            painted.append(html)
    return painted


class _Run(NamedTuple):
    start: int
    end: int
    names: str
    said: str


def _runs(text: str, marks: Iterable[Mark], offset: int) -> list[_Run]:
    """Cut overlapping marks into runs, each with its attributes, in order of the text."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        start = _to_cluster_start(text, max(mark.start - offset, 0))
        end = _to_cluster_end(text, min(mark.end - offset, len(text)))
        if start < end:
            opening.setdefault(start, []).append(mark)
            closing.setdefault(end, []).append(mark)
    runs: list[_Run] = []
    active: dict[int, Mark] = {}
    said: list[str] = []  # of what begins with the next run
    previous = 0
    for edge in sorted(opening.keys() | closing.keys()):
        if active:
            names = _names(active.values())
            runs.append(_Run(previous, edge, names, _description(said)))
        for mark in closing.get(edge, ()):
            active.pop(id(mark))
        for mark in opening.get(edge, ()):
            active[id(mark)] = mark
        said = [mark.said for mark in opening.get(edge, ()) if _begins(mark, offset)]
        previous = edge
    return runs


def _names(marks: Iterable[Mark]) -> str:
    """The attributes of a run under some marks: their passages and classes, each once, and the
    colour that shows. The passage whose colour it is comes first."""
    passages: dict[str, None] = {}
    classes: list[str] = []
    shown_by: set[int] = set()
    coloured = [mark for mark in marks if mark.colour]
    shown = min(coloured, key=_on_top) if coloured else None
    if shown:
        passages[str(shown.passage)] = None
    for mark in marks:
        passages[str(mark.passage)] = None
        classes.append(mark.classes)
        shown_by |= mark.shown_by
    if shown:
        classes.append(shown.colour)
    if len(shown_by) >= MANY_READERS:
        classes.append("many")
    return f'data-passages="{" ".join(passages)}"{_class_attribute(" ".join(classes))}'


def _on_top(mark: Mark) -> tuple[int, int]:
    """Which of overlapping colours shows, the least first: that of the shortest mark, and of two
    as long that of the later, so that none is hidden under another. A page that paints before
    the server does keeps to the same rule (static/js/painting.js)."""
    return mark.end - mark.start, -mark.start


def _begins(mark: Mark, offset: int) -> bool:
    """Whether a mark begins in a block, or in the gap before it, not in a block before."""
    return mark.start >= offset - len(BLOCK_GAP)


def _description(said: Iterable[str]) -> str:
    """The attribute for what is said of the marks that begin with a run, each once."""
    words = "; ".join(dict.fromkeys(filter(None, said)))
    return _description_attribute(words) if words else ""


@lru_cache(maxsize=4096)
def _description_attribute(words: str) -> str:
    """The attribute for some words. The same are said again and again."""
    return f' aria-description="{escape(words)}"'


@lru_cache(maxsize=4096)
def _class_attribute(classes: str) -> str:
    """The attribute for some classes, each once. Few stand together, again and again."""
    names = " ".join(dict.fromkeys(classes.split()))
    return f' class="{escape(names)}"' if names else ""


def _lay(html: str, runs: list[_Run]) -> str:
    """Wrap each run, piece by piece, inside the elements that the block already has."""
    painted: list[str] = []
    position = 0
    at = 0  # the first run that does not end before `position`
    for piece in _TAGS.split(html):
        if not piece:
            continue
        if piece[0] == "<":
            painted.append(piece)
            continue
        plain, written = (unescape(piece), _escape) if "&" in piece else (piece, _as_it_is)
        end = position + len(plain)
        done = 0
        while at < len(runs) and runs[at].start < end:
            run = runs[at]
            begin = max(run.start - position, 0)
            stop = min(run.end, end) - position
            painted.append(written(plain[done:begin]))
            said = run.said if run.start >= position else ""
            painted.append(f"<mark {run.names}{said}>{written(plain[begin:stop])}</mark>")
            done = stop
            if run.end > end:
                break
            at += 1
        painted.append(written(plain[done:]) if done else piece)
        position = end
    return "".join(painted)


def _escape(text: str) -> str:
    return escape(text, quote=False)


def _as_it_is(text: str) -> str:
    return text


def _to_cluster_start(text: str, at: int) -> int:
    """Back from inside a user-perceived character to its beginning."""
    while 0 < at < len(text) and (_joins(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return at


def _to_cluster_end(text: str, at: int) -> int:
    """On from inside a user-perceived character to its end."""
    while 0 < at < len(text) and (_joins(text[at]) or text[at - 1] == "\u200d"):
        at += 1
    return at


def _joins(character: str) -> bool:
    """Whether a character is drawn onto the one before it."""
    return character > "\u02ff" and (
        character in _JOINERS
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
