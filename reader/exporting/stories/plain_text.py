"""Plain text, as archives write it: a line for each paragraph, `_italics_`, notes in brackets."""

from __future__ import annotations

import re
from html import unescape

from reader.exporting.stories.edition import Edition, parted
from reader.exporting.stories.links import address
from reader.models import AuthorNote, Chapter
from reader.text.rendering.blocks import split

_TAGS = re.compile(r"(<[^>]+>)")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_MARKS = {"em": "_", "i": "_", "cite": "_", "dfn": "_", "var": "_", "strong": "**", "b": "**"}
_LABELS = {"note": "Author's Note", "disclaimer": "Disclaimer", "warning": "Warning",
           "dedication": "Dedication"}  # fmt: skip
_BRACKETS = ("()", "[]", "{}")
_INDENT = "    "
_NEVER_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


def write(edition: Edition) -> bytes:
    """The story as plain text, in UTF-8."""
    story = edition.story
    before, after = parted(edition.notes)
    parts = [f"{_line(story.title)}\nby {_line(story.credit)}"]
    facts = [f"{label}: {', '.join(map(_line, values))}" for label, values in edition.facts]
    parts.append("\n".join(facts))
    if story.summary.strip():
        parts.append(f"Summary: {' '.join(_line(story.summary).split())}")
    parts += map(_note, before)
    for number, one in enumerate(edition.chapters, 1):
        parts += ["", *_chapter(edition, one, number)]
    parts += map(_note, after)
    return ("\n\n".join(parts) + "\n").encode()


def _chapter(edition: Edition, one: Chapter, number: int) -> list[str]:
    """Heading, notes and text of a chapter, an empty line to go between each two."""
    before, after = parted(one.notes.all())
    title = _line(one.title)
    heading = [f"Chapter {number}: {title}" if title else f"Chapter {number}"]
    if len(edition.chapters) == 1 and not title:
        heading = []
    text = [_block(html, kind) for html, _, _, kind in edition.revisions[one.pk].blocks]
    return [*heading, *map(_note, before), *text, *map(_note, after)]


def _note(note: AuthorNote) -> str:
    """A note in brackets: in such as close nowhere inside of it, so that its end is plain."""
    blocks = [_block(block.html, block.kind) for block in split(note.html)]
    said = "\n\n".join(blocks)
    for pair in _BRACKETS:
        if not any(re.search(rf"{re.escape(pair[1])}[\W_]*$", part) for part in blocks[:-1]):
            break
    return f"{pair[0]}{_LABELS[note.kind]}: {said}{pair[1]}"


def _line(words: str) -> str:
    return " ".join(_NEVER_SHOWN.sub(" ", words).split())


def _block(html: str, kind: str) -> str:
    """The words of a block, with marks for what is emphasised, listed, quoted or drawn."""
    if kind == "break":
        mark = re.search(r' data-mark="([^"]*)"', html)
        return _line(unescape(mark[1])) if mark and mark[1].strip() else "* * *"
    words = _words(html, "[{}] " if kind == "footnotes" else "{}. ")
    if kind == "table":
        words = words.replace("\t", " | ")
    words = re.sub(r"[ \t]+\n", "\n", words).strip("\n")
    if kind in ("quote", "preformatted"):
        words = "\n".join(f"{_INDENT}{line}".rstrip() for line in words.split("\n"))
    return words


def _words(html: str, numbered: str) -> str:
    """The words of a block with their marks. White space between elements stands at the start of
    the words that follow, so a mark that opens waits for these."""
    out: list[str] = []
    waiting: list[str] = []
    lists: list[int] = []
    links: list[str] = []
    parted = False
    for piece in _TAGS.split(html):
        if piece[:1] != "<":
            text = _NEVER_SHOWN.sub(" ", unescape(piece))
            gap = text[: len(text) - len(text.lstrip("\n\t "))] if waiting or parted else ""
            if text:
                out += ["\n" if parted and "\n" in gap else "", gap, *waiting, text[len(gap) :]]
                waiting, parted = [], False
            continue
        ends, tag = _TAG.match(piece).groups()
        said = dict(_ATTRIBUTE.findall(piece))
        if tag in _MARKS and ends:
            if waiting[-1:] == [_MARKS[tag]]:
                waiting.pop()  # there are no words between its marks
            else:
                out.append(_MARKS[tag])
        elif tag in _MARKS:
            waiting.append(_MARKS[tag])
        elif tag == "a" and ends:
            to = links.pop() if links else ""
            out.append(f" <{to}>" if to else "")
        elif tag == "a":
            note = said.get("class") == "footnote-ref"
            out.append(f"[{said.get('data-number', '*')}]" if note else "")
            links.append("" if note else address(unescape(said.get("href", ""))))
        elif tag == "img":
            out.append(f"[{unescape(said.get('alt') or 'Image')}]")
        elif tag in ("ol", "ul"):
            lists = lists[:-1] if ends else [*lists, int(tag == "ol")]
        elif tag == "li" and not ends:
            number = lists[-1] if lists else 0
            waiting.append(numbered.format(number) if number else "- ")
            lists[-1:] = [number + bool(number)] if lists else []
        elif tag == "p" and not ends:
            parted = bool(out) and not waiting
        elif tag == "span" and not ends:
            depth = re.search(r"indent-(\d)", said.get("class", ""))
            waiting += ["  " * int(depth[1])] if depth else []
    return "".join(out)
