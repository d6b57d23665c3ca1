"""A comment's text: what people type in a margin, shown as they typed it.

A margin is no manuscript. A line end is a line end, a bare address is a link, and of Markdown
there is what people mean when they type it: emphasis, links, code, and quotations by `> `. There
are no headings, rules, lists, tables or footnotes, so `#5`, `1986.`, `>:(` and `[1]: this` stay.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as etree
from html import escape, unescape

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.util import AtomicString

from reader.text.rendering.block import BLOCK_GAP, Block, joined_html, plain_text
from reader.text.rendering.block_splitting import split_blocks
from reader.text.rendering.input_limits import has_too_many_marks
from reader.text.rendering.markdown import STRUCK
from reader.text.rendering.sanitising import TAGS, sanitise

# What may stand in a comment: nothing that divides the page or shouts over it.
COMMENT_TAGS = TAGS - set(
    "caption col colgroup h1 h2 h3 h4 h5 h6 hr table tbody td tfoot th thead tr".split()
)

_NOT_IN_COMMENTS = "code hashheader hr indent olist reference setextheader ulist".split()
_QUOTED = re.compile(r" {0,3}(?:>[> ]*(?: |$))")
_SHRUG = re.compile(r"¯\\_(?=\()")
_URL = r"(?<![\w/])(https?://[^\s<>\"\x02\x03]+)"
_OPENING = {")": "(", "]": "["}
# Letters and marks, by their category, of which nothing is seen.
_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"

_TAG_OR_END = re.compile(r"<(/?[a-z]\w*)[^>]*>")
_BREAKS = set("/blockquote /dd /div /dt /figcaption /figure /li /p /pre br".split())


def render_comment(source: str) -> str:
    """Sanitised HTML of what somebody typed as a comment."""
    return joined_html(_blocks(source))


def words_of(html: str) -> str:
    """The words of a rendered comment on one line, as plain text."""
    return " ".join(unescape(_TAG_OR_END.sub(_without_tag, html)).split())


def is_blank(source: str) -> bool:
    """Whether nothing would be seen of a comment: neither a character nor a picture."""
    blocks = _blocks(source)
    if "<img" in joined_html(blocks):
        return False
    return not any(map(_is_seen, plain_text(blocks)))


def _without_tag(tag: re.Match[str]) -> str:
    return " " if tag[1] in _BREAKS else ""


def _blocks(source: str) -> list[Block]:
    source = re.sub(r"\r\n?", "\n", source.replace("\x02", "").replace("\x03", ""))
    return split_blocks(sanitise(_to_html(source), tags=COMMENT_TAGS))


def _to_html(source: str) -> str:
    if has_too_many_marks(source):
        return _as_typed(source)
    converter = markdown.Markdown(extensions=["nl2br", CommentExtension()], output_format="html")
    return converter.convert(_set_quotations_apart(_SHRUG.sub(r"¯\\\\\\_", source)))


def _as_typed(source: str) -> str:
    """Plain paragraphs of what no Markdown was meant by."""
    shown = []
    for text in re.split(r"\n[ \t]*\n\s*", escape(source, quote=False)):
        shown.append(f"<p>{text}</p>".replace("\n", "<br>"))
    return BLOCK_GAP.join(shown)


def _set_quotations_apart(source: str) -> str:
    """`source` with an empty line wherever a quotation begins or ends, so that an answer on the
    next line is no part of it; and with any other `>` at the start of a line escaped."""
    lines = []
    was_quoted = False
    for line in source.split("\n"):
        quoted = _QUOTED.match(line) is not None
        if quoted != was_quoted:
            lines.append("")
        escaped = not quoted and line.lstrip().startswith(">")
        lines.append(line.replace(">", "\\>", 1) if escaped else line)
        was_quoted = quoted
    return "\n".join(lines)


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ" and character not in _INVISIBLE


class CommentExtension(Extension):
    """Of Markdown what a comment needs, and links of bare URLs."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.deregister("html_block")
        for name in _NOT_IN_COMMENTS:
            md.parser.blockprocessors.deregister(name)
        md.inlinePatterns.register(SimpleTagInlineProcessor(STRUCK, "del"), "struck", 65)
        md.inlinePatterns.register(BareURL(_URL, md), "bare-url", 85)


class BareURL(InlineProcessor):
    """A URL as people paste it. The stop or the bracket after it is the sentence's own."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # the stubs know of the first kind of pattern only
        self, match: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        url = _without_end_of_sentence(match[1])
        if url.endswith("//"):
            return None, None, None
        link = etree.Element("a", {"href": url})
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
