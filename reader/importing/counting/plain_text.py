"""What a plain text says. Tags of HTML and of forums, and entities, are no words of it."""

from __future__ import annotations

import re
from html import unescape

from reader.importing.counting.file_text import FileText
from reader.importing.counting.markdown import TAG, without_tag
from reader.importing.files.encodings import decode

_BBCODE = re.compile(
    r"\[/?(?:b|i|u|s|url|size|colou?r|font|sup|sub|strike"
    r"|(?P<apart>img|quote|spoiler|center|right|left|justify|align|list|hr|indent|code|table|t[rdh]"
    r"|\*))(?:=[^\]\n]{0,300})?\]",
    re.IGNORECASE,
)


def typed_text(data: bytes) -> FileText:
    """What a text says; besides, its tags as they were typed."""
    text = decode(data)[0]
    return FileText(unescape(TAG.sub(without_tag, _BBCODE.sub(_without, text))), text)


def _without(tag: re.Match[str]) -> str:
    return " " if tag["apart"] else ""
