"""A text without what Project Gutenberg puts around it."""

from __future__ import annotations

import re

from reader.text.manuscripts.lines import find_line
from reader.text.manuscripts.title_fields import take_field
from reader.text.manuscripts.title_page import TitlePage

_GUTENBERG_START = re.compile(
    r"\s*\*{3}\s?START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK|.*\*END\*\s?THE SMALL PRINT", re.I
)
_GUTENBERG_END = re.compile(
    r"\s*(?:\*{3}\s?END OF (?:THE|THIS) PROJECT GUTENBERG"
    r"|End of (?:the |this )?Project Gutenberg(?:['’]s| eBook))",
    re.IGNORECASE,
)
_GUTENBERG = re.compile(r"project gutenberg", re.IGNORECASE)
_FIELD = re.compile(r"(?P<name>Title|Author|Language|Translator|Illustrator|Editor):\s*\S")
_PRODUCED = re.compile(
    r"\s*(?:Produced|Transcribed|Prepared|E-?text (?:prepared|produced)"
    r"|This (?:e?text|eBook) was \w+)(?: from .{0,80})? by\b",
    re.IGNORECASE,
)


def without_licence(lines: list[str], page: TitlePage) -> list[str]:
    """What stands between the marks of Project Gutenberg."""
    if not any(map(_GUTENBERG.search, [*lines[:60], *lines[-400:]])):
        return lines
    begins = find_line(lines, _GUTENBERG_START.match, 0, 600)
    start = 0 if begins is None else begins + 1
    end = find_line(lines, _GUTENBERG_END.match, start)
    if end is None:
        end = len(lines)
    for line in lines[:start]:
        if _FIELD.match(line):
            take_field(page, line.strip())
    outside = "\n".join([*lines[:start], *lines[end:]])
    if outside.strip():
        page.leave_out(outside, "Project Gutenberg’s header and licence were left out")
    return _without_producers(lines[start:end], page)


def _without_producers(lines: list[str], page: TitlePage) -> list[str]:
    """Who made the file is told among the details."""
    first = find_line(lines, str.strip, 0)
    if first is None:
        return lines
    end = first
    while end < len(lines) and lines[end].strip():
        end += 1
    words = " ".join(map(str.strip, lines[first:end]))
    if not _PRODUCED.match(words):
        return lines
    page.details.append(words)
    return lines[end:]
