"""What a printer would set for what was typed: quotation marks, dashes, an ellipsis.

Python-Markdown's own extension looks at each piece of text between two tags alone, and so sets
`"Is it *you?*"` with two opening marks. A story is full of those: here a paragraph is one text.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

# What stands in Python-Markdown's texts for something else: a character's number, or a stash.
_STAND_IN = r"\x02[^\x03]*\x03"
_BETWEEN = "\x02|\x03"
_ADDRESS = r"(?:https?://|www\.)[^\s\"'<>\x02\x03]*[\w/]"
_TYPED = re.compile(rf"{_STAND_IN}|{_ADDRESS}|-{{2,}}|\.{{3,}}|[\"']")
_MAY_CLOSE = re.compile(r"(?<=[^\s(\[{])'(?!\w)")
_INLINE = set(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q ruby rp rt s samp small span"
    " strike strong sub sup time tt u var".split()
)
_AS_TYPED = {"code", "kbd", "pre", "samp", "tt"}
_OPENERS = "([{“‘¡¿"
_DASHES = "-‐‑–—"
# Words that lost their beginning: an apostrophe stands there, whatever comes after.
_CUT = re.compile(
    r"(?:\d0s|bout|cause|cos|cuz|em|er|ere|fraid|im|kay|mongst|n|neath|pon|round|scuse|sup|til"
    r"|till|tis|tisn|twas|twasn|tween|twere|twill|twixt|twould)\b",
    re.IGNORECASE,
)


class Typography(Treeprocessor):
    """Sets straight quotes, `--`, `---` and `...` as a printer would, paragraph by paragraph."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._pieces: list[tuple[etree.Element | None, str]] = []
        self._texts: list[str] = []

    def run(self, root: etree.Element) -> None:
        self._walk(root)
        self._set()

    def _walk(self, element: etree.Element) -> None:
        """Gather the texts of an element; a block's are set when it ends."""
        block = element.tag not in _INLINE
        if block:
            self._set()
        if element.tag in _AS_TYPED:
            self._add(None, "", "x")
        elif element.tag == "br":
            self._add(None, "", "\n")
        elif element.get("class") != "footnote-ref":
            self._add(element, "text", element.text)
            for child in element:
                self._walk(child)
                self._add(child, "tail", child.tail)
        if block:
            self._set()

    def _add(self, element: etree.Element | None, place: str, text: str | None) -> None:
        if text:
            self._pieces.append((element, place))
            self._texts.append(text)

    def _set(self) -> None:
        """Set the texts gathered so far, which are one paragraph."""
        text = _BETWEEN.join(self._texts)
        if _TYPED.search(text):
            pieces = set_paragraph(text).split(_BETWEEN)
            for (element, place), piece in zip(self._pieces, pieces, strict=True):
                if element is not None:
                    setattr(element, place, piece)
        self._pieces, self._texts = [], []


def set_paragraph(text: str) -> str:
    """Set one paragraph's text, in which there may be stand-ins of Python-Markdown's."""
    last_closer = -1
    for closer in _MAY_CLOSE.finditer(text):
        last_closer = closer.start()
    quoting = False

    def as_set(match: re.Match[str]) -> str:
        nonlocal quoting
        typed = match[0]
        if typed[0] == "\x02":  # what stands beside it is nobody's affair, and far to seek
            return typed
        if typed[0] in "hw":  # an address
            return typed
        before, after = _before(text, match.start()), _after(text, match.end())
        if typed[0] == "-":
            return _dash(typed, before, after)
        if typed[0] == ".":
            return "…" if typed == "..." else typed
        opens = bool(after.strip()) and (not before.strip() or before in _OPENERS or before == "'")
        if typed == '"':
            if before and before in _DASHES:
                opens = not quoting and (after.isalnum() or after in ".'“‘")
            elif before == '"' or before == "'":
                opens = not quoting and bool(after.strip())
            quoting = opens
            return "“" if opens else "”"
        opens = opens or (before in {*_DASHES, '"'} and after.isalnum())
        opens = opens and match.start() < last_closer
        return "‘" if opens and not _CUT.match(text, match.end()) else "’"

    return _TYPED.sub(as_set, text)


def _dash(typed: str, before: str, after: str) -> str:
    """An em dash; an en dash between spaces and between numbers, of two hyphens."""
    if len(typed) > 3:
        return typed
    if typed == "--" and (
        before.isspace() and after.isspace() or before.isdigit() and after.isdigit()
    ):
        return "–"
    return "—"


def _before(text: str, index: int) -> str:
    """The character seen before a place: empty at the beginning of a paragraph."""
    while index and text[index - 1] == "\x03":
        start = text.rfind("\x02", 0, index)
        number = text[start + 1 : index - 1]
        if number.isdecimal():
            return chr(int(number))
        index = start
    return text[index - 1] if index > 0 else ""


def _after(text: str, index: int) -> str:
    """The character seen after a place: empty at the end of a paragraph."""
    while text.startswith("\x02", index):
        end = text.find("\x03", index)
        number = text[index + 1 : end]
        if number.isdecimal():
            return chr(int(number))
        index = end + 1
    return text[index : index + 1]
