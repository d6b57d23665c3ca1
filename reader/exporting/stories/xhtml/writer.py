"""Sanitised blocks to XHTML that any e-reader takes: valid whatever raw HTML an author wrote.

Works on the form that `reader.text.rendering.blocks` writes: tags are balanced, `<` opens one and
nothing else. Reads from left to right and never nests itself, so that no depth is too deep. Where
an element stands that may not, its words stay: phrases around blocks are pushed into them, rows
without a table become divisions, blocks inside a heading become its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from typing import NamedTuple

from reader.exporting.stories.links import address
from reader.exporting.stories.nesting import Nesting
from reader.text.rendering.blocks import with_readings

_TAGS = re.compile(r"(<[^>]+>)")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?", re.IGNORECASE)
_RUBY = re.compile(
    r"<ruby[^>]*>(?:[^<]*(?:<mark[^>]*>[^<]*</mark>[^<]*)*"
    r"(?:<rp>[^<]*</rp><rt>[^<]*</rt><rp>[^<]*</rp>|<rt>[^<]*</rt>))+</ruby>"
)
_PHRASES = set(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u "
    "var".split()
)
_RUBIES = {"ruby", "rt", "rp"}
_NUMBERS = {("ol", "start"), ("li", "value"), ("td", "colspan"), ("th", "colspan"),
            ("td", "rowspan"), ("th", "rowspan")}  # fmt: skip
_DEEPEST = 60
_PLAIN_MARKS = "*-_"
"""Scene breaks that begin so are drawn as a rule; others are shown as they were typed."""


class Footnotes(NamedTuple):
    """The footnotes of one piece of text: their numbers by id, and those that a mark leads to."""

    numbers: dict[str, int]
    marked: set[str]


def clean(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)


def said_language(value: str) -> str:
    """A language tag that every reader understands, or nothing."""
    return value if _LANGUAGE.fullmatch(value) else ""


def xhtml(
    blocks: Iterable[str],
    *,
    prefix: str,
    epub: bool = True,
    link: Callable[[str], str] = address,
    picture: Callable[[str], str] = lambda source: "",
    remark: Callable[[str], str] = lambda number: "",
) -> str:
    """XHTML of blocks that belong together, a line each.

    `prefix` begins every id in it; `epub` says that it is for a book and not for a web page.
    `link` gives the address that an outside link leads to, or nothing; `picture` the address of
    a picture that comes along, or nothing; `remark` the link to what a reader said, of that
    number.
    """
    blocks = [with_readings(clean(block)) for block in blocks]
    notes = _footnotes(blocks)
    writer = _Writer(prefix, epub, link, picture, remark, notes)
    written = "\n".join(map(writer.write, blocks))
    return _without_loose_ends(written) if notes.numbers else written


def _without_loose_ends(written: str) -> str:
    """Footnotes' links that lead nowhere, because what they led to could not stand where it did,
    are what they say and no links."""
    there = set(re.findall(r' id="([^"]+)"', written))
    return re.sub(
        r'<a (?:class="footnote-ref"|role="doc-backlink")[^>]* href="#([^"]+)">(\d+)</a>',
        lambda link: link[0] if link[1] in there else link[2],
        written,
    )


def _footnotes(blocks: list[str]) -> Footnotes:
    ids = (found for block in blocks for found in re.findall(r'<li[^>]* id="(fn-[^"]+)"', block))
    numbers = {name: number for number, name in enumerate(dict.fromkeys(ids), 1)}
    marked = {
        name
        for block in blocks
        for tag in re.findall(r"<a [^>]*>", block)
        if 'class="footnote-ref"' in tag
        for name in re.findall(r' href="#(fn-[^"]+)"', tag)
        if name in numbers
    }
    return Footnotes(numbers, marked)


class _Writer:
    """Writes one block anew. `blocks` are those that are open; `styles` the phrases that the
    words now are in, of which the first `styled` are written."""

    def __init__(
        self,
        prefix: str,
        epub: bool,
        link: Callable[[str], str],
        picture: Callable[[str], str],
        remark: Callable[[str], str],
        notes: Footnotes,
    ) -> None:
        self.prefix, self.epub = prefix, epub
        self.link, self.picture, self.remark = link, picture, remark
        self.apart = "aside" if epub else "div"  # on a page, each aside is a place to leap to
        self.notes, self.named = notes, notes.marked.copy()
        self.defined = set(notes.numbers)

    def write(self, html: str) -> str:
        """XHTML of a block."""
        self.out: list[str] = []
        self.blocks = Nesting(self.out)
        self.styles: list[tuple[str, str]] = []  # (tag, opening)
        self.styled = 0
        self.ends: list[tuple[str, str, int]] = []  # what each open tag of the source came to
        self.rubies = {match.start(): match.end() for match in _RUBY.finditer(html)}
        self.in_ruby = 0
        self.number = ""  # of a footnote, to be written before its first word
        at = 0
        for piece in _TAGS.split(html):
            if piece[:1] != "<":
                self._say(piece)
            elif piece[1] == "/":
                self._end()
            else:
                self._start(_TAG.match(piece)[2], dict(_ATTRIBUTE.findall(piece)), at)
            at += len(piece)
        self._unstyle()
        self.blocks.close_to(0)
        return "".join(self.out)

    # Words

    def _say(self, words: str) -> None:
        if not words or (not words.strip() and not self.blocks.takes_words):
            return
        self._style()
        self.out.append(words)

    def _style(self) -> None:
        """Make sure that words may stand here, in their phrases."""
        if self.styled == 0 and not self.blocks.takes_words:
            self.blocks.make_room("p")
            if not self.blocks.open:
                self.blocks.begin("p", from_source=False)
        if self.number:
            self.out.append(self.number)
            self.number = ""
        for i in range(self.styled, len(self.styles)):
            tag, opening = self.styles[i]
            self.out.append(opening)
            self.styles[i] = (tag, re.sub(r' id="[^"]*"', "", opening))
        self.styled = len(self.styles)

    def _unstyle(self, down_to: int = 0) -> None:
        """Close the phrases that are written, but for the first."""
        while self.styled > down_to:
            self.styled -= 1
            self.out.append(f"</{self.styles[self.styled][0]}>")

    # Tags

    def _start(self, tag: str, attributes: dict[str, str], at: int) -> None:
        if tag == "br" or tag == "wbr":
            self._style()
            self.out.append(f"<{tag}/>")
        elif tag == "img":
            self._picture(attributes)
        elif tag == "hr":
            self._break(attributes)
        elif tag == "a":
            self._link(attributes)
        elif tag in _RUBIES:
            self._ruby(tag, at)
        elif tag in _PHRASES:
            self._phrase(tag, attributes)
        elif tag == "col":
            self._nothing()
        else:
            self._block(tag, attributes)

    def _end(self) -> None:
        what, tag, depth = self.ends.pop()
        if what == "phrase":
            self._unstyle(len(self.styles) - 1)
            self.styles.pop()
        elif what in ("block", "note"):
            self._unstyle()
            if what == "note" and self.number:  # a note without words
                self.out.append(self.number)
                self.number = ""
            self.blocks.close_to(depth)
        elif what == "ruby":
            self._style()
            self.out.append(f"</{tag}>")

    def _nothing(self) -> None:
        """The tag that begins here is not written."""
        self.ends.append(("", "", 0))

    def _phrase(self, tag: str, attributes: dict[str, str], opening: str = "") -> None:
        within = {tag for tag, _ in self.styles}
        if len(self.styles) >= _DEEPEST or (tag in ("a", "dfn") and tag in within):
            self._nothing()
            return
        if tag == "bdo" and attributes.get("dir") not in ("ltr", "rtl"):
            tag = "span"
        self.styles.append((tag, opening or f"<{tag}{self._attributes(tag, attributes)}>"))
        self.ends.append(("phrase", tag, 0))

    def _ruby(self, tag: str, at: int) -> None:
        if tag == "ruby" and at in self.rubies:
            self.in_ruby = self.rubies[at]
        if at >= self.in_ruby:
            self._nothing()
            return
        self._style()
        self.out.append(f"<{tag}>")
        self.ends.append(("ruby", tag, 0))

    def _block(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.blocks) >= _DEEPEST or self.blocks.takes_only_words:
            self._nothing()
            return
        note = attributes.get("id", "")
        if tag == "li" and note in self.defined:
            self._footnote(note)
            return
        if tag == "ol" and self.out and 'class="footnotes"' in self.out[-1]:
            self._nothing()
            return
        self._unstyle()
        tag = self.blocks.make_room(tag)
        if not tag:
            self._nothing()
            return
        depth = len(self.blocks)
        self.blocks.begin(tag, self._attributes(tag, attributes))
        self.ends.append(("block", tag, depth))

    # What is not as it was

    def _break(self, attributes: dict[str, str]) -> None:
        if self.blocks.takes_only_words:
            return
        mark = attributes.get("data-mark", "")
        self._unstyle()
        self.blocks.make_room("hr")
        if mark and mark[0] not in _PLAIN_MARKS:
            self.out.append(f'<p class="break" role="separator">{mark}</p>')
        else:
            said = f' data-mark="{mark}"' if mark else ""
            self.out.append(f'<hr class="break"{said}/>')

    def _link(self, attributes: dict[str, str]) -> None:
        names, href = attributes.get("class", ""), unescape(attributes.get("href", ""))
        note = href[1:]
        if names == "remark":
            self._write_inside(self.remark(attributes.get("data-number", "")))
            self._nothing()
        elif names == "footnote-ref" and note in self.notes.numbers:
            self._mark_of_footnote(note)
            self._nothing()
        elif to := "" if names == "footnote-back" else self.link(href):
            self._phrase("a", {}, f'<a href="{escape(to)}">')
        else:
            self._nothing()

    def _mark_of_footnote(self, note: str) -> None:
        number = self.notes.numbers[note]
        name = f' id="{self.prefix}r{number}"' if note in self.named else ""
        self.named.discard(note)
        said = ' epub:type="noteref"' if self.epub else ""
        self._write_inside(
            f'<a class="footnote-ref"{said} role="doc-noteref"{name} '
            f'href="#{self.prefix}n{number}">{number}</a>'
        )

    def _write_inside(self, link: str) -> None:
        """Write a link of our own, never inside of another."""
        if link:
            above = next((i for i, (tag, _) in enumerate(self.styles) if tag == "a"), None)
            self._style()
            if above is not None:
                self._unstyle(above)
            self.out.append(link)

    def _footnote(self, note: str) -> None:
        self.defined.discard(note)
        self._unstyle()
        self.blocks.leave_lists()
        number, depth = self.notes.numbers[note], len(self.blocks)
        said = ' epub:type="footnote"' if self.epub else ""
        self.blocks.begin(self.apart, f'{said} role="doc-footnote" id="{self.prefix}n{number}"')
        self.number = f"{number} "
        if note in self.notes.marked:
            self.number = f'<a role="doc-backlink" href="#{self.prefix}r{number}">{number}</a> '
        self.ends.append(("note", self.apart, depth))

    def _picture(self, attributes: dict[str, str]) -> None:
        source, said = unescape(attributes.get("src", "")), attributes.get("alt", "")
        if here := self.picture(source):
            size = "".join(
                f' {name}="{attributes[name]}"'
                for name in ("width", "height")
                if re.fullmatch(r"[1-9]\d{0,4}", attributes.get(name, ""))
            )
            self._style()
            self.out.append(f'<img src="{escape(here)}" alt="{said}"{size}/>')
            return
        words = said.strip() or "Image"
        to = self.link(source)
        if to and not any(tag == "a" for tag, _ in self.styles):
            self._write_inside(f'<a href="{escape(to)}">{words}</a>')
        else:
            self._say(f"[{words}]")

    def _attributes(self, tag: str, attributes: dict[str, str]) -> str:
        written = ""
        for name, value in attributes.items():
            if name == "lang" and said_language(value):
                written += f' lang="{value}" xml:lang="{value}"'
            elif (
                (name == "dir" and value in ("ltr", "rtl"))
                or (name in ("class", "title") and value and tag != "mark")
                or ((tag, name) in _NUMBERS and re.fullmatch(r"[1-9]\d{0,3}", value))
                or (tag == "th" and name == "scope" and value in ("row", "col"))
            ):
                written += f' {name}="{value}"'
            elif name == "reversed" and tag == "ol":
                written += ' reversed="reversed"'
            elif name == "class" and tag == "mark":
                written += f' class="{value}"'
        return written
