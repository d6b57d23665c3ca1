"""What the styles of a Word document make of words: each goes on from the one it is based on.

ECMA-376, part 1, 17.7: the defaults of the document, the paragraph's style, the words' style, and
what stands at the words themselves, in this order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from reader.importing.word.parts import W
from reader.importing.word_processors.formatting import Change, Formatting, is_quotation

_OFF = ("0", "false", "off", "none")
_MOST_PARENTS = 20
_TOGGLES = {
    "b": "strong", "i": "em", "strike": "s", "dstrike": "s", "smallCaps": "small-caps",
    "caps": "capitals", "vanish": "hidden",
}  # fmt: skip
_RAISED = {"superscript": "sup", "subscript": "sub"}
_TURNS = frozenset(["strong", "em", "s", "small-caps", "capitals", "hidden"])
"""What a style for words turns off again where the paragraph's style has it already (17.7.3)."""
_ALIGNED = {"center": "center", "right": "right", "end": "right"}
_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)")


@dataclass
class Style:
    """A style, or what stands at a paragraph itself: for its paragraph and for the words in it.

    `kind` is `title`, `subtitle`, `h2` to `h6`, `quote`, `contents` or `body`; `aligned` is
    `center` or `right`; `list` and `level` are the number of a list and the depth in it. All are
    empty where the style doesn't say.
    """

    parent: str = ""
    change: Change = field(default_factory=Change)
    kind: str = ""
    aligned: str | None = None
    list: str | None = None
    level: str | None = None


class Styles:
    """The styles of a document by their ids, each with what it has from those it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._said: dict[str, Style] = {}
        self._whole: dict[str, Style] = {"": Style()}
        self._usual = ""
        self._default = Change()
        for element in () if root is None else root.iter(f"{W}style", f"{W}rPrDefault"):
            if element.tag == f"{W}rPrDefault":
                self._default = change(element.find(f"{W}rPr"))
                continue
            key = element.get(f"{W}styleId") or ""
            self._said[key] = _style(element)
            if element.get(f"{W}type") == "paragraph" and is_yes(element, "default"):
                self._usual = key

    def paragraph(self, props: etree._Element | None) -> Style:
        """What a paragraph of some properties is: its style, and what stands at it."""
        key = value(props, "pStyle")
        named = self._find(key if key in self._said else self._usual)
        if props is None:
            return named
        here = _style(props)
        return _inherited(here, named)

    def formatting(self, style: Style, props: etree._Element | None) -> Formatting:
        """How words of some properties look in a paragraph of a style."""
        below, above, usual = style.change, self._find(value(props, "rStyle")).change, self._default
        if style.kind not in ("", "body"):  # our page itself sets headings and quotations apart
            below, usual = below.only_hiding(), usual.only_hiding()
        twice = below.on & above.on & _TURNS
        both = usual.then(below).then(above)
        here = change(props)
        return (both.on - twice - here.off) | here.on

    def _find(self, key: str) -> Style:
        """A style with all that it inherits."""
        line: list[str] = []
        while key not in self._whole and key in self._said and len(line) < _MOST_PARENTS:
            line.append(key)
            key = self._said[key].parent
        made = self._whole.get(key) or Style()
        for name in reversed(line):
            made = self._whole[name] = _inherited(self._said[name], made)
        return made


def value(element: etree._Element | None, name: str) -> str:
    """The value of the child of a name; an empty string where there is none."""
    child = None if element is None else element.find(W + name)
    return "" if child is None else child.get(f"{W}val") or ""


def is_yes(element: etree._Element, name: str) -> bool:
    """Whether an attribute is there and says yes."""
    return (element.get(W + name) or "0") not in _OFF


def is_on(element: etree._Element | None, name: str) -> bool:
    """Whether there is a child of a name that doesn't say no."""
    child = None if element is None else element.find(W + name)
    return child is not None and child.get(f"{W}val") not in _OFF


def change(props: etree._Element | None) -> Change:
    """What the properties of words (`w:rPr`) make of them."""
    on: set[str] = set()
    off: set[str] = set()
    for element in () if props is None else props:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        given = element.get(f"{W}val")
        if name in _TOGGLES:
            (off if given in _OFF else on).add(_TOGGLES[name])
        elif name == "u":
            (off if given in (*_OFF, None) else on).add("u")
        elif name == "vertAlign":
            off |= {"sup", "sub"}
            on |= {_RAISED[given]} if given in _RAISED else set()
    return Change(frozenset(on), frozenset(off - on))


def _style(element: etree._Element) -> Style:
    """What a style, or the properties of a paragraph, say by themselves."""
    name = " ".join(value(element, "name").lower().split())
    props = element if element.tag == f"{W}pPr" else element.find(f"{W}pPr")
    formatting = Change() if props is element else change(element.find(f"{W}rPr"))
    if "hyperlink" in name or "internet link" in name:
        formatting = Change()  # a link made like one
    made = Style(parent=value(element, "basedOn"), change=formatting, kind=_kind(name, props))
    if props is not None:
        aligned, numbered = props.find(f"{W}jc"), props.find(f"{W}numPr")
        if aligned is not None:
            made.aligned = _ALIGNED.get(aligned.get(f"{W}val") or "", "")
        if numbered is not None:
            made.list = value(numbered, "numId") or None
            made.level = value(numbered, "ilvl") or None
    return made


def _kind(name: str, props: etree._Element | None) -> str:
    """What a style is by its name, which is English in every language's Word, or by its place in
    the outline."""
    level = value(props, "outlineLvl")
    heading = _HEADING.fullmatch(name)
    if heading or (level.isdecimal() and int(level) < 9):
        return f"h{min(int(heading[1] if heading else int(level) + 1) + 1, 6)}"
    if level.isdecimal():
        return "body"
    if name in ("title", "subtitle"):
        return name
    if _CONTENTS.fullmatch(name):
        return "contents"
    return "quote" if is_quotation(name) else ""


def _inherited(style: Style, parent: Style) -> Style:
    return Style(
        parent=style.parent,
        change=parent.change.then(style.change),
        kind=style.kind or parent.kind,
        aligned=parent.aligned if style.aligned is None else style.aligned,
        list=parent.list if style.list is None else style.list,
        level=parent.level if style.level is None else style.level,
    )
