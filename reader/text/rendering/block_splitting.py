"""Sanitised HTML to blocks, each with its plain text, in one pass."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from html.parser import HTMLParser

from reader.text.rendering.block import Block

_SPACE = " \t\n\r\f"
_VOID = {"br", "hr", "img", "wbr"}
_PHRASING = set(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span "
    "strong sub sup u var wbr".split()
)
_READINGS = {"rt", "rp"}
_CELLS = {"td", "th"}
_KINDS_OF_TAGS = {
    "blockquote": "quote",
    "dl": "list",
    "hr": "break",
    "ol": "list",
    "p": "paragraph",
    "pre": "preformatted",
    "table": "table",
    "ul": "list",
}


def split_blocks(html: str) -> list[Block]:
    """Part sanitised HTML into its top-level elements. Bare text becomes a paragraph."""
    splitter = _BlockSplitter()
    splitter.feed(html)
    splitter.close()
    return splitter.finish()


class _BlockSplitter(HTMLParser):
    """Writes HTML anew, in a form that painting can rely on, and its text beside it.

    Every piece of text goes into both, so they agree by construction. White space is set anew
    too: none around a block, one line feed between the paragraphs and items inside one, one tab
    between cells; each stands at the start of the text that follows it, never between tags.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._begin()

    def _begin(self) -> None:
        self.open: list[str] = []
        self.depth: Counter[str] = Counter()  # how many of each are open
        self.last = ""  # the last character of the text
        self.tokens: list[tuple[bool, str]] = []  # (is text, what)
        self.kind = ""
        self.wrapped = False
        self.nested = False
        self.gap = ""
        self.reading: list[str] | None = None  # what stands above the words, while it is read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.reading is not None:
            return
        if tag in _READINGS and self.depth["ruby"]:
            self.reading = [dict(attrs).get("data-reading") or ""]
            return
        phrasing = tag in _PHRASING
        if self.wrapped and len(self.open) == 1 and not phrasing:
            self._end()
        if not self.tokens:
            if phrasing:
                self._wrap()
            else:
                self.kind = _kind_of(tag, attrs)
        elif not phrasing:
            self._part(tag)
        written = tag
        for name, value in attrs:
            written += f' {name}="{escape(value or "")}"'
        self.tokens.append((False, f"<{written}>"))
        if tag == "br":
            self._write("\n")
        if tag not in _VOID:
            self._push(tag)
        elif not self.open:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if self.reading is not None:
            if tag in _READINGS:
                self._read_above(tag)
            return
        if not self.depth[tag]:
            return
        while True:
            last = self.open.pop()
            self.depth[last] -= 1
            self.tokens.append((False, f"</{last}>"))
            if last == tag:
                break
        if not self.open:
            self._end()
        elif tag not in _PHRASING:
            self._part(tag)

    def _read_above(self, tag: str) -> None:
        """Keep the words above others; the brackets that some set around them are not needed."""
        words = " ".join("".join(self.reading or []).split())
        self.reading = None
        if tag == "rt":
            self.tokens.append((False, f'<rt data-reading="{escape(words)}"></rt>'))

    def handle_data(self, data: str) -> None:
        if self.reading is not None:
            self.reading.append(data)
            return
        if not self.open:
            if not data.strip(_SPACE):
                return
            self._wrap()
        if not self.depth["pre"]:
            data = re.sub(f"[{_SPACE}]+", " ", data)
            if self.gap or (self.last or " ") in _SPACE:
                data = data.lstrip(" ")
        if data:
            self._write(self.gap + data)
            self.gap = ""

    def finish(self) -> list[Block]:
        """The blocks, once everything has been fed."""
        self._end()
        return self.blocks

    def _wrap(self) -> None:
        """Begin a paragraph around running text that stands by itself."""
        self.kind = "paragraph"
        self.wrapped = True
        self.tokens.append((False, "<p>"))
        self._push("p")

    def _part(self, tag: str) -> None:
        """Remember that an element inside the block begins or ends here."""
        self.nested = True
        if self.last:
            self.gap = self.gap or "\t" if tag in _CELLS else "\n"
        if tag == "pre" and self.gap and not self.depth["pre"]:
            self._write(self.gap)  # a browser drops a line feed that follows the tag
            self.gap = ""

    def _write(self, text: str) -> None:
        self.tokens.append((True, text))
        self.last = text[-1:] or self.last

    def _push(self, tag: str) -> None:
        self.open.append(tag)
        self.depth[tag] += 1

    def _end(self) -> None:
        """Close what is open and keep the block."""
        for tag in reversed(self.open):
            self.tokens.append((False, f"</{tag}>"))
        if self.tokens:
            if self.wrapped and self.nested:  # a paragraph cannot hold another
                self.tokens[0], self.tokens[-1] = (False, "<div>"), (False, "</div>")
            _strip_start(self.tokens)
            _strip_end(self.tokens)
            html, text = _html_and_text(self.tokens)
            if text or self.kind == "break" or "<img" in html:
                self.blocks.append(Block(html, text, self.kind))
        self._begin()


def _html_and_text(tokens: list[tuple[bool, str]]) -> tuple[str, str]:
    """The HTML and the plain text that a block's tokens make."""
    html: list[str] = []
    texts: list[str] = []
    for is_text, what in tokens:
        if is_text:
            html.append(escape(what, quote=False))
            texts.append(what)
        else:
            html.append(what)
    return "".join(html), "".join(texts)


def _strip_start(tokens: list[tuple[bool, str]]) -> None:
    """Take away the white space that a block's text begins with."""
    for i, (is_text, what) in enumerate(tokens):
        if is_text:
            tokens[i] = (True, what.lstrip(_SPACE))
            if tokens[i][1]:
                break


def _strip_end(tokens: list[tuple[bool, str]]) -> None:
    """Take away the white space that a block's text ends with."""
    for i in reversed(range(len(tokens))):
        is_text, what = tokens[i]
        if is_text:
            tokens[i] = (True, what.rstrip(_SPACE))
            if tokens[i][1]:
                break


def _kind_of(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    names = (dict(attrs).get("class") or "").split()
    for kind in ("verse", "footnotes"):
        if kind in names:
            return kind
    if re.fullmatch("h[1-6]", tag):
        return "heading"
    return _KINDS_OF_TAGS.get(tag, "division")
