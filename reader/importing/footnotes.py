"""Footnotes in HTML: marks in a text that lead to notes, wherever in a book these stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

LONGEST = 8000
"""Characters of a footnote. What is longer is text, whatever leads to it."""
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,4}|[*†‡§]{1,3}|[ivx]{1,6})\s*[\])]?")
_BACK = re.compile(r"[\W\d_]{1,12}|(?:go\s+)?(?:back|return)\b.{0,20}", re.IGNORECASE)

Target = Callable[[str, str], HtmlElement | None]
"""The element that a link, on the page of a name, leads to."""


def leads_to_a_note(link: HtmlElement) -> bool:
    """Whether a link looks like the mark of a footnote: said to be one, or a raised number."""
    if "noteref" in (link.get("epub:type") or link.get("role") or ""):
        return True
    words = link.text_content().strip()
    parent = link.getparent()
    raised = _holds(link, "sup") or (parent is not None and parent.tag == "sup")
    return bool(raised and _MARK.fullmatch(words) or re.fullmatch(r"\[\d{1,4}\]", words))


def detach_notes(
    pages: Sequence[tuple[str, HtmlElement]], target: Target
) -> Callable[[str], Callable[[str], HtmlElement | None]]:
    """Take the footnotes that marks on some pages, by name, lead to out of these pages' text.

    A note comes after its mark, and may lead back to it: a link to a paragraph that holds a mark
    is such a way back, and no mark. Gives a function that for a page's name gives what finds its
    notes.
    """
    links = [
        (name, href, link)
        for name, tree in pages
        for link in tree.iter("a")
        if "#" in (href := (link.get("href") or "").strip()) and leads_to_a_note(link)
    ]
    places = {e: i for i, e in enumerate(e for _, t in pages for e in t.iter())} if links else {}
    found: dict[tuple[str, str], HtmlElement] = {}
    marked: set[HtmlElement] = set()  # what holds a mark
    for name, href, link in links:
        note = target(name, href)
        if note is None or note in marked or places.get(note, 10**9) < places[link]:
            continue
        if note.tag not in ("html", "body") and len(note.text_content()) < LONGEST:
            found[name, href] = note
            marked.update(link.iterancestors())
    for note in dict.fromkeys(found.values()):
        _clean(note)
        if note.getparent() is not None:
            note.drop_tree()
    return lambda name: lambda href: found.get((name, href.strip()))


def without_mark(text: str, mark: str) -> str:
    """A note's text without the mark that it repeats: `1. By noon.`, `[1] By noon.`"""
    mark = re.escape(mark.strip("[]() "))
    return re.sub(rf"^\W{{0,2}}{mark}(?:\\?[.):\]]+\s*|\s+(?=[^\w\s]*[A-Z]))", "", text, count=1)


def _clean(note: HtmlElement) -> None:
    """Take the ways back to the text out of a note, and the mark raised before its words."""
    for link in list(note.iter("a")):
        href = link.get("href") or ""
        back = "#" in href and not re.match(r"https?:", href.strip(), re.IGNORECASE)
        if back and link is not note and _BACK.fullmatch(link.text_content().strip()):
            link.drop_tree()
    first = next((e for e in note.iter("sup") if _MARK.fullmatch(e.text_content().strip())), None)
    if first is not None and _begins_with(note, first):
        first.drop_tree()
    for empty in list(note.iter("sup")):
        if not empty.text_content().strip():
            empty.drop_tree()


def _begins_with(note: HtmlElement, element: HtmlElement) -> bool:
    return note.text_content().strip().startswith(element.text_content().strip())


def _holds(element: HtmlElement, tag: str) -> bool:
    return next(element.iterdescendants(tag), None) is not None
