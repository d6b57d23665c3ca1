"""FanFicFare: the one HTML file of a whole story, and the chapters of its EPUBs."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from reader.importing.archives.elements import (
    class_of,
    field,
    has_class,
    note,
    one,
    words_of,
)
from reader.importing.outline import Part, in_parts
from reader.importing.prose import Prose
from reader.text.labels import read_label
from reader.text.manuscripts import Manuscript
from reader.text.paragraphs import Paragraph
from reader.text.title_pages import TitlePage


def fanficfare(tree: HtmlElement) -> Manuscript | None:
    """One HTML file of a whole story."""
    titles = tree.xpath(f"//*[{has_class('fff_chapter_title')}]")
    if not titles:
        return None
    page = TitlePage()
    page.title = words_of(one(tree, "//h1"))
    page.title, _, author = page.title.partition(" by ")
    page.author = author
    for term in tree.xpath("//b | //strong"):
        if (
            words_of(term).endswith(":")
            and term.tail
            and term.getparent().tag in ("body", "p", "div")
        ):
            field(page, words_of(term), term.tail.strip())
    parts = []
    for heading in titles:
        siblings = [heading.getnext()]
        while siblings[-1] is not None and siblings[-1] not in titles:
            siblings.append(siblings[-1].getnext())
        parts.append(fanficfare_chapter(words_of(heading), siblings[:-1]))
    return in_parts(page, parts)


def fanficfare_chapter(title: str, elements: list[HtmlElement]) -> Part:
    """A chapter of a FanFicFare file, its notes in elements with classes of their own."""
    title = re.sub(r"^\(new\)\s*", "", title)
    title = re.sub(r"^\d+\.\s+", "", title)
    body: list[Paragraph] = []
    for element in elements:
        apart = element.xpath(
            "descendant-or-self::*[contains(@class, 'fff_head_notes') or contains(@class, "
            "'fff_foot_notes')]"
        )
        feet = []
        for block in apart:
            written = _without_label(note(block))
            (body if "head" in class_of(block) else feet).extend(written)
            if block is not element and block.getparent() is not None:
                block.drop_tree()
        if element not in apart:
            body += Prose().read([element]).found
        body += feet
    return Part(title, body)


def _without_label(notes: list[Paragraph]) -> list[Paragraph]:
    """Notes without the bold label that says that they are notes."""
    for paragraph in notes:
        label = read_label(paragraph.lines[0])
        if label and label.kind == "note":
            paragraph.lines[0] = label.rest.strip()
            while paragraph.lines and not paragraph.lines[0].strip():
                paragraph.lines.pop(0)
    return [paragraph for paragraph in notes if paragraph.lines]
