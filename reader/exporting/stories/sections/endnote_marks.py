"""A chapter's text with a mark where an endnote is on some words, and a link to it behind them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.exporting.stories.endnotes import Endnote
from reader.exporting.stories.xhtml.writer import ENDNOTE_CLASS
from reader.models import Revision
from reader.text.rendering.painting import paint_all

_MARK = re.compile(r'<mark data-passages="([\d ]+)"[^>]*>[^<]*</mark>')


class _Ending(NamedTuple):
    """Where the words of an endnote end: behind so many characters of a block's HTML."""

    block: int
    at: int


def with_endnote_marks(revision: Revision, endnotes: Iterable[Endnote]) -> list[str]:
    """The HTML of the revision's blocks, with those of the endnotes that are on its words."""
    marks = [endnote.mark for endnote in endnotes if endnote.mark]
    if not marks:
        return [html for html, *_ in revision.blocks]
    rows = []
    for html, start, end, _ in revision.blocks:
        rows.append((html, revision.text[start:end], start))
    painted = paint_all(rows, marks)
    for block, links in _links(painted).items():
        painted[block] = _with_links(painted[block], links)
    return painted


def _links(painted: Sequence[str]) -> dict[int, list[tuple[int, str]]]:
    """For each block the links that come into it: where, and the number of the endnote."""
    endings: dict[str, _Ending] = {}
    for number, ending in _marked(painted):
        endings[number] = ending
    links: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for number, ending in endings.items():
        links[ending.block].append((ending.at, number))
    return links


def _marked(painted: Sequence[str]) -> Iterator[tuple[str, _Ending]]:
    """The number of an endnote and where a run of its words ends, run after run."""
    for block, html in enumerate(painted):
        for mark in _MARK.finditer(html):
            for number in mark[1].split():
                yield number, _Ending(block, mark.end())


def _with_links(html: str, links: Iterable[tuple[int, str]]) -> str:
    """The links put in from the last to the first, so that their places hold."""
    for at, number in sorted(links, key=_place, reverse=True):
        link = f'<a class="{ENDNOTE_CLASS}" data-number="{number}"></a>'
        html = html[:at] + link + html[at:]
    return html


def _place(link: tuple[int, str]) -> tuple[int, int]:
    at, number = link
    return at, int(number)
