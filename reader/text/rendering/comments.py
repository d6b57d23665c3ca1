"""A comment's text: what people type in a margin, shown as they typed it.

A margin is no manuscript. A line end is a line end, a bare address is a link, and so is a reader's
name after an `@`. Of Markdown there is what people mean when they type it: emphasis, links, code,
and quotations by `> `. There are no headings, rules, lists, tables or footnotes, so `#5`, `1986.`,
`>:(` and `[1]: this` stay. Spoilers are covered (`spoilers.py`).
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from html import escape, unescape
from types import MappingProxyType

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.util import AtomicString

from reader.text.rendering.block import BLOCK_GAP, Block, joined_html, plain_text
from reader.text.rendering.block_splitting import split_blocks
from reader.text.rendering.input_limits import has_too_many_marks
from reader.text.rendering.made_here import as_stored, made_here
from reader.text.rendering.markdown import STRUCK
from reader.text.rendering.mentions import MentionProcessor
from reader.text.rendering.sanitising import CLASSES, TAGS, sanitise
from reader.text.rendering.spoilers import (
    WRITTEN,
    SpoilerProcessor,
    cover_each_paragraph,
    covered,
    has_too_many_spoilers,
    links_in_spoilers,
)

# What may stand in a comment: nothing that divides the page or shouts over it.
COMMENT_TAGS = TAGS - set(
    "caption col colgroup h1 h2 h3 h4 h5 h6 hr table tbody td tfoot th thead tr".split()
)
COMMENT_CLASSES = CLASSES | {made_here("mention"), made_here("spoiler")}
NOBODY: Mapping[str, int] = MappingProxyType({})

_NOT_IN_COMMENTS = "code hashheader hr indent olist reference setextheader ulist".split()
_QUOTED = re.compile(r" {0,3}(?:>[> ]*(?: |$))")
_SHRUG = re.compile(r"¯\\_(?=\()")
_URL = r"(?<![\w/.@])((?:https?://|www\.(?=[\w-]+\.\w))[^\s<>\"\x02\x03]+)"
_OPENING = {")": "(", "]": "["}
# Letters and marks, by their category, of which nothing is seen.
_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"

_TAG_OR_END = re.compile(r"<(/?[a-z]\w*)[^>]*>")
_BREAKS = set("/blockquote /dd /div /dt /figcaption /figure /li /p /pre br".split())


def render_comment(source: str, readers: Mapping[str, int] = NOBODY) -> str:
    """Sanitised HTML of what somebody typed as a comment. Of the names in it (`names_in`) those of
    `readers` are links: their keys, by their names in small letters."""
    return joined_html(_blocks(source, readers))


def words_of(html: str) -> str:
    """The words of a rendered comment on one line, as plain text, spoilers covered."""
    return " ".join(unescape(_TAG_OR_END.sub(_without_tag, covered(html))).split())


def lines_of(html: str) -> str:
    """The same with its lines and paragraphs."""
    return plain_text(split_blocks(covered(html)))


def is_blank(source: str) -> bool:
    """Whether nothing would be seen of a comment: neither a character nor a picture."""
    blocks = _blocks(source, NOBODY)
    if "<img" in joined_html(blocks):
        return False
    return not any(map(_is_seen, plain_text(blocks)))


def _without_tag(tag: re.Match[str]) -> str:
    return " " if tag[1] in _BREAKS else ""


def _blocks(source: str, readers: Mapping[str, int]) -> list[Block]:
    source = re.sub(r"\r\n?", "\n", source.replace("\x02", "").replace("\x03", ""))
    html = sanitise(_to_html(source, readers), tags=COMMENT_TAGS, classes=COMMENT_CLASSES)
    return split_blocks(links_in_spoilers(as_stored(html)))


def _to_html(source: str, readers: Mapping[str, int]) -> str:
    if has_too_many_marks(source) or has_too_many_spoilers(source):
        return _as_typed(source)
    comment = CommentExtension(readers)
    converter = markdown.Markdown(extensions=["nl2br", comment], output_format="html")
    typed = _set_quotations_apart(_SHRUG.sub(r"¯\\\\\\_", source))
    return converter.convert(cover_each_paragraph(typed))


def _as_typed(source: str) -> str:
    """Plain paragraphs of what no Markdown was meant by."""
    shown = []
    for text in re.split(r"\n[ \t]*\n\s*", escape(source, quote=False)):
        shown.append(f"<p>{text}</p>".replace("\n", "<br>"))
    return BLOCK_GAP.join(shown)


def _set_quotations_apart(source: str) -> str:
    """`source` with an empty line wherever a quotation begins or ends, so that an answer on the
    next line is no part of it; and with any other `>` at the start of a line escaped, as is that of
    a spoiler that is quoted."""
    lines = []
    was_quoted = False
    for line in source.split("\n"):
        quotation = _QUOTED.match(line)
        quoted = quotation is not None
        if quoted != was_quoted:
            lines.append("")
        at = quotation.end() if quotation else 0
        said = line[at:]
        if said.lstrip().startswith(">!" if quoted else ">"):
            said = said.replace(">", "\\>", 1)
        lines.append(line[:at] + said)
        was_quoted = quoted
    return "\n".join(lines)


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ" and character not in _INVISIBLE


class CommentExtension(Extension):
    """Of Markdown what a comment needs, links of bare URLs and of names, and spoilers."""

    def __init__(self, readers: Mapping[str, int]) -> None:
        super().__init__()
        self.readers = readers

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.deregister("html_block")
        for name in _NOT_IN_COMMENTS:
            md.parser.blockprocessors.deregister(name)
        md.inlinePatterns.register(SimpleTagInlineProcessor(STRUCK, "del"), "struck", 65)
        md.inlinePatterns.register(SpoilerProcessor(WRITTEN, md), "spoiler", 185)
        md.inlinePatterns.register(BareURL(_URL, md), "bare-url", 85)
        md.inlinePatterns.register(MentionProcessor(md, self.readers), "mention", 84)


class BareURL(InlineProcessor):
    """A URL as people paste it. The stop or the bracket after it is the sentence's own."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # the stubs know of the first kind of pattern only
        self, match: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        url = _without_end_of_sentence(match[1])
        if url.endswith("//"):
            return None, None, None
        link = etree.Element("a", {"href": url if "//" in url else f"https://{url}"})
        link.text = AtomicString(url)
        return link, match.start(), match.start() + len(url)


def _without_end_of_sentence(url: str) -> str:
    while True:
        last = url[-1]
        opening = _OPENING.get(last)
        closes_too_much = opening and url.count(last) > url.count(opening)
        if last not in ".,;:!?'*_~" and not closes_too_much:
            return url
        url = url[:-1]
