"""How an element's words look, as far as our page can show it: by tags, attributes, styles."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.html import HtmlElement

from reader.importing.html.declarations import style_of
from reader.importing.html.parsing import BLOCKS

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


class Look(NamedTuple):
    """The styles of words; where their lines stand (`center`, `right`, or nothing); whether
    their line feeds are lines; and whether they are written from right to left."""

    styles: frozenset[str] = frozenset()
    place: str = ""
    as_typed: bool = False
    leftward: bool = False


def look_of(element: HtmlElement, around: Look) -> Look:
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
    return Look(
        _styled(element, css, styles) if css else styles,
        _place(element, css, names, around),
        css["white-space"] in _AS_TYPED if "white-space" in css else around.as_typed,
        around.leftward,
    )


def _styled(element: HtmlElement, css: dict[str, str], styles: frozenset[str]) -> frozenset[str]:
    """The styles, and those that CSS adds or takes away.

    Only phrases are bold: paragraphs that are may be headings, which say so themselves.
    """
    worn = set(styles)
    is_block = element.tag in BLOCKS
    slant = css.get("font-style") or css.get("font", "")
    if re.search(r"italic|oblique", slant):
        worn.add("em")
    elif css.get("font-style") == "normal":
        worn.discard("em")
    weight = css.get("font-weight", "")
    if re.fullmatch(r"bold|bolder|[6-9]\d\d", weight):
        worn |= set() if is_block else {"strong"}
    elif re.fullmatch(r"normal|lighter|[1-4]\d\d", weight):
        worn.discard("strong")
    line = css.get("text-decoration", "") + " " + css.get("text-decoration-line", "")
    if "line-through" in line:
        worn.add("s")
    if "underline" in line and element.tag != "a":
        worn.add("u")
    capitals = css.get("font-variant", "") + " " + css.get("font-variant-caps", "")
    if "small-caps" in capitals:
        worn.add("small-caps")
    elif "normal" in capitals:
        worn.discard("small-caps")
    if not is_block:
        worn |= {_RAISED.get(css.get("vertical-align", ""), "")} - {""}
    return frozenset(worn)


def _place(element: HtmlElement, css: dict[str, str], names: list[str], around: Look) -> str:
    """Where the lines of an element stand. What is said of a whole page is how the page is set."""
    if element.tag in ("body", "html"):
        return ""
    said = css.get("text-align", "")
    if not said and element.tag in BLOCKS:
        said = "center" if element.tag == "center" else (element.get("align") or "").lower()
    if not said and element.tag in ("p", "div"):
        for name in filter(_PLACES.fullmatch, names):
            said = "center" if _PLACES.fullmatch(name)["center"] else "right"
    said = said.removeprefix("-webkit-").removeprefix("-moz-")
    if said in ("center", "middle"):
        return "center"
    if said in ("end", "left" if around.leftward else "right"):
        return "right"
    return "" if said in ("left", "right", "start", "justify") else around.place
