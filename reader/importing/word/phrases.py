"""What stands in the paragraphs of a Word document: runs, signs, links, fields, ruby, notes."""

from __future__ import annotations

import re

from lxml import etree

from reader.importing.word.body import Body
from reader.importing.word.fields import Field, href_in
from reader.importing.word.parts import R, W
from reader.importing.word.properties import is_yes
from reader.importing.word.symbols import is_symbol_font, symbol


def _run(body: Body, source: etree._Element, depth: int) -> None:
    props = source.find(f"{W}rPr")
    kept = body.formatting, body.font
    body.formatting = body.styles.formatting(body.style, props)
    fonts = None if props is None else props.find(f"{W}rFonts")
    body.font = "" if fonts is None else fonts.get(f"{W}ascii") or ""
    body.inside(source, depth)
    body.formatting, body.font = kept


def _text(body: Body, source: etree._Element, depth: int) -> None:
    text = source.text or ""
    if is_symbol_font(body.font):
        text = "".join(symbol(body.font, ord(letter)) or letter for letter in text)
    body.say(text)


def _symbol(body: Body, source: etree._Element, depth: int) -> None:
    code, font = source.get(f"{W}char") or "", source.get(f"{W}font") or ""
    sign = symbol(font, int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else ""
    if not sign and body.shows:
        body.unread["sign"] = body.unread.get("sign", 0) + 1
    body.say(sign or "\N{REPLACEMENT CHARACTER}")


def _tab(body: Body, source: etree._Element, depth: int) -> None:
    body.say("\t")


def _no_break_hyphen(body: Body, source: etree._Element, depth: int) -> None:
    body.say("\N{NON-BREAKING HYPHEN}")


def _soft_hyphen(body: Body, source: etree._Element, depth: int) -> None:
    body.say("\N{SOFT HYPHEN}")


def _break(body: Body, source: etree._Element, depth: int) -> None:
    if not body.shows:
        body.say(" ")
    elif source.get(f"{W}type") in ("page", "column"):
        body.page.part()
    else:
        body.page.line()


def _ruby(body: Body, source: etree._Element, depth: int) -> None:
    if not body.shows:
        body.inside(source, depth)
        return
    with body.page.phrase("ruby"):
        body.inside(source, depth)
        for reading in source.iterchildren(f"{W}rt"):
            with body.page.phrase("rt"):
                body.inside(reading, depth)


def _hyperlink(body: Body, source: etree._Element, depth: int) -> None:
    kept = body.href
    body.href = body.parts.target(source.get(f"{R}id"), body.part)
    anchor = source.get(f"{W}anchor")
    if anchor:
        body.href = f"{body.href.partition('#')[0]}#{anchor}"
    body.inside(source, depth)
    body.href = kept


def _bookmark(body: Body, source: etree._Element, depth: int) -> None:
    name = source.get(f"{W}name") or ""
    if name and name != "_GoBack":  # where Word's cursor was last
        body.page.anchor(name)


def _note(body: Body, source: etree._Element, depth: int) -> None:
    """The mark of a note; a sign that its author chose follows in the run."""
    if not body.shows:
        return
    kind = "footnotes" if source.tag.endswith("footnoteReference") else "endnotes"
    number = body.notes.setdefault((kind, source.get(f"{W}id") or ""), len(body.notes) + 1)
    mark = ""
    if is_yes(source, "customMarkFollows"):
        following = source.getnext()
        if following is not None and following.tag == f"{W}t":
            mark, following.text = following.text or "", ""
    body.page.note(number, mark)


# Fields


def _simple_field(body: Body, source: etree._Element, depth: int) -> None:
    kept = body.href
    body.href = href_in(source.get(f"{W}instr") or "") or kept
    body.inside(source, depth)
    body.href = kept


def _field_mark(body: Body, source: etree._Element, depth: int) -> None:
    kind = source.get(f"{W}fldCharType")
    if kind == "begin":
        body.fields.append(Field())
    elif kind == "separate" and body.fields:
        body.fields[-1].show()
    elif kind == "end" and body.fields:
        field = body.fields.pop()
        if not field.shown and field.ruby:
            _phonetic_guide(body, *field.ruby)


def _phonetic_guide(body: Body, words: str, reading: str) -> None:
    """Ruby as Word had it before it had an element for it."""
    if not body.shows:
        body.say(words)
        return
    with body.page.phrase("ruby"):
        body.say(words)
        with body.page.phrase("rt"):
            body.say(reading)


def _instruction(body: Body, source: etree._Element, depth: int) -> None:
    if body.fields:
        body.fields[-1].read(source.text or "")


READERS = {
    "r": _run,
    "t": _text,
    "sym": _symbol,
    "tab": _tab,
    "ptab": _tab,
    "noBreakHyphen": _no_break_hyphen,
    "softHyphen": _soft_hyphen,
    "br": _break,
    "cr": _break,
    "ruby": _ruby,
    "hyperlink": _hyperlink,
    "bookmarkStart": _bookmark,
    "footnoteReference": _note,
    "endnoteReference": _note,
    "fldSimple": _simple_field,
    "fldChar": _field_mark,
    "instrText": _instruction,
}
