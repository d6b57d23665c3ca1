"""FanFicFare: the one HTML file of a whole story, and the chapters of its EPUBs."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

from lxml.html import HtmlElement

from reader.importing.archives.details import read_detail
from reader.importing.archives.elements import (
    class_of,
    first_at,
    has_class,
    outside,
    words_of,
)
from reader.importing.archives.fanficfare_notes import notes_in
from reader.importing.chapters.marked_chapters import MarkedChapter, from_marked_chapters
from reader.importing.html.element_readers import new_prose
from reader.importing.html.prose import Prose
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage

_BY = re.compile(r"(?P<title>.+?)\s+by\s+(?P<author>.+)", re.DOTALL)


def read_fanficfare_page(tree: HtmlElement) -> Manuscript | None:
    """One HTML file of a whole story."""
    titles = tree.xpath(f"//*[{has_class('fff_chapter_title')}]")
    if not titles and tree.xpath("//a[@name='TOCTOP']"):
        titles = tree.xpath("//a[starts-with(@name, 'section')][h2]")
    if not titles:
        return None
    page = TitlePage()
    said = _BY.fullmatch(words_of(first_at(tree, "//title")) or words_of(first_at(tree, "//h1")))
    heading = first_at(tree, "//h1")
    if heading is not None:
        page.title = words_of(first_at(heading, "./a"))
        page.author = words_of(first_at(heading, "./a[2]"))
        page.source = (first_at(heading, "./a/@href") or "") if page.title else ""
    if said:
        page.title, page.author = page.title or said["title"], page.author or said["author"]
    read_details(tree, page)
    parts = []
    body = tree.find("body")
    inside = [] if body is None else body
    before = list(takewhile(lambda element: element not in titles, inside))
    page.leave_out(" ".join(map(outside, before)))
    known = set(titles)
    for title in titles:
        page.leave_out(words_of(title))
        parts.append(fanficfare_chapter(words_of(title), _until_the_next(title, known), page))
    return from_marked_chapters(page, parts)


def _until_the_next(title: HtmlElement, titles: set[HtmlElement]) -> HtmlElement:
    """All that stands between a chapter's title and the next, in one element."""
    chapter = title.makeelement("div")
    chapter.text, title.tail = title.tail, None
    for element in list(takewhile(lambda element: element not in titles, title.itersiblings())):
        chapter.append(element)
    return chapter


def read_details(tree: HtmlElement, page: TitlePage) -> None:
    """Put the rows of a title page, `<b>Label:</b> value`, in a table or not, on ours."""
    author = first_at(tree, "//a[contains(@class, 'authorlink')]")
    page.author = page.author or words_of(author)
    for label in tree.xpath("//b | //strong"):
        words = words_of(label)
        if not words.endswith(":") or label.getparent().tag not in ("body", "p", "div", "td"):
            continue
        words = "Fandom:" if words == "Category:" else words
        value: HtmlElement | str | None = (label.tail or "").strip()
        if not value:  # it is in the next cell, or is a link
            inside = label.getparent().tag == "td"
            value = label.getparent().getnext() if inside else label.getnext()
        if value is not None:
            read_detail(page, words, value)


def fanficfare_chapter(
    title: str,
    element: HtmlElement,
    page: TitlePage,
    read: Callable[[list[HtmlElement]], Prose] | None = None,
) -> MarkedChapter:
    """A chapter of a FanFicFare file, its notes in elements with classes of their own."""
    title = re.sub(r"^\(new\)\s*", "", title)
    title = re.sub(r"^\d+\.\s+", "", title)
    heads: list[Paragraph] = []
    feet: list[Paragraph] = []
    for block in element.xpath(
        ".//*[contains(@class, 'fff_head_notes') or contains(@class, 'fff_foot_notes')]"
    ):
        for label in block.iterchildren("b", "strong"):
            page.leave_out(words_of(label))
        notes = heads if "head" in class_of(block) else feet
        notes += notes_in(block)
        for child in list(block):
            child.drop_tree()
        block.text = None
    prose = (read or new_prose().read)([element])
    return MarkedChapter(title, heads + prose.found + prose.definitions() + feet)
