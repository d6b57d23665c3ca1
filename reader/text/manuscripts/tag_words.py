"""What stands in a plain text for a tag that is no style."""

from __future__ import annotations

import re

from reader.text.manuscripts.labels import NOTES, read_label
from reader.text.manuscripts.line_forms import BROKEN_SIGN, FORM_SIGN

BLOCK_TAGS = set(
    "p div center h1 h2 h3 h4 h5 h6 right left indent justify align list ul ol table tr".split()
)
_ADDRESS = re.compile(r"""(?:href|src|^=)\s*=?\s*["']?(https?://[^\s"'\]<>]+)""", re.IGNORECASE)
_NAME = re.compile(r"""(?:user|comm|text)\s*=\s*["']?([^"'<>]+)""", re.IGNORECASE)
# What parts paragraphs, however many line ends stand around it already.
APART = "\ufdd4"
END_OF_FORM = f"\n{FORM_SIGN}{APART}"


def begin_form(form: str) -> str:
    """The line that says that what follows it has a form."""
    return f"{APART}{FORM_SIGN}{form}\n"


def text_of_tag(name: str, value: str, *, closes: bool, links: list[str]) -> str:
    """What stands for a tag that is no style."""
    if name in BLOCK_TAGS:
        return APART
    if name == "br":
        return f"\n{BROKEN_SIGN}"
    if name == "hr":
        return "" if closes else f"{APART}---{APART}"
    if name in ("li", "*"):
        return "" if closes else f"{APART}- "
    if name in ("quote", "blockquote"):
        return END_OF_FORM if closes else begin_form("quote") + _speaker(value)
    if name == "spoiler":
        return END_OF_FORM if closes else _spoiler(value)
    if name in ("code", "pre"):
        return END_OF_FORM if closes else begin_form("preformatted")
    if name in ("a", "url", "img"):
        return _link(name, value, closes=closes, links=links)
    user = _NAME.search(value) if name in ("lj", "lj-user", "user") else None
    return user[1].strip() if user else ""


def _speaker(value: str) -> str:
    """Who is quoted, as `[quote="Una, post: 12"]` says it."""
    name = re.split(r"[,;]", value.lstrip("= ").strip("\"' "))[0].strip("\"' ")
    return f"{name}:\n\n" if value.startswith("=") and name else ""


def _spoiler(value: str) -> str:
    """The beginning of a note; a title that says of which kind is no words of it."""
    title = value.lstrip("= ").strip("\"' ")
    label = read_label(title) if title else None
    kind = label.kind if label and label.kind in NOTES else "note"
    heading = "" if not title or label else f"{title}\n\n"
    return begin_form(kind) + heading


def _link(name: str, value: str, *, closes: bool, links: list[str]) -> str:
    """An address stands behind its words."""
    address = _ADDRESS.search(value)
    if closes:
        last = links.pop() if links else ""
        return f" <{last}>" if last else ""
    if name == "img" and address:
        return f"[Image] <{address[1]}>"
    if name == "img" and not value:
        return "[Image] "
    if name != "img":
        links.append(address[1] if address else "")
    return ""
