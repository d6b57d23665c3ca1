"""Spoilers in comments: words that stay covered until somebody asks to see them.

They are written `||so||` or `>!so!<`, also across line ends and paragraphs, and stored as
`<span class="spoiler">`. Nothing that is shown where nobody asked for it has the words of one.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable

from markdown.inlinepatterns import InlineProcessor

from reader.text.rendering.made_here import made_here
from reader.text.rendering.sanitising import TAGS, UNWRAPPED

MOST_MARKS = 400
"""Of what begins or ends a spoiler: more of it was not meant so, and takes long to read."""
COVERED = "[spoiler]"
"""What stands for the words of a spoiler where they can't be uncovered."""
_BEGINS = '<span class="spoiler">'
_PRESSABLE = (
    '<label class="spoiler" title="Spoiler: press to show or hide">'
    '<input type="checkbox" aria-label="Show the spoiler" autocomplete="off">'
    "<span>{}</span></label>"
)

# A line that begins with `>!` has had its `>` escaped by then, as no quotation begins there.
WRITTEN = r"(?<!\\)\|\|(?=[\s|]*[^\s|])(.+?)\|\|(?!\|(?!\|))|\\?>!(?=\s*\S)(.+?)!<"
# Bars stand close to what they cover, or on lines of their own.
_ACROSS = re.compile(
    r"(?<!\\)\|\|(?=[^\s|]|[ \t]*\n\s*[^\s|])(?P<bars>.+?)(?:(?<=[^\s|])\|\||(?<=\n)\|\|(?=\s|$))"
    r"|\\?>!(?=\s*\S)(?P<marks>.+?)!<",
    re.DOTALL,
)
_EMPTY_LINES = re.compile(r"(\n[ \t>]*\n\s*)")
_START_OF_QUOTATION = re.compile(r" {0,3}>[> ]* ")
_TYPED_TAG = re.compile(r"</?([a-z]\w*)[^<>]*>", re.IGNORECASE)
_WITHIN_WORDS = set("a abbr b cite code del em i ins q s small span strong sub sup u".split())
_KNOWN = (TAGS | UNWRAPPED) - {"br", "img"}
_SPAN = re.compile(r"<(/?)span\b[^>]*>")
_LINK = re.compile(r"(<a\b[^>]*>)(.*?)</a>", re.DOTALL)


class SpoilerProcessor(InlineProcessor):
    """Covers what is written as a spoiler. Of HTML in it, only the words stay: a tag that ends
    outside of it would uncover what comes after."""

    def handleMatch(  # type: ignore[override]  # the stubs know of the first kind of pattern only
        self, match: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        spoiler = etree.Element("span", {"class": made_here("spoiler")})
        spoiler.text = _TYPED_TAG.sub(_without_known_tag, match[1] or match[2])
        return spoiler, match.start(), match.end()


def _without_known_tag(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name not in _KNOWN:
        return tag[0]
    return "" if name in _WITHIN_WORDS else " "


def has_too_many_spoilers(source: str) -> bool:
    return source.count("||") + source.count(">!") > MOST_MARKS


def cover_each_paragraph(source: str) -> str:
    """`source`, in which a spoiler of several paragraphs is one in each of them. Quotations are
    paragraphs of their own by then."""
    return _ACROSS.sub(_in_each_paragraph, source)


def _in_each_paragraph(spoiler: re.Match[str]) -> str:
    words = spoiler["bars"] or spoiler["marks"]
    said = words.strip()
    if not said or "`" in words and _is_in_code(spoiler):
        return spoiler[0]
    begins, ends = ("||", "||") if spoiler["bars"] else (r"\>!", "!<")
    covered = []
    for part in _EMPTY_LINES.split(said):
        quotation = _START_OF_QUOTATION.match(part)
        at = quotation.end() if quotation else 0
        wraps = part.strip(" \t\n>") and part[at:].strip()
        covered.append(f"{part[:at]}{begins}{part[at:]}{ends}" if wraps else part)
    before, after = words.split(said, 1)
    return "".join([before, *covered, after])


def _is_in_code(spoiler: re.Match[str]) -> bool:
    """Whether what begins it stands in code: then it covers nothing."""
    return spoiler.string.count("`", 0, spoiler.start()) % 2 == 1


def links_in_spoilers(html: str) -> str:
    """Sanitised HTML, in which a link with a spoiler in it is one as a whole: a press on the
    covered words uncovers them, and leads nowhere yet."""

    def covered(link: re.Match[str]) -> str:
        if _BEGINS not in link[2]:
            return link[0]
        return f"{_BEGINS}{link[1]}{link[2].replace(_BEGINS, '<span>')}</a></span>"

    return _LINK.sub(covered, html) if has_spoilers(html) else html


def has_spoilers(html: str) -> bool:
    """Whether words of a comment's HTML are covered."""
    return _BEGINS in html


def covered(html: str) -> str:
    """A comment's HTML without the words of its spoilers, for where nobody can press on them."""
    return _replaced(html, _with_its_spaces)


def _with_its_spaces(words: str) -> str:
    before = words[: len(words) - len(words.lstrip())]
    after = words[len(words.rstrip()) :]
    return f"{before}{COVERED}{after}"


def pressable(html: str) -> str:
    """A comment's HTML as a page shows it: a press on a spoiler, or a key, shows its words; also
    without script. Until then a screen reader does not read them either."""
    return _replaced(html, _PRESSABLE.format)


def _replaced(html: str, make: Callable[[str], str]) -> str:
    """Sanitised HTML with each spoiler as `make` makes it of what is in it."""
    parts = []
    done = 0
    while (begin := html.find(_BEGINS, done)) >= 0:
        words = begin + len(_BEGINS)
        end = _end_of_span(html, words)
        parts += [html[done:begin], make(html[words : end.start()])]
        done = end.end()
    return "".join([*parts, html[done:]])


def _end_of_span(html: str, at: int) -> re.Match[str]:
    """The tag that ends the span whose content begins `at` there."""
    depth = 1
    for tag in _SPAN.finditer(html, at):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag
    raise ValueError("A span that never ends: this is no sanitised HTML.")
