"""Elements written as plain HTML, for what Markdown has no way to say."""

from __future__ import annotations

import re
from html import escape

from lxml.html import HtmlElement

from reader.importing.html.appearance import Appearance, appearance_of
from reader.importing.html.elements import LEFT_OUT
from reader.importing.html.runs import TAGS
from reader.text.rendering.pictures import FOLDER

_KEPT = set("p br ul ol li dl dt dd blockquote ruby rt rp h1 h2 h3 h4 h5 h6".split())
_AROUND = set("div section article center aside figure figcaption details summary".split())
_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def inner_html(element: HtmlElement, around: Appearance, depth: int = 0) -> str:
    """What stands in an element, as HTML that our page can show; on one line."""
    look = appearance_of(element, around)
    pieces = [_words(element.text, look)]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            pieces.append(_outer(child, look, depth + 1))
        pieces.append(_words(child.tail, look))
    return "".join(pieces)


def _outer(element: HtmlElement, around: Appearance, depth: int) -> str:
    tag = element.tag
    if tag == "br":
        return "<br>"
    if tag == "img":
        return _picture(element)
    inside = inner_html(element, around, depth)
    if tag == "a":
        href = (element.get("href") or "").strip()
        return f'<a href="{escape(href)}">{inside}</a>' if _ADDRESS.match(href) else inside
    if tag in _AROUND:
        return f"<p>{inside}</p>" if inside.strip() and "<p" not in inside else inside
    if tag not in _KEPT:
        return inside
    start = element.get("start") or ""
    begins = f' start="{start}"' if tag == "ol" and re.fullmatch(r"\d{1,6}", start) else ""
    return f"<{tag}{begins}>{inside}</{tag}>"


def _words(text: str | None, look: Appearance) -> str:
    if not text:
        return ""
    words = escape(re.sub(r"\s+", " ", text), quote=False)
    if not words.strip():
        return words
    for style in sorted(look.styles):
        begins, ends = TAGS.get(style, (f"<{style}>", f"</{style}>"))
        words = f"{begins}{words}{ends}"
    return words


def _picture(element: HtmlElement) -> str:
    source = (element.get("src") or "").strip()
    description = escape(" ".join((element.get("alt") or "").split())[:300])
    if source.startswith(FOLDER) or re.match(r"https?:", source, re.IGNORECASE):
        return f'<img src="{escape(source)}" alt="{description}">'
    return f"<em>[{description}]</em>" if description else ""
