"""What a link inside of a page leads to: a footnote, or a place."""

from __future__ import annotations

from lxml.html import HtmlElement

from reader.importing.html.elements import anchors_in
from reader.importing.html.footnotes import NoteAt, Target, detach_notes
from reader.importing.html.phrases import PlaceAt


def notes_of(tree: HtmlElement) -> NoteAt:
    """Takes a page's footnotes out of its text; finds the one that a link leads to."""
    return detach_notes([("", tree)], target_in(tree)).on("")


def target_in(tree: HtmlElement) -> Target:
    """What gives the element that a link inside of a page leads to."""
    ids = anchors_in(tree)

    def target(page: str, href: str) -> HtmlElement | None:
        return note_of(ids.get(href[1:])) if href.startswith("#") else None

    return target


def place_in(tree: HtmlElement) -> PlaceAt:
    """What gives the name of the place inside of a page that a link leads to."""
    ids = anchors_in(tree)

    def place(href: str) -> str:
        return href if href.startswith("#") and href[1:] in ids else ""

    return place


def note_of(element: HtmlElement | None) -> HtmlElement | None:
    """The note that begins at the element to which its mark leads: all of its paragraph."""
    while element is not None and element.tag in ("a", "sup", "span", "b", "i", "em", "strong"):
        element = element.getparent()
    return element
