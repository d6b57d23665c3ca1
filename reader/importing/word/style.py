"""One style of a Word document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from reader.importing.word.parts import W
from reader.importing.word.properties import OFF, value
from reader.importing.word_processors.formatting import Change, is_quotation

_TOGGLES = {
    "b": "strong", "i": "em", "strike": "s", "dstrike": "s", "smallCaps": "small-caps",
    "caps": "capitals", "vanish": "hidden",
}  # fmt: skip
_RAISED = {"superscript": "sup", "subscript": "sub"}
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


def change(props: etree._Element | None) -> Change:
    """What the properties of words (`w:rPr`) make of them."""
    on: set[str] = set()
    off: set[str] = set()
    for element in () if props is None else props:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        given = element.get(f"{W}val")
        if name in _TOGGLES:
            changed = off if given in OFF else on
            changed.add(_TOGGLES[name])
        elif name == "u":
            changed = off if given is None or given in OFF else on
            changed.add("u")
        elif name == "vertAlign":
            off |= {"sup", "sub"}
            on |= {_RAISED[given]} if given in _RAISED else set()
    return Change(frozenset(on), frozenset(off - on))


def style_in(element: etree._Element) -> Style:
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


def inherited(style: Style, parent: Style) -> Style:
    """A style with what it has from another one that it is based on."""
    return Style(
        parent=style.parent,
        change=parent.change.then(style.change),
        kind=style.kind or parent.kind,
        aligned=parent.aligned if style.aligned is None else style.aligned,
        list=parent.list if style.list is None else style.list,
        level=parent.level if style.level is None else style.level,
    )
