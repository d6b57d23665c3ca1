"""A text without the legend and the colophon of Aozora Bunko."""

from __future__ import annotations

import re

from reader.text.manuscripts.lines import find_line
from reader.text.manuscripts.title_page import TitlePage

_LEGEND = re.compile(r"\s*【テキスト中に現れる記号について】\s*")
_LEGEND_RULE = re.compile(r"-{20,}\s*$")
_COLOPHON = re.compile(r"底本[：:]")


def without_legend(lines: list[str], page: TitlePage) -> list[str]:
    """A text of Aozora Bunko without what explains its signs, and what it was made from; its
    first two lines are title and author. https://www.aozora.gr.jp/annotation/"""
    at = find_line(lines, _LEGEND.fullmatch, 0, 60)
    if not at:
        return lines
    begin = at - 1 if _LEGEND_RULE.match(lines[at - 1]) else at
    rule = find_line(lines, _LEGEND_RULE.match, at + 1, at + 60)
    end = (at if rule is None else rule) + 1
    head = [line.strip() for line in lines[:begin] if line.strip()]
    if 2 <= len(head) <= 4:
        page.title, page.author = head[0], head[-1]
        page.details += head[1:-1]
        lines = [""] * begin + lines[begin:]
    close = find_line(lines, _COLOPHON.match, end)
    if close is None:
        close = len(lines)
    outside = "\n".join([*lines[begin:end], *lines[close:]])
    page.leave_out(outside, "Aozora Bunko’s legend and colophon were left out")
    return lines[:begin] + lines[end:close]
