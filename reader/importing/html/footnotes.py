"""Footnotes in HTML: marks in a text that lead to notes, wherever in a book these stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from lxml.html import HtmlElement

from reader.importing.html.elements import HEADINGS, holds

LONGEST = 8000
"""Characters of a footnote. What is longer is text, whatever leads to it."""
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,4}|[*†‡§]{1,3}|[ivx]{1,6})\s*[\])]?")
_BACK = re.compile(r"[\W\d_]{1,12}|(?:go\s+)?(?:back|return)\b.{0,20}", re.IGNORECASE)

_GO_ON = ("p", "blockquote", "ul", "ol", "dl", "table", "pre")
_BESIDE_NOTES = (*HEADINGS, "hr", *_GO_ON)

Page = tuple[str, HtmlElement]
"""A page's name and its tree."""
Target = Callable[[str, str], HtmlElement | None]
"""The element that a link, on the page of a name, leads to."""
NoteAt = Callable[[str], HtmlElement | None]
"""The footnote that a link leads to, or None."""


class Footnotes:
    """The footnotes of some pages: by the page, and the link on it, that lead to each."""

    def __init__(self, found: dict[tuple[str, str], HtmlElement]) -> None:
        self._found = found

    def on(self, page: str) -> NoteAt:
        """What gives the footnote that a link on a page leads to."""
        return partial(self._find, page)

    def _find(self, page: str, href: str) -> HtmlElement | None:
        return self._found.get((page, href.strip()))


def leads_to_a_note(link: HtmlElement) -> bool:
    """Whether a link looks like the mark of a footnote: said to be one, or a raised number."""
    if "noteref" in (link.get("epub:type") or link.get("role") or ""):
        return True
    words = link.text_content().strip()
    parent = link.getparent()
    raised = holds(link, "sup") or (parent is not None and parent.tag == "sup")
    return bool(raised and _MARK.fullmatch(words) or re.fullmatch(r"\[\d{1,4}\]", words))


def detach_notes(pages: Sequence[Page], target: Target) -> Footnotes:
    """Take the footnotes that marks on some pages, by name, lead to out of these pages' text.

    A note comes after its mark, and may lead back to it: a link to a paragraph that holds a mark
    is such a way back, and no mark.
    """
    links = list(_marks_in(pages))
    if not links:
        return Footnotes({})
    order = _order_in(pages)
    found: dict[tuple[str, str], HtmlElement] = {}
    marked: set[HtmlElement] = set()  # what holds a mark
    for name, href, link in links:
        note = target(name, href)
        if note is None or note in marked or order.get(note, len(order)) < order[link]:
            continue
        if note.tag not in ("html", "body") and len(note.text_content()) < LONGEST:
            found[name, href] = note
            marked.update(link.iterancestors())
    whole = _with_what_follows(list(dict.fromkeys(found.values())), marked)
    for note in whole.values():
        _clean(note)
        if note.getparent() is not None:
            note.drop_tree()
    return Footnotes({link: whole[note] for link, note in found.items()})


def _order_in(pages: Sequence[Page]) -> dict[HtmlElement, int]:
    """How many elements stand before each, on all of the pages."""
    order: dict[HtmlElement, int] = {}
    for _, tree in pages:
        for element in tree.iter():
            order[element] = len(order)
    return order


def notes_led_to(pages: Sequence[Page], target: Target) -> list[HtmlElement]:
    """The elements that the marks of footnotes on some pages lead to."""
    notes: list[HtmlElement] = []
    for name, href, _ in _marks_in(pages):
        note = target(name, href)
        if note is not None:
            notes.append(note)
    return notes


def _marks_in(pages: Sequence[Page]) -> Iterator[tuple[str, str, HtmlElement]]:
    """The marks of footnotes on some pages: the page's name, where it leads, the link."""
    for name, tree in pages:
        for link in tree.iter("a"):
            href = (link.get("href") or "").strip()
            if "#" in href and leads_to_a_note(link):
                yield name, href, link


def _with_what_follows(
    notes: list[HtmlElement], marked: set[HtmlElement]
) -> dict[HtmlElement, HtmlElement]:
    """Notes by the paragraph that each begins with: that paragraph, or an element around it and
    those after it that go on from it."""
    begins: set[HtmlElement] = set()
    for note in notes:
        begins.add(note)
        begins.update(note.iterancestors())
    following = {note: _following(note, begins, marked) for note in notes}
    return {note: _around(note, after) for note, after in following.items()}


def _following(
    note: HtmlElement, begins: set[HtmlElement], marked: set[HtmlElement]
) -> list[HtmlElement]:
    """The paragraphs after a note's first that are part of it: up to the next note, or to the
    end of what holds notes alone."""
    if note.tag != "p" or note.getparent() is None:
        return []
    following: list[HtmlElement] = []
    for sibling in note.itersiblings():
        if sibling in begins:
            return following
        if sibling in marked or sibling.tag not in _GO_ON:
            return []
        following.append(sibling)
    for sibling in note.itersiblings(preceding=True):
        if sibling not in begins and sibling.tag not in _BESIDE_NOTES:
            return []
    first = next(note.getparent().iterchildren(*_GO_ON), None)
    return following if first in begins else []


def _around(note: HtmlElement, following: list[HtmlElement]) -> HtmlElement:
    if not following:
        return note
    whole = note.makeelement("div")
    note.addprevious(whole)
    whole.extend([note, *following])
    return whole


def _clean(note: HtmlElement) -> None:
    """Take the ways back to the text out of a note, and the mark raised before its words."""
    for link in list(note.iter("a")):
        href = link.get("href") or ""
        back = "#" in href and not re.match(r"https?:", href.strip(), re.IGNORECASE)
        if back and link is not note and _BACK.fullmatch(link.text_content().strip()):
            link.drop_tree()
    for raised in note.iter("sup"):
        if _MARK.fullmatch(raised.text_content().strip()):
            if _begins_with(note, raised):
                raised.drop_tree()
            break
    for empty in list(note.iter("sup")):
        if not empty.text_content().strip():
            empty.drop_tree()


def _begins_with(note: HtmlElement, element: HtmlElement) -> bool:
    return note.text_content().strip().startswith(element.text_content().strip())
