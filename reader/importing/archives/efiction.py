"""eFiction: the printable page of a story, notes and text of each chapter in turn."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from reader.importing.archives.details import read_detail
from reader.importing.archives.elements import (
    as_note,
    class_of,
    first_at,
    leave_out_around,
    words_of,
)
from reader.importing.chapters.marked_chapters import MarkedChapter, from_marked_chapters
from reader.importing.html.element_readers import new_prose
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage


def read_efiction_page(tree: HtmlElement) -> Manuscript | None:
    """A printable page: notes and text of each chapter one after the other."""
    text = tree.xpath("//*[@id='story'] | //div[@class='story']")
    if not text or not tree.xpath(
        "//*[@class='notes' or @class='noteinfo' or @class='chaptertitle']"
    ):
        return None
    page = TitlePage()
    head = first_at(tree, "//*[@id='pagetitle']")
    if head is not None:
        page.title = words_of(first_at(head, ".//a[contains(@href, 'viewstory')]")) or words_of(
            head
        )
        page.author = words_of(first_at(head, ".//a[contains(@href, 'viewuser')]"))
    for label in tree.xpath("//*[contains(@class, 'infobox') or contains(@class, 'content')]//b"):
        if words_of(label).endswith(":") and label.tail and label.tail.strip():
            read_detail(page, words_of(label), label.tail.strip())
    content = _content(tree)
    leave_out_around(page, tree, *content)
    return from_marked_chapters(page, _chapters(content, page))


def _content(tree: HtmlElement) -> list[HtmlElement]:
    """Titles, notes and texts in their order, none inside of another."""
    found = tree.xpath(
        "//*[@class='chaptertitle' or @class='notes' or @id='story' or @class='story']"
    )
    known = set(found)
    return [element for element in found if known.isdisjoint(element.iterancestors())]


def _chapters(content: list[HtmlElement], page: TitlePage) -> list[MarkedChapter]:
    parts: list[MarkedChapter] = []
    title = ""
    before: list[Paragraph] = []
    for element in content:
        kind = class_of(element)
        if kind == "chaptertitle":
            page.leave_out(words_of(element))
            title, before = re.sub(r"\s+by\s+\S+.*$", "", words_of(element)), []
        elif kind == "notes":
            label = words_of(first_at(element, ".//*[@class='title']")).lower()
            body = first_at(element, ".//*[@class='noteinfo']")
            page.leave_out(label)
            written = as_note(element if body is None else body)
            if "end" in label and parts:
                parts[-1].body.extend(written)
            elif "chapter" in label or parts:
                before += written
            else:
                page.notes += written
        else:
            parts.append(MarkedChapter(title, before + new_prose().read([element]).found))
            title, before = "", []
    return parts
