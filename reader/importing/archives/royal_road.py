"""Royal Road: a saved page of one chapter, with the author’s notes above and below it."""

from __future__ import annotations

from lxml.html import HtmlElement

from reader.importing.archives.elements import (
    class_of,
    has_class,
    leave_out_around,
    note,
    one,
    words_of,
)
from reader.importing.html.outline import Part, in_parts
from reader.importing.html.prose import Prose
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage


def royal_road(tree: HtmlElement) -> Manuscript | None:
    """A saved page of one chapter, with the author's notes above and below it."""
    text = one(tree, f"//div[{has_class('chapter-content')}]")
    if text is None:
        return None
    page = TitlePage()
    page.title = words_of(one(tree, "//h2")) or words_of(
        one(tree, "//a[contains(@href, '/fiction/')]/h1")
    )
    page.author = words_of(one(tree, "//a[contains(@href, '/profile/')]"))
    title = words_of(one(tree, "//h1"))
    address = one(tree, "//link[@rel='canonical']/@href") or ""
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
            inside = one(element, f".//*[{has_class('author-note')}]")
            notes.append(element if inside is None else inside)
            here += note(notes[-1])
    leave_out_around(page, tree, text, *notes)
    return in_parts(page, [Part(title, before + Prose().read([text]).found + after, key)])
