"""Words with emphasis, in runs, to Markdown that shows exactly these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader.importing.markdown_syntax import destination
from reader.text.rendering.escaping import escape

_MARKS = {"strong": "**", "em": "*"}
TAGS = {"small-caps": ('<span class="small-caps">', "</span>")}
"""What begins and ends words of a style that has no element of its own."""
_OUTSIDE = re.compile(r"[\w*_\\]")
_ORDER = ("link", "strong", "em", "s", "u", "small-caps", "small", "sup", "sub", "code")


class TextRun(NamedTuple):
    """A stretch of text with one set of styles. `raw` text is Markdown already."""

    text: str
    styles: frozenset[str] = frozenset()
    link: str = ""
    raw: bool = False


def runs_to_markdown(runs: Iterable[TextRun]) -> str:
    """Markdown of runs; a line feed in them is one in it. Neighbours that look alike are one."""
    tidied = list(_trimmed(_merged(runs)))
    written: list[str] = []
    for i, run in enumerate(tidied):
        before = written[-1][-1:] if written else ""
        after = tidied[i + 1].text[:1] if i + 1 < len(tidied) else ""
        written.append(_write(run, before, after))
    return "".join(written)


def _merged(runs: Iterable[TextRun]) -> list[TextRun]:
    """Runs, none empty, with those made one that are alike and stand side by side."""
    merged: list[TextRun] = []
    for given in runs:
        if not given.text:
            continue
        run = given if given.raw or given.text.strip() else TextRun(given.text)
        if merged and _is_like(run, merged[-1]):
            merged[-1] = run._replace(text=merged[-1].text + run.text)
        elif len(merged) > 1 and _is_a_space(merged[-1]) and _is_like(run, merged[-2]):
            space = merged.pop()  # italics on both sides of a space are one phrase in italics
            merged[-1] = run._replace(text=merged[-1].text + space.text + run.text)
        else:
            merged.append(run)
    return merged


def _is_like(run: TextRun, other: TextRun) -> bool:
    return not run.raw and run[1:] == other[1:]


def _is_a_space(run: TextRun) -> bool:
    return not run.text.strip() and "\n" not in run.text


def _trimmed(runs: Iterable[TextRun]) -> Iterator[TextRun]:
    """Runs with the white space at their ends put outside of their styles."""
    for run in runs:
        words = run.text.strip()
        if run.raw or not words or not (run.styles or run.link):
            yield run
            continue
        before, _, after = run.text.partition(words)
        if before:
            yield TextRun(before)
        yield run._replace(text=words)
        if after:
            yield TextRun(after)


def _write(run: TextRun, before: str, after: str) -> str:
    if run.raw:
        return run.text
    if "\n" in run.text and (run.styles or run.link):
        return _write_lines(run)
    text = escape(run.text)
    for style in reversed(_ORDER):
        if style == "link" and run.link:
            text = f"[{text}]({destination(run.link)})"
        elif style in run.styles:
            text = _styled(text, style, before, after, alone=len(run.styles) == 1 and not run.link)
    return text


def _write_lines(run: TextRun) -> str:
    """Each line by itself: no mark of emphasis goes across a line's end."""
    written: list[str] = []
    for line in run.text.split("\n"):
        if line:
            written.append(_write(run._replace(text=line), "", ""))
    return "\n".join(written)


def _styled(text: str, style: str, before: str, after: str, *, alone: bool) -> str:
    """Text in one style: with marks where Markdown is sure to read them, else with a tag."""
    mark = _MARKS.get(style)
    sure = (
        alone
        and mark
        and not _OUTSIDE.match(before or " ")
        and not _OUTSIDE.match(after or " ")
        and "*" not in text
        and "_" not in text
    )
    if sure:
        return f"{mark}{text}{mark}"
    begins, ends = TAGS.get(style, (f"<{style}>", f"</{style}>"))
    return f"{begins}{text}{ends}"
