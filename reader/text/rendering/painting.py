"""Lay marks over blocks: any number, overlapping at will, without changing a character.

Painting relies on the form that `reader.text.rendering.blocks` writes: `<` opens a tag and nothing
else, and the only entities in running text are `&amp;`, `&lt;` and `&gt;`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple

from reader.text.rendering.block import BLOCK_GAP
from reader.text.rendering.by_block import by_block

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
    of_block = by_block([start for html, text, start in blocks], marks)
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
    edges: list[tuple[int, int, Mark]] = []
    for number, mark in enumerate(marks):
        start = _to_cluster_start(text, max(mark.start - offset, 0))
        end = _to_cluster_end(text, min(mark.end - offset, len(text)))
        if start < end:
            edges.append((start, number, mark))
            edges.append((end, ~number, mark))
    edges.sort()
    runs: list[_Run] = []
    active: dict[int, Mark] = {}  # by their numbers, in the order in which they began
    said: list[str] = []  # of what begins with the next run
    previous = 0
    for edge, number, mark in edges:
        if edge > previous:
            if active:
                runs.append(_Run(previous, edge, _names(active.values()), _description(said)))
            said = []
            previous = edge
        if number < 0:
            del active[~number]
        else:
            active[number] = mark
            if mark.said and _begins(mark, offset):
                said.append(mark.said)
    return runs


def _names(marks: Collection[Mark]) -> str:
    """The attributes of a run under some marks: their passages and classes, each once, and the
    colour that shows. The passage whose colour it is comes first."""
    passages, worn, shown, on_top = [], [], 0, None
    for mark in marks:
        _, _, passage, classes, shown_by, colour, _ = mark
        passages.append(str(passage))
        worn.append(classes)
        shown += len(shown_by)
        if colour and (on_top is None or _on_top(mark) < _on_top(on_top)):
            on_top = mark
    if on_top:
        passages.insert(0, str(on_top.passage))
        worn.append(on_top.colour)
    if shown >= MANY_READERS and _readers(marks) >= MANY_READERS:
        worn.append("many")
    names = " ".join(dict.fromkeys(passages))
    return f'data-passages="{names}"{_class_attribute(" ".join(worn))}'


def _readers(marks: Iterable[Mark]) -> int:
    """How many readers show that they marked any of these."""
    return len(frozenset().union(*[mark.shown_by for mark in marks]))


def _on_top(mark: Mark) -> tuple[int, int]:
    """Which of overlapping colours shows, the least first: that of the shortest mark, and of two
    as long that of the later, so that none is hidden under another. A page that paints before
    the server does keeps to the same rule (static/js/painting.js)."""
    return mark.end - mark.start, -mark.start


def _begins(mark: Mark, offset: int) -> bool:
    """Whether a mark begins in a block, or in the gap before it, not in a block before."""
    return mark.start >= offset - len(BLOCK_GAP)


def _description(said: Collection[str]) -> str:
    """The attribute for what is said of the marks that begin with a run, each once."""
    return _description_attribute("; ".join(dict.fromkeys(said))) if said else ""


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
