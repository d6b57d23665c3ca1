"""Stretches of text with their styles, to the marks that show them."""

from __future__ import annotations

from typing import NamedTuple

from reader.text.manuscripts.line_forms import BROKEN_SIGN, FORM_SIGN

_MARKS = ("*", "_", "\\")


class StyledRun(NamedTuple):
    """A stretch of text with the styles that are on in it."""

    text: str
    styles: frozenset[str]


def marked_text(runs: list[StyledRun]) -> str:
    """The runs as text, each line of one marked by itself."""
    merged: list[StyledRun] = []
    for run in runs:
        if merged and run.text and merged[-1].styles == run.styles:
            merged[-1] = StyledRun(merged[-1].text + run.text, run.styles)
        elif run.text:
            merged.append(run)
    out: list[str] = []
    for i, run in enumerate(merged):
        before = out[-1][-1:] if out else ""
        after = merged[i + 1].text[:1] if i + 1 < len(merged) else ""
        out.append(_styled(run, before, after) if run.styles else run.text)
    return "".join(out)


def _styled(run: StyledRun, before: str, after: str) -> str:
    lines = run.text.split("\n")
    last = len(lines) - 1
    for i, line in enumerate(lines):
        outside = (before if i == 0 else "", after if i == last else "")
        lines[i] = _styled_line(line, run.styles, *outside)
    return "\n".join(lines)


def _styled_line(line: str, styles: frozenset[str], before: str, after: str) -> str:
    if line.startswith(BROKEN_SIGN):
        return BROKEN_SIGN + _styled_line(line[1:], styles, before, after)
    words = line.strip()
    if not words or words.startswith(FORM_SIGN):
        return line
    start = line.index(words)
    left, right = line[:start], line[start + len(words) :]
    return left + _marked(words, styles, left[-1:] or before, right[:1] or after) + right


def _marked(words: str, styles: frozenset[str], before: str, after: str) -> str:
    """Words with the marks or the tag of their style, of which Markdown shows but one."""
    for tag in ("sup", "sub", "s", "u", "small"):
        if tag in styles:
            return f"<{tag}>{words}</{tag}>"
    if _is_sure(words, before, after):
        mark = "*" * (2 * ("b" in styles) + ("i" in styles))
        return f"{mark}{words}{mark}"
    tag = "i" if "i" in styles else "b"
    return f"<{tag}>{words}</{tag}>"


def _is_sure(words: str, before: str, after: str) -> bool:
    """Whether asterisks around words are read as marks: no letter touches them, none is inside."""
    outside = before.isalnum() or after.isalnum() or before in _MARKS or after in _MARKS
    return not outside and "*" not in words and "_" not in words
