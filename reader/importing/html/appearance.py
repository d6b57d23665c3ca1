"""How an element's words look, as far as our page can show it: by tags, attributes, styles."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.html import HtmlElement

from reader.importing.html.declarations import Declarations, style_of
from reader.importing.html.elements import BLOCKS

_TAGS = {
    "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em", "strong": "strong",
    "b": "strong", "s": "s", "del": "s", "strike": "s", "u": "u", "ins": "u", "sup": "sup",
    "sub": "sub", "small": "small", "code": "code", "tt": "code", "kbd": "code", "samp": "code",
}  # fmt: skip
_CLASSES = {
    "small-caps": "small-caps", "smallcaps": "small-caps", "smcap": "small-caps",
    "strikethrough": "s", "line-through": "s", "strike": "s",
}  # fmt: skip
"""Names that sites and converters give to phrases, known also where their stylesheets are not."""
_PLACES = re.compile(
    r"(?:ql-align-|text-|has-text-align-|align-?)?(?:(?P<center>cent(?:er|re)(?:ed|d)?)|right)",
    re.IGNORECASE,
)
"""The same for lines that stand in the middle or on the right."""
_RAISED = {"super": "sup", "sub": "sub"}
_AS_TYPED = ("pre", "pre-wrap", "pre-line", "break-spaces", "preserve", "preserve-breaks")


class Appearance(NamedTuple):
    """The styles of words; where their lines stand (`center`, `right`, or nothing); whether
    their line feeds are lines; and whether they are written from right to left."""

    styles: frozenset[str] = frozenset()
    place: str = ""
    as_typed: bool = False
    leftward: bool = False


PLAIN = Appearance()


def appearance_of(element: HtmlElement, around: Appearance) -> Appearance:
    """How the words of an element look, in one whose words look as those `around`."""
    styles = around.styles
    tag = _TAGS.get(element.tag)
    if tag:
        styles |= {tag}
    names = (element.get("class") or "").split()
    css = style_of(element)
    if not (names or css or element.tag == "center" or element.get("align") or element.get("dir")):
        return around._replace(styles=styles) if tag else around
    if element.get("dir"):
        around = around._replace(leftward=element.get("dir").lower() == "rtl")
    if element.tag not in BLOCKS:
        styles |= {_CLASSES[name] for name in names if name in _CLASSES}
    return Appearance(
        _styled(element, css, styles) if css else styles,
        _place(element, css, names, around),
        css["white-space"] in _AS_TYPED if "white-space" in css else around.as_typed,
        around.leftward,
    )


def _styled(element: HtmlElement, css: Declarations, styles: frozenset[str]) -> frozenset[str]:
    """The styles, and those that CSS adds or takes away.

    Only phrases are bold: paragraphs that are may be headings, which say so themselves.
    """
    worn = set(styles)
    _set_letters(css, worn)
    if "underline" in _lines_on(css) and element.tag != "a":
        worn.add("u")
    if "line-through" in _lines_on(css):
        worn.add("s")
    bold = _is_bold(css)
    if bold is False:
        worn.discard("strong")
    if element.tag in BLOCKS:
        return frozenset(worn)
    if bold:
        worn.add("strong")
    raised = _RAISED.get(css.get("vertical-align", ""))
    if raised:
        worn.add(raised)
    return frozenset(worn)


def _set_letters(css: Declarations, worn: set[str]) -> None:
    """Add to styles, or take from them, italics and small capitals."""
    slant = css.get("font-style") or css.get("font", "")
    if re.search(r"italic|oblique", slant):
        worn.add("em")
    elif css.get("font-style") == "normal":
        worn.discard("em")
    capitals = css.get("font-variant", "") + " " + css.get("font-variant-caps", "")
    if "small-caps" in capitals:
        worn.add("small-caps")
    elif "normal" in capitals:
        worn.discard("small-caps")


def _is_bold(css: Declarations) -> bool | None:
    """Whether words are bold; None where nothing is said about it."""
    weight = css.get("font-weight", "")
    if re.fullmatch(r"bold|bolder|[6-9]\d\d", weight):
        return True
    return False if re.fullmatch(r"normal|lighter|[1-4]\d\d", weight) else None


def _lines_on(css: Declarations) -> str:
    return css.get("text-decoration", "") + " " + css.get("text-decoration-line", "")


def _place_by_class(names: list[str]) -> str:
    """Where the last of some classes that says it puts a line."""
    place = ""
    for name in names:
        said = _PLACES.fullmatch(name)
        if said:
            place = "center" if said["center"] else "right"
    return place


def _place(element: HtmlElement, css: Declarations, names: list[str], around: Appearance) -> str:
    """Where the lines of an element stand. What is said of a whole page is how the page is set."""
    if element.tag in ("body", "html"):
        return ""
    said = css.get("text-align", "")
    if not said and element.tag in BLOCKS:
        said = "center" if element.tag == "center" else (element.get("align") or "").lower()
    if not said and element.tag in ("p", "div"):
        said = _place_by_class(names)
    said = said.removeprefix("-webkit-").removeprefix("-moz-")
    if said in ("center", "middle"):
        return "center"
    if said in ("end", "left" if around.leftward else "right"):
        return "right"
    return "" if said in ("left", "right", "start", "justify") else around.place
