"""HTML to a tree, and what is found in one: words, and the elements that links lead to."""

from __future__ import annotations

import re

from lxml import html
from lxml.html import HtmlElement

from reader.importing.files.encodings import valid_markup
from reader.text.manuscripts.manuscript import ManuscriptError

_DECLARATION = re.compile(
    r"\A\s*(?:<\?xml[^>]*>)?\s*(?:<!DOCTYPE\s[^\[>]{0,300}(?:\[[^\]]{0,20000}\]\s*)?>)?",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"<(?P<end>/?)(?:(?P<phrase>tt|i|b|u|s|strike|big|small)"
    r"|(?:p|div|h[1-6]|center|blockquote|ul|ol|table|hr))(?=[\s>/])",
    re.IGNORECASE,
)
_HELD = "held-"
"""Before the names of phrases while a page is parsed: libxml2 ends those that it knows where a
paragraph begins, and `<i><p>…</p></i>` would lose its italics."""


def parse(data: str) -> HtmlElement:
    """The tree of an HTML page. Raises ManuscriptError for one that has no element in it."""
    data = valid_markup(_DECLARATION.sub("", data, count=1))
    data = _hold_phrases(data)
    try:
        parser = html.HTMLParser(huge_tree=True, no_network=True)
        tree = html.document_fromstring(data, parser=parser)
    except (ValueError, AssertionError, html.etree.LxmlError) as error:
        raise ManuscriptError("is not a page with text in it") from error
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag.startswith(_HELD):
            element.tag = element.tag.removeprefix(_HELD)
    return tree


def _hold_phrases(data: str) -> str:
    """Rename those phrases, by both of their tags, in which a block begins."""
    begun: dict[str, list[re.Match[str]]] = {}
    held: list[re.Match[str]] = []
    last_block = -1
    for tag in _TAG.finditer(data):
        if not tag["phrase"]:
            last_block = last_block if tag["end"] else tag.start()
        elif not tag["end"]:
            begun.setdefault(tag["phrase"].lower(), []).append(tag)
        else:
            same = begun.get(tag["phrase"].lower())
            first = same.pop() if same else None
            if first and first.start() < last_block:
                held += [first, tag]
    written: list[str] = []
    at = 0
    for tag in sorted(held, key=re.Match.start):
        written += [data[at : tag.start("phrase")], _HELD]
        at = tag.start("phrase")
    return "".join([*written, data[at:]])
