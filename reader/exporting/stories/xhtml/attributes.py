"""Which attributes an element keeps in XHTML."""

from __future__ import annotations

import re

from reader.text.language_tags import is_language_tag

_NUMBERS = {
    ("ol", "start"),
    ("li", "value"),
    ("td", "colspan"),
    ("th", "colspan"),
    ("td", "rowspan"),
    ("th", "rowspan"),
}
_NUMBER = re.compile(r"[1-9]\d{0,3}")


def written(tag: str, attributes: dict[str, str]) -> str:
    """The attributes of a `tag` as they are written behind its name. Values are escaped already."""
    out = ""
    for name, value in attributes.items():
        if name == "lang":
            out += f' lang="{value}" xml:lang="{value}"' if is_language_tag(value) else ""
        elif name == "reversed":
            out += ' reversed="reversed"' if tag == "ol" else ""
        elif _is_kept(tag, name, value):
            out += f' {name}="{value}"'
    return out


def _is_kept(tag: str, name: str, value: str) -> bool:
    if name == "dir":
        return value in ("ltr", "rtl")
    if name == "class":
        return bool(value) or tag == "mark"
    if name == "title":
        return bool(value) and tag != "mark"
    if name == "scope":
        return tag == "th" and value in ("row", "col")
    return (tag, name) in _NUMBERS and bool(_NUMBER.fullmatch(value))
