"""Runs of words to lines of Markdown, and lines to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from reader.importing.html.elements import BLOCKS, holds
from reader.importing.html.runs import TextRun, runs_to_markdown
from reader.text.rendering.escaping import not_a_block
from reader.text.rendering.scene_breaks import is_scene_break

LONGEST_VERSE = 70
"""Characters that lines have, taken together, before they are paragraphs and no verse."""

_WIDEST_WRAP = 90
_EMPTY_LINE = re.compile(r"\n[ \t\r\f]*\n")


def paragraphs_of(runs: list[TextRun]) -> Iterator[list[str]]:
    """The lines, in Markdown, of each paragraph that some runs are."""
    for part in _parted(runs):
        lines = [line for line in lines_of(part) if line]
        plain = "".join(run.text for run in part).strip()
        if is_scene_break(plain) and "\n" not in plain:
            yield [" ".join(plain.split())]
        elif len(lines) > 1 and sum(map(len, lines)) <= LONGEST_VERSE * len(lines):
            yield [f"| {line}" for line in lines]
        elif len(lines) > 1:  # a page that has no paragraphs, only lines
            for line in lines:
                yield [line if is_scene_break(line) else not_a_block(line)]
        elif lines:
            yield [not_a_block(lines[0])]


def is_typed(element: HtmlElement) -> bool:
    """Whether the line feeds of an element part its lines, though no style says so: it has no
    other mark of a paragraph, empty lines, and lines that nobody wrapped at a column.

    So are the chapters of sites whose stylesheets were left behind.
    """
    text = element.text_content()
    if not _EMPTY_LINE.search(text.strip()) or max(map(len, text.split("\n"))) <= _WIDEST_WRAP:
        return False
    return not holds(element, "br", *BLOCKS)


def is_said(runs: list[TextRun]) -> bool:
    """Whether there is anything in some runs but space."""
    return any(run.text.strip(" \t\n\r\f\xa0\u200b\ufeff") for run in runs)


def lines_of(part: list[TextRun]) -> list[str]:
    """Markdown of each line of a paragraph."""
    rows: list[list[TextRun]] = [[]]
    for run in part:
        if run.text == "\n" and not run.raw:
            rows.append([])
        else:
            rows[-1].append(run)
    return [_trimmed(runs_to_markdown(row)) for row in rows]


def _parted(runs: list[TextRun]) -> Iterator[list[TextRun]]:
    """The paragraphs that two line breaks in a row part."""
    part: list[TextRun] = []
    breaks = 0
    for run in runs:
        if run.text == "\n" and not run.raw:
            breaks += 1
        elif run.text.strip() or breaks == 0:
            if breaks > 1 and is_said(part):
                yield part
                part = []
            elif breaks and part:
                part.append(TextRun("\n"))
            breaks = 0
            part.append(run)
    if is_said(part):
        yield part


def _trimmed(line: str) -> str:
    return re.sub(r"^[\s\xa0\u2003]+|[\s\xa0]+$", "", re.sub(r" {2,}", " ", line))
