"""One block written anew as XHTML.

Works on the form that `reader.text.rendering.blocks` writes: tags are balanced, `<` opens one and
nothing else. Reads from left to right and never nests itself, so that no depth is too deep. Where
an element stands that may not, its words stay: phrases around blocks are pushed into them, rows
without a table become divisions, blocks inside a heading become its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import NamedTuple

from reader.exporting.stories.tags import TAGS, Tag, tag_in
from reader.exporting.stories.xhtml import attributes as xhtml_attributes
from reader.exporting.stories.xhtml.footnotes import Footnotes
from reader.exporting.stories.xhtml.nesting import Nesting
from reader.exporting.stories.xhtml.phrases import Phrases

_RUBY = re.compile(
    r"<ruby[^>]*>(?:[^<]*(?:<mark[^>]*>[^<]*</mark>[^<]*)*"
    r"(?:<rp>[^<]*</rp><rt>[^<]*</rt><rp>[^<]*</rp>|<rt>[^<]*</rt>))+</ruby>"
)
_PHRASES = set(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u "
    "var".split()
)
_RUBIES = {"ruby", "rt", "rp"}
_DEEPEST = 60
_PLAIN_BREAKS = "*-_"
"""Scene breaks that begin so are drawn as a rule; others are shown as they were typed."""
_PIXELS = re.compile(r"[1-9]\d{0,4}")
ENDNOTE_CLASS = "remark"
"""The class of a link to an endnote, by which Gloss knows it when it imports its own files."""


class Context(NamedTuple):
    """What the blocks of one piece of text have in common; see `xhtml`."""

    prefix: str
    epub: bool
    link: Callable[[str], str]
    picture: Callable[[str], str]
    endnote: Callable[[str], str]
    footnotes: Footnotes


class End(NamedTuple):
    """What the end tag of an open element of the source is to do."""

    what: str = ""
    """`phrase`, `block`, `note`, `ruby`; nothing where the start tag was not written."""
    tag: str = ""
    depth: int = 0
    """How many blocks were open before it."""


class BlockWriter:
    """Writes one block. `blocks` and `phrases` are those that are open."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.out: list[str] = []
        self.blocks = Nesting(self.out)
        self.phrases = Phrases(self.out)
        self.ends: list[End] = []
        self.rubies: dict[int, int] = {}
        self.ruby_end = 0
        self.number = ""  # of a footnote, to be written before its first word

    def write(self, html: str) -> str:
        """XHTML of a block."""
        for ruby in _RUBY.finditer(html):
            self.rubies[ruby.start()] = ruby.end()
        at = 0
        for piece in TAGS.split(html):
            if piece[:1] == "<":
                self._tag(tag_in(piece), at)
            else:
                self._words(piece)
            at += len(piece)
        self.phrases.close_to(0)
        self.blocks.close_to(0)
        return "".join(self.out)

    # Words

    def _words(self, words: str) -> None:
        if not words or (not words.strip() and not self.blocks.takes_words):
            return
        self._make_room_for_words()
        self.out.append(words)

    def _make_room_for_words(self) -> None:
        """Make sure that words may stand here, in their phrases."""
        if self.phrases.written == 0 and not self.blocks.takes_words:
            self.blocks.make_room("p")
            if not self.blocks.open:
                self.blocks.begin("p", from_source=False)
        self._write_number()
        self.phrases.write()

    def _write_number(self) -> None:
        if self.number:
            self.out.append(self.number)
            self.number = ""

    # Tags

    def _tag(self, tag: Tag, at: int) -> None:
        if tag.ends:
            self._end()
        elif tag.name in ("br", "wbr"):
            self._make_room_for_words()
            self.out.append(f"<{tag.name}/>")
        elif tag.name == "img":
            self._picture(tag.attributes)
        elif tag.name == "hr":
            self._scene_break(tag.attributes.get("data-mark", ""))
        elif tag.name == "a":
            self._link(tag.attributes)
        elif tag.name in _RUBIES:
            self._ruby(tag.name, at)
        elif tag.name in _PHRASES:
            self._phrase(tag.name, tag.attributes)
        elif tag.name == "col":
            self._leave_out()
        else:
            self._block(tag.name, tag.attributes)

    def _end(self) -> None:
        end = self.ends.pop()
        if end.what == "phrase":
            self.phrases.end()
        elif end.what == "ruby":
            self._make_room_for_words()
            self.out.append(f"</{end.tag}>")
        elif end.what in ("block", "note"):
            self.phrases.close_to(0)
            if end.what == "note":  # one without words still has its number
                self._write_number()
            self.blocks.close_to(end.depth)

    def _leave_out(self) -> None:
        """The tag that begins here is not written."""
        self.ends.append(End())

    def _phrase(self, tag: str, attributes: dict[str, str], opening: str = "") -> None:
        nested = tag in ("a", "dfn") and self.phrases.position_of(tag) is not None
        if nested or len(self.phrases) >= _DEEPEST:
            self._leave_out()
            return
        if tag == "bdo" and attributes.get("dir") not in ("ltr", "rtl"):
            tag = "span"
        opening = opening or f"<{tag}{xhtml_attributes.written(tag, attributes)}>"
        self.phrases.begin(tag, opening)
        self.ends.append(End("phrase", tag))

    def _ruby(self, tag: str, at: int) -> None:
        if tag == "ruby":
            self.ruby_end = self.rubies.get(at, self.ruby_end)
        if at >= self.ruby_end:
            self._leave_out()
            return
        self._make_room_for_words()
        self.out.append(f"<{tag}>")
        self.ends.append(End("ruby", tag))

    def _block(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.blocks) >= _DEEPEST or self.blocks.takes_only_words:
            self._leave_out()
            return
        name = attributes.get("id", "")
        if tag == "li" and self.context.footnotes.take_note(name):
            self._footnote(name)
            return
        if tag == "ol" and self.out and 'class="footnotes"' in self.out[-1]:
            self._leave_out()
            return
        self.phrases.close_to(0)
        tag = self.blocks.make_room(tag)
        if not tag:
            self._leave_out()
            return
        depth = len(self.blocks)
        self.blocks.begin(tag, xhtml_attributes.written(tag, attributes))
        self.ends.append(End("block", tag, depth))

    # What is written otherwise than it stood

    def _scene_break(self, typed: str) -> None:
        if self.blocks.takes_only_words:
            return
        self.phrases.close_to(0)
        self.blocks.make_room("hr")
        if not typed:
            self.out.append('<hr class="break"/>')
        elif typed[0] in _PLAIN_BREAKS:
            self.out.append(f'<hr class="break" data-mark="{typed}"/>')
        else:
            self.out.append(f'<p class="break" role="separator">{typed}</p>')

    def _link(self, attributes: dict[str, str]) -> None:
        names, href = attributes.get("class", ""), unescape(attributes.get("href", ""))
        if names == ENDNOTE_CLASS:
            self._write_inside(self.context.endnote(attributes.get("data-number", "")))
            self._leave_out()
        elif names == "footnote-ref" and href[1:] in self.context.footnotes.numbers:
            self._footnote_mark(href[1:])
            self._leave_out()
        else:
            url = "" if names == "footnote-back" else self.context.link(href)
            if url:
                self._phrase("a", {}, f'<a href="{escape(url)}">')
            else:
                self._leave_out()

    def _write_inside(self, link: str) -> None:
        """Write a link of our own, never inside of another."""
        if not link:
            return
        outer = self.phrases.position_of("a")
        self._make_room_for_words()
        if outer is not None:
            self.phrases.close_to(outer)
        self.out.append(link)

    def _footnote_mark(self, name: str) -> None:
        prefix, footnotes = self.context.prefix, self.context.footnotes
        number = footnotes.numbers[name]
        anchor = f' id="{prefix}r{number}"' if footnotes.take_mark(name) else ""
        semantics = ' epub:type="noteref"' if self.context.epub else ""
        self._write_inside(
            f'<a class="footnote-ref"{semantics} role="doc-noteref"{anchor} '
            f'href="#{prefix}n{number}">{number}</a>'
        )

    def _footnote(self, name: str) -> None:
        """Begin a footnote: in a book an aside, on a page, where each aside is a landmark, not."""
        prefix, footnotes = self.context.prefix, self.context.footnotes
        self.phrases.close_to(0)
        self.blocks.leave_lists()
        number, depth = footnotes.numbers[name], len(self.blocks)
        element, semantics = "div", ""
        if self.context.epub:
            element, semantics = "aside", ' epub:type="footnote"'
        self.blocks.begin(element, f'{semantics} role="doc-footnote" id="{prefix}n{number}"')
        self.number = f"{number} "
        if name in footnotes.marked:
            self.number = f'<a role="doc-backlink" href="#{prefix}r{number}">{number}</a> '
        self.ends.append(End("note", element, depth))

    def _picture(self, attributes: dict[str, str]) -> None:
        """A picture that comes along; of another the description, as a link if there may be."""
        source, alt = unescape(attributes.get("src", "")), attributes.get("alt", "")
        here = self.context.picture(source)
        if here:
            self._make_room_for_words()
            self.out.append(f'<img src="{escape(here)}" alt="{alt}"{_size(attributes)}/>')
            return
        words = alt.strip() or "Image"
        url = self.context.link(source)
        if url and self.phrases.position_of("a") is None:
            self._write_inside(f'<a href="{escape(url)}">{words}</a>')
        else:
            self._words(f"[{words}]")


def _size(attributes: dict[str, str]) -> str:
    size = ""
    for name in ("width", "height"):
        pixels = attributes.get(name, "")
        if _PIXELS.fullmatch(pixels):
            size += f' {name}="{pixels}"'
    return size
