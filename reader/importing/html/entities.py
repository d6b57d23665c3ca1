"""Characters that were written twice as HTML: `&amp;mdash;`, which a page shows as `&mdash;`.

Sites and converters that escape what is escaped already leave these behind, and JSON that was
never read as such leaves `\\u0026quot;`.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from lxml.html import HtmlElement

from reader.importing.files.encodings import valid_markup

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ESCAPED = re.compile(r"\\u(?:0026|003[ce]|00[a0]0|20[0-2][0-9a-f])", re.IGNORECASE)
_WRITTEN = re.compile(
    r"(?:&|\\u0026)(?:amp;){0,4}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|"
    + _ESCAPED.pattern,
    re.IGNORECASE,
)
"""A character as it is written, however often it was escaped."""
_TYPED = ("code", "pre", "kbd", "samp", "tt", "script", "style", "textarea")
_MOST_TIMES = 4


def unescaped(text: str) -> str:
    """`text` with the characters that its entities and JSON's escapes stand for."""
    for _ in range(_MOST_TIMES):
        if "&" not in text and "\\u" not in text:
            break
        before = text
        text = _ESCAPED.sub(lambda match: chr(int(match[0][2:], 16)), text)
        text = _ENTITY.sub(_character, text)
        if text == before:
            break
    return text


def unescape_tree(tree: HtmlElement) -> list[str]:
    """Put characters in the place of entities in a page's text, but for what stands there as it
    was typed. Gives the entities, as they were."""
    found: list[str] = []
    for element in tree.iter():
        if isinstance(element.tag, str) and _may_be_mended(element.text, element):
            element.text = _mended(element.text, found)
        parent = element.getparent()
        if parent is not None and _may_be_mended(element.tail, parent):
            element.tail = _mended(element.tail, found)
    return found


def entities_warning(found: list[str]) -> str:
    """What is to be said of pieces that were mended; nothing where there are none."""
    if not found:
        return ""
    times = "once" if len(found) == 1 else f"{len(found)} times"
    return (
        f"Characters that were escaped twice were read as what they stand for, {times}: "
        f"“{found[0]}”."
    )


def _may_be_mended(text: str | None, element: HtmlElement) -> bool:
    if not text or ("&" not in text and "\\u" not in text):
        return False
    return element.tag not in _TYPED and next(element.iterancestors(*_TYPED), None) is None


def _mended(text: str, found: list[str]) -> str:
    now = unescaped(text)
    if now != text:
        found += _WRITTEN.findall(text)
    return now


def _character(match: re.Match[str]) -> str:
    name = match[0][1:]
    return valid_markup(unescape(match[0])) if name[0] == "#" or name in html5 else match[0]
