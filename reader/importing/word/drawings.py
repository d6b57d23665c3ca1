"""Pictures in a Word document, boxes of text, and diagrams."""

from __future__ import annotations

from lxml import etree

from reader.importing.word.body import Body
from reader.importing.word.parts import R

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def _drawing(body: Body, source: etree._Element, depth: int) -> None:
    """A drawing, whose description stands apart from the picture in it."""
    about = next(source.iter(f"{_WP}docPr"), None)
    said = "" if about is None else about.get("descr") or about.get("title") or ""
    for picture in source.iter("{*}blip"):
        picture.set("alt", said)
    body.inside(source, depth)


def _picture(body: Body, source: etree._Element, depth: int) -> None:
    key = source.get(f"{R}embed") or source.get(f"{R}link") or source.get(f"{R}id")
    name = body.parts.target(key or source.get(f"{R}href"), body.part)
    if body.shows and (name or source.get("alt")):
        body.page.picture(name, source.get("alt") or "")


def _shape(body: Body, source: etree._Element, depth: int) -> None:
    """A shape of Word's older kind; WordArt has its words in an attribute."""
    for picture in source.iterchildren("{*}imagedata"):
        picture.set("alt", source.get("alt") or "")
    body.inside(source, depth)


def _word_art(body: Body, source: etree._Element, depth: int) -> None:
    body.say(source.get("string") or "")


def _box(body: Body, source: etree._Element, depth: int) -> None:
    if body.hides:
        body.hide(source, depth)
    elif body.shows:
        body.boxes.append((body.part, source))


def _diagram(body: Body, source: etree._Element, depth: int) -> None:
    """A diagram, whose words are in a part of their own."""
    name = body.parts.target(source.get(f"{R}dm"), body.part)
    if name and body.shows:
        body.boxes.append((name, body.parts.read(name)))


def _alternatives(body: Body, source: etree._Element, depth: int) -> None:
    """One of several ways to write the same: the first in which there is something to read."""
    ways = [way for way in source if isinstance(way.tag, str)]
    for way in ways:
        if way is ways[-1] or next(way.iter("{*}t", "{*}blip", "{*}imagedata"), None) is not None:
            body.inside(way, depth)
            return


def _elsewhere(body: Body, source: etree._Element, depth: int) -> None:
    """Another document that is in this one."""
    body.unread["document"] = body.unread.get("document", 0) + 1


READERS = {
    "drawing": _drawing,
    "blip": _picture,
    "imagedata": _picture,
    "shape": _shape,
    "textpath": _word_art,
    "txbxContent": _box,
    "relIds": _diagram,
    "AlternateContent": _alternatives,
    "altChunk": _elsewhere,
    "subDoc": _elsewhere,
}
