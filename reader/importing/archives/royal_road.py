"""Royal Road: a saved page of one chapter, with the author’s notes above and below it."""

from __future__ import annotations

from lxml.html import HtmlElement

from reader.importing.archives.elements import (
    as_note,
    class_of,
    first_at,
    has_class,
    leave_out_around,
    words_of,
)
from reader.importing.chapters.marked_chapters import MarkedChapter, from_marked_chapters
from reader.importing.html.element_readers import new_prose
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage


def read_royal_road_page(tree: HtmlElement) -> Manuscript | None:
    """A saved page of one chapter, with the author's notes above and below it."""
    text = first_at(tree, f"//div[{has_class('chapter-content')}]")
    if text is None:
        return None
    page = TitlePage()
    page.title = words_of(first_at(tree, "//h2")) or words_of(
        first_at(tree, "//a[contains(@href, '/fiction/')]/h1")
    )
    page.author = words_of(first_at(tree, "//a[contains(@href, '/profile/')]"))
    title = words_of(first_at(tree, "//h1"))
    address = first_at(tree, "//link[@rel='canonical']/@href") or ""
    key = address if "/chapter/" in address else ""
    page.source = key.partition("/chapter/")[0]
    before: list[Paragraph] = []
    after: list[Paragraph] = []
    here = before
    notes: list[HtmlElement] = []
    for element in tree.iter("div"):
        if element is text:
            here = after
        elif "author-note-portlet" in class_of(element):
            inside = first_at(element, f".//*[{has_class('author-note')}]")
            notes.append(element if inside is None else inside)
            here += as_note(notes[-1])
    leave_out_around(page, tree, text, *notes)
    return from_marked_chapters(
        page, [MarkedChapter(title, before + new_prose().read([text]).found + after, key)]
    )
