"""Formulas (Office's MathML, ECMA-376, part 1, 22.1) as words on a line."""

from __future__ import annotations

from lxml import etree

from reader.importing.word.body import Body

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def _sign(source: etree._Element, props: str, name: str, usual: str) -> str:
    """A sign that the properties of a part of a formula name, or the usual one."""
    said = source.find(f"{_M}{props}/{_M}{name}")
    return usual if said is None else said.get(f"{_M}val") or ""


def _raised(body: Body, source: etree._Element, depth: int) -> None:
    with body.page.phrase(source.tag.rpartition("}")[2]):
        body.inside(source, depth)


def _divided(body: Body, source: etree._Element, depth: int) -> None:
    body.say("/")
    body.inside(source, depth)


def _root(body: Body, source: etree._Element, depth: int) -> None:
    body.say("√")
    body.inside(source, depth)


def _large(body: Body, source: etree._Element, depth: int) -> None:
    body.say(_sign(source, "naryPr", "chr", "∫"))
    body.inside(source, depth)


def _bracketed(body: Body, source: etree._Element, depth: int) -> None:
    body.say(_sign(source, "dPr", "begChr", "("))
    for number, inner in enumerate(source.iterchildren(f"{_M}e")):
        if number:
            body.say(_sign(source, "dPr", "sepChr", "|"))
        body.inside(inner, depth)
    body.say(_sign(source, "dPr", "endChr", ")"))


def _in_a_row(body: Body, source: etree._Element, depth: int) -> None:
    for inner in source.iterchildren(f"{_M}e"):
        body.inside(inner, depth)
        body.say(" ")


READERS = {
    "sub": _raised,
    "sup": _raised,
    "den": _divided,
    "rad": _root,
    "nary": _large,
    "d": _bracketed,
    "mr": _in_a_row,
    "eqArr": _in_a_row,
}
