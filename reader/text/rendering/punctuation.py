"""One paragraph's quotation marks, dashes and dots, as a printer would set them."""

from __future__ import annotations

import re

from reader.text.rendering.quotation_marks import ENGLISH, QuotationMarks

# What stands in Python-Markdown's texts for something else: a character's number, or a stash.
_STAND_IN = r"\x02[^\x03]*\x03"
_ADDRESS = r"(?:https?://|www\.)[^\s\"'<>\x02\x03]*[\w/]"
TYPED = re.compile(rf"{_STAND_IN}|{_ADDRESS}|-{{2,}}|\.{{3,}}|[\"']")
_MAY_CLOSE = re.compile(r"(?<=[^\s(\[{])'(?!\w)")
_OPENERS = "([{“‘„‚«‹¡¿"
_DASHES = "-‐‑–—"
# Words that lost their beginning: an apostrophe stands there, whatever comes after.
_CUT_WORDS = re.compile(
    r"(?:\d0s|bout|cause|cos|cuz|em|er|ere|fraid|im|kay|mongst|n|neath|pon|round|scuse|sup|til"
    r"|till|tis|tisn|twas|twasn|tween|twere|twill|twixt|twould)\b",
    re.IGNORECASE,
)


def set_paragraph(text: str, marks: QuotationMarks = ENGLISH) -> str:
    """Set one paragraph's text, in which there may be stand-ins of Python-Markdown's, with the
    marks of its language."""
    last_closer = -1
    for closer in _MAY_CLOSE.finditer(text):
        last_closer = closer.start()
    quoting = inside = False

    def as_set(match: re.Match[str]) -> str:
        nonlocal quoting, inside
        typed = match[0]
        if typed[0] == "\x02":  # what stands beside it is nobody's affair, and far to seek
            return typed
        if typed[0] in "hw":  # an address
            return typed
        before, after = _character_before(text, match.start()), _character_after(text, match.end())
        if typed[0] == "-":
            return _dash(typed, before, after, marks.dash)
        if typed[0] == ".":
            return "…" if typed == "..." else typed
        opens = bool(after.strip()) and (not before.strip() or before in _OPENERS or before == "'")
        if typed == '"':
            if before and before in _DASHES:
                opens = not quoting and (after.isalnum() or after in ".'“‘")
            elif before == '"' or before == "'":
                opens = not quoting and bool(after.strip())
            quoting = opens
            return marks.double[not opens]
        opens = opens or (before in {*_DASHES, '"'} and after.isalnum())
        opens = opens and match.start() < last_closer
        if opens and not (marks.drops_beginnings and _CUT_WORDS.match(text, match.end())):
            inside = True
            return marks.single[0]
        if inside and not after.isalnum():
            inside = False
            return marks.single[1]
        return "’"

    return TYPED.sub(as_set, text)


def _dash(typed: str, before: str, after: str, spaced: str) -> str:
    """An em dash; of two hyphens an en dash between numbers, and between spaces what the language
    has there."""
    if len(typed) > 3:
        return typed
    if typed == "--" and before.isspace() and after.isspace():
        return spaced
    if typed == "--" and before.isdigit() and after.isdigit():
        return "–"
    return "—"


def _character_before(text: str, index: int) -> str:
    """The character seen before a place: empty at the beginning of a paragraph."""
    while index and text[index - 1] == "\x03":
        start = text.rfind("\x02", 0, index)
        number = text[start + 1 : index - 1]
        if number.isdecimal():
            return chr(int(number))
        index = start
    return text[index - 1] if index > 0 else ""


def _character_after(text: str, index: int) -> str:
    """The character seen after a place: empty at the end of a paragraph."""
    while text.startswith("\x02", index):
        end = text.find("\x03", index)
        number = text[index + 1 : end]
        if number.isdecimal():
            return chr(int(number))
        index = end + 1
    return text[index : index + 1]
