"""Words with emphasis, in runs, to Markdown that shows exactly these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reader.text.rendering.escaping import escape

_MARKS = {"strong": "**", "em": "*"}
_TAGS = {"small-caps": ('<span class="small-caps">', "</span>")}
_OUTSIDE = re.compile(r"[\w*_\\]")
_ORDER = ("link", "strong", "em", "s", "u", "small-caps", "small", "sup", "sub", "code")


class Run(NamedTuple):
    """A stretch of text with one set of styles. `raw` text is Markdown already."""

    text: str
    styles: frozenset[str] = frozenset()
    link: str = ""
    raw: bool = False


def write(runs: Iterable[Run]) -> str:
    """Markdown of runs; a line feed in them is one in it. Neighbours that look alike are one."""
    runs = _tidied(runs)
    written: list[str] = []
    for i, run in enumerate(runs):
        before = written[-1][-1:] if written else ""
        after = runs[i + 1].text[:1] if i + 1 < len(runs) else ""
        written.append(_write(run, before, after))
    return "".join(written)


def _tidied(runs: Iterable[Run]) -> list[Run]:
    """Runs merged with their like, with the white space at their ends put outside of them."""
    merged: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if not run.text.strip() and not run.raw:
            run = run._replace(styles=frozenset(), link="")
        if merged and not run.raw and not merged[-1].raw and merged[-1][1:] == run[1:]:
            merged[-1] = run._replace(text=merged[-1].text + run.text)
        elif (
            len(merged) > 1
            and not run.raw
            and not merged[-1].text.strip()
            and "\n" not in merged[-1].text
            and merged[-2][1:] == run[1:]
        ):
            space = merged.pop()  # italics on both sides of a space are one phrase in italics
            merged[-1] = run._replace(text=merged[-1].text + space.text + run.text)
        else:
            merged.append(run)
    parted: list[Run] = []
    for run in merged:
        inner = run.text.strip()
        if run.raw or not run.styles | {run.link} - {""} or not inner:
            parted.append(run)
            continue
        at = run.text.index(inner)
        space = Run(run.text[:at]), Run(run.text[at + len(inner) :])
        parted += [r for r in (space[0], run._replace(text=inner), space[1]) if r.text]
    return parted


def _write(run: Run, before: str, after: str) -> str:
    if run.raw:
        return run.text
    if "\n" in run.text and (run.styles or run.link):
        lines = run.text.split("\n")
        return "\n".join(_write(run._replace(text=line), "", "") for line in lines if line)
    text = escape(run.text)
    for style in reversed(_ORDER):
        if style == "link" and run.link:
            text = (
                f"[{text}](<{run.link}>)"
                if re.search(r"[\s()]", run.link)
                else (f"[{text}]({run.link})")
            )
        elif style in run.styles:
            text = _styled(text, style, before, after, alone=len(run.styles) == 1 and not run.link)
    return text


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
    begins, ends = _TAGS.get(style, (f"<{style}>", f"</{style}>"))
    return f"{begins}{text}{ends}"
