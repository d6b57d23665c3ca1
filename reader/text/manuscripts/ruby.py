"""Readings beside characters, and other notation of Japanese text files, to tags.

The notation is Aozora Bunko's, https://www.aozora.gr.jp/annotation/, and that of the sites for
web novels: `漢字《かんじ》`, `｜any words《reading》`, `《《stressed》》`.
"""

from __future__ import annotations

import re

from reader.text.manuscripts.omissions import RecordsOmissions

_WITH_BAR = re.compile(r"[｜|](?P<base>[^｜|《》<>\n]{1,40})(?:《(?P<reading>[^《》<>\n]{1,40})》)")
_STRESSED = re.compile(r"《《(?P<words>[^《》<>\n]{1,60})》》")
_BY_ITSELF = re.compile(
    r"(?<![㐀-䶿一-鿿豈-﫿々〆ヶ仝〇])(?P<base>[㐀-䶿一-鿿豈-﫿々〆ヶ仝〇]+)《(?P<reading>[ぁ-ゖァ-ヺー・゛゜]{1,40})》"
)
_NOTATION = re.compile(r"［＃[^］\n]{0,200}］")
_HEADING = re.compile(r"［＃「(?P<words>[^「」\n]{1,60})」は(?:同行|窓)?[大中小]見出し］")
NOTATION = "Aozora Bunko’s notes for typesetters were left out"


def with_ruby(text: str, leaves: RecordsOmissions) -> str:
    """`text` with `<ruby>` for what is set so; what only typesetters need is left out."""
    if "［＃" in text:
        text = _NOTATION.sub(lambda note: _left_out(note, leaves), text)
    if "《" not in text:
        return text
    text = _STRESSED.sub(r"<b>\g<words></b>", text)
    ruby = r"<ruby>\g<base><rt>\g<reading></rt></ruby>"
    return _BY_ITSELF.sub(ruby, _WITH_BAR.sub(ruby, text))


def announced_headings(text: str) -> list[str]:
    """The lines that typesetters are told are headings, in their order."""
    return [note["words"].strip() for note in _HEADING.finditer(text)]


def _left_out(match: re.Match[str], leaves: RecordsOmissions) -> str:
    leaves.leave_out(match[0], NOTATION)
    return ""
