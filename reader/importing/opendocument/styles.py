"""What the styles of an OpenDocument text make of words: each goes on from its parent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from reader.importing.opendocument.names import FO, OFFICE, STYLE, TEXT
from reader.importing.word_processors.formatting import Change, is_quotation

_MOST_PARENTS = 20
_HEADING = re.compile(r"Heading_20_([1-9])")
_CONTENTS = re.compile(r"Contents_20_(?:Heading|[1-9]|10)")
_ALIGNED = {"center": "center", "end": "right", "right": "right"}
_FORMATTING = {
    "font-style": {"italic": "em", "oblique": "em"},
    "font-weight": dict.fromkeys(("bold", "600", "700", "800", "900"), "strong"),
    "font-variant": {"small-caps": "small-caps"},
    "text-transform": {"uppercase": "capitals"},
}
_LINES = {
    "text-underline-style": "u",
    "text-line-through-style": "s",
    "text-line-through-type": "s",
}
_POSITION = re.compile(r"(?P<lowered>sub\b|-)|super\b|(?P<level>0%)|\d")


@dataclass
class Style:
    """A style with all that it inherits: `kind` is `title`, `subtitle`, `h2` to `h6`, `quote`,
    `contents`, or empty; `aligned` is `center` or `right`; `list` is a style for lists."""

    parent: str = ""
    change: Change = field(default_factory=Change)
    kind: str = ""
    aligned: str | None = None
    list: str = ""


class Styles:
    """The styles of a document, by their names: those for paragraphs and those for words."""

    def __init__(self, common: etree._Element | None, content: etree._Element) -> None:
        self._said: dict[tuple[str, str], Style] = {}
        self._whole: dict[tuple[str, str], Style] = {}
        for group in () if common is None else common.iter(f"{OFFICE}styles"):
            self._read(group)
        self._read(content)

    def paragraph(self, name: str | None) -> Style:
        """The style for paragraphs of a name."""
        return self._find("paragraph", name or "")

    def words(self, name: str | None) -> Change:
        """What the style for words of a name does."""
        return self._find("text", name or "").change

    def _read(self, root: etree._Element) -> None:
        for element in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
            family = element.get(f"{STYLE}family") or ""
            name = element.get(f"{STYLE}name") or ""
            self._said[family, name] = _style(element, name)

    def _find(self, family: str, name: str) -> Style:
        """A style of a family with all that it inherits, at last from what is usual in it."""
        line: list[tuple[str, str]] = []
        while (family, name) not in self._whole and len(line) < _MOST_PARENTS:
            key = (family, name) if (family, name) in self._said else ("", name)
            line.append((family, name))
            if not name or key not in self._said:
                break
            name = self._said[key].parent
        made = self._whole.get((family, name)) or Style()
        for family_, name_ in reversed(line):
            own = self._said.get((family_, name_)) or self._said.get(("", name_))
            if own is None:
                own = Style(kind=_kind(name_))
            made = self._whole[family_, name_] = _inherited(own, made)
        return made


def _style(element: etree._Element, name: str) -> Style:
    made = Style(
        parent=element.get(f"{STYLE}parent-style-name") or "",
        kind=_kind(name, element.get(f"{STYLE}default-outline-level") or ""),
        list=element.get(f"{STYLE}list-style-name") or "",
    )
    for props in element.iterchildren(f"{STYLE}text-properties"):
        made.change = made.change.then(_change(props))
    for props in element.iterchildren(f"{STYLE}paragraph-properties"):
        aligned = props.get(f"{FO}text-align")
        made.aligned = made.aligned if aligned is None else _ALIGNED.get(aligned, "")
    return made


def _change(props: etree._Element) -> Change:
    """What the properties of words make of them."""
    on: set[str] = set()
    off: set[str] = set()
    for name, made in _FORMATTING.items():
        given = props.get(FO + name)
        if given is not None:
            off.update(made.values())
            on.update([made[given]] if given in made else [])
    for name, formatting in _LINES.items():
        given = props.get(STYLE + name)
        if given is not None:
            changed = off if given == "none" else on
            changed.add(formatting)
    display = props.get(f"{TEXT}display")
    if display is not None:
        changed = on if display == "none" else off
        changed.add("hidden")
    position = _POSITION.match(props.get(f"{STYLE}text-position") or "")
    if position:
        off.update(("sup", "sub"))
        if not position["level"]:
            on.add("sub" if position["lowered"] else "sup")
    return Change(frozenset(on), frozenset(off - on))


def _kind(name: str, level: str = "") -> str:
    heading = _HEADING.fullmatch(name)
    if heading:
        return f"h{min(int(heading[1]) + 1, 6)}"
    if level.isdecimal() and int(level):
        return f"h{min(int(level) + 1, 6)}"
    if name in ("Title", "Subtitle"):
        return name.lower()
    if _CONTENTS.fullmatch(name):
        return "contents"
    return "quote" if is_quotation(name.replace("_20_", " ")) else ""


def _inherited(style: Style, parent: Style) -> Style:
    return Style(
        parent=style.parent,
        change=parent.change.then(style.change),
        kind=style.kind or parent.kind,
        aligned=parent.aligned if style.aligned is None else style.aligned,
        list=style.list or parent.list,
    )
