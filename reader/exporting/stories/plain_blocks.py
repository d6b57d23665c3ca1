"""The words of one block as plain text, with marks for emphasis, lists and quotations."""

from __future__ import annotations

import re
from html import unescape

from reader.exporting.stories.links import web_url
from reader.exporting.stories.tags import TAGS, Tag, tag_in

_BREAK = re.compile(r' data-mark="([^"]*)"')
_EMPHASIS = {"em": "_", "i": "_", "cite": "_", "dfn": "_", "var": "_", "strong": "**", "b": "**"}
_INDENT = re.compile(r"indent-(\d)")
_QUOTATION = "    "
_NEVER_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


def one_line(text: str) -> str:
    """Some words on one line, without characters that show nothing."""
    return " ".join(_NEVER_SHOWN.sub(" ", text).split())


def plain_block(html: str, kind: str) -> str:
    """The words of a block of a `kind`; of a footnote with its number in square brackets."""
    if kind == "break":
        return _scene_break(html)
    words = _Words("[{}] " if kind == "footnotes" else "{}. ").of(html)
    if kind == "table":
        words = words.replace("\t", " | ")
    words = re.sub(r"[ \t]+\n", "\n", words).strip("\n")
    if kind in ("quote", "preformatted"):
        words = _indented(words)
    return words


def _scene_break(html: str) -> str:
    """The break as it was typed, or three stars."""
    typed = _BREAK.search(html)
    return one_line(unescape(typed[1])) if typed and typed[1].strip() else "* * *"


def _indented(words: str) -> str:
    lines = []
    for line in words.split("\n"):
        lines.append(f"{_QUOTATION}{line}".rstrip())
    return "\n".join(lines)


class _Words:
    """The words of a block with their marks.

    White space between elements stands at the start of the words that follow, so a mark that
    opens waits for these.
    """

    def __init__(self, numbered: str) -> None:
        self.numbered = numbered
        self.out: list[str] = []
        self.waiting: list[str] = []
        self.lists: list[int] = []
        """For each list that is open the number of its next item; 0 where there are none."""
        self.links: list[str] = []
        """For each link that is open the URL to be written behind its words, or nothing."""
        self.after_paragraph = False

    def of(self, html: str) -> str:
        for piece in TAGS.split(html):
            if piece[:1] == "<":
                self._tag(tag_in(piece))
            elif piece:
                self._text(_NEVER_SHOWN.sub(" ", unescape(piece)))
        return "".join(self.out)

    def _text(self, text: str) -> None:
        gap = ""
        if self.waiting or self.after_paragraph:
            gap = text[: len(text) - len(text.lstrip("\n\t "))]
        if self.after_paragraph and "\n" in gap:
            self.out.append("\n")
        self.out += [gap, *self.waiting, text[len(gap) :]]
        self.waiting, self.after_paragraph = [], False

    def _tag(self, tag: Tag) -> None:
        if tag.name in _EMPHASIS:
            self._emphasis(_EMPHASIS[tag.name], tag.ends)
        elif tag.name == "a":
            self._link(tag)
        elif tag.name == "img":
            self.out.append(f"[{unescape(tag.attributes.get('alt') or 'Image')}]")
        elif tag.name in ("ol", "ul"):
            self._list(tag)
        elif tag.ends:
            return
        elif tag.name == "li":
            self._item()
        elif tag.name == "p":
            self.after_paragraph = bool(self.out) and not self.waiting
        elif tag.name == "span":
            indent = _INDENT.search(tag.attributes.get("class", ""))
            if indent:
                self.waiting.append("  " * int(indent[1]))

    def _emphasis(self, mark: str, ends: bool) -> None:
        if not ends:
            self.waiting.append(mark)
        elif self.waiting[-1:] == [mark]:
            self.waiting.pop()  # there are no words between its marks
        else:
            self.out.append(mark)

    def _link(self, tag: Tag) -> None:
        """A footnote's number in brackets; of another link its URL, behind its words."""
        if tag.ends:
            url = self.links.pop() if self.links else ""
            if url:
                self.out.append(f" <{url}>")
        elif tag.attributes.get("class") == "footnote-ref":
            self.out.append(f"[{tag.attributes.get('data-number', '*')}]")
            self.links.append("")
        else:
            self.links.append(web_url(unescape(tag.attributes.get("href", ""))))

    def _list(self, tag: Tag) -> None:
        if not tag.ends:
            self.lists.append(1 if tag.name == "ol" else 0)
        elif self.lists:
            self.lists.pop()

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else 0
        if number:
            self.lists[-1] = number + 1
            self.waiting.append(self.numbered.format(number))
        else:
            self.waiting.append("- ")
