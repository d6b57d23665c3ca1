"""Footnotes in HTML: marks in a text that lead to notes, wherever in a book these stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy

from lxml.html import HtmlElement

from reader.importing.html.parsing import HEADINGS, words_in
from reader.text.manuscripts.paragraphs import Paragraph

LONGEST = 8000
"""Characters of a footnote. What is longer is text, whatever leads to it."""
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,4}|[*†‡§]{1,3}|[ivx]{1,6})\s*[\])]?")
_BACK = re.compile(r"[\W\d_]{1,12}|(?:go\s+)?(?:back|return)\b.{0,20}", re.IGNORECASE)

_GO_ON = ("p", "blockquote", "ul", "ol", "dl", "table", "pre")

Page = tuple[str, HtmlElement]
"""A page's name and its tree."""
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
    pages: Sequence[Page], target: Target
) -> Callable[[str], Callable[[str], HtmlElement | None]]:
    """Take the footnotes that marks on some pages, by name, lead to out of these pages' text.

    A note comes after its mark, and may lead back to it: a link to a paragraph that holds a mark
    is such a way back, and no mark. Gives a function that for a page's name gives what finds its
    notes.
    """
    links = list(_marks_in(pages))
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
    whole = _with_what_follows(list(dict.fromkeys(found.values())), marked)
    for note in whole.values():
        _clean(note)
        if note.getparent() is not None:
            note.drop_tree()
    found = {place: whole[note] for place, note in found.items()}
    return lambda name: lambda href: found.get((name, href.strip()))


def notes_led_to(pages: Sequence[Page], target: Target) -> list[HtmlElement]:
    """The elements that the marks of footnotes on some pages lead to."""
    found = (target(name, href) for name, href, _ in _marks_in(pages))
    return [note for note in found if note is not None]


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
    begins = {holder for note in notes for holder in (note, *note.iterancestors())}
    following = [(note, _following(note, begins, marked)) for note in notes]
    return {note: _around(note, after) for note, after in following}


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
    before = (e for e in note.itersiblings(preceding=True) if e not in begins)
    alone = all(e.tag in (*HEADINGS, "hr") or e.tag in _GO_ON for e in before)
    first = next((e for e in note.getparent() if e.tag in _GO_ON), None)
    return following if alone and first in begins else []


def _around(note: HtmlElement, following: list[HtmlElement]) -> HtmlElement:
    if not following:
        return note
    whole = note.makeelement("div")
    note.addprevious(whole)
    whole.extend([note, *following])
    return whole


def definition_of(found: list[Paragraph], mark: str) -> list[str]:
    """The lines of a note, in Markdown, without the mark that it repeats: `1. By noon.`"""
    lines = [line for paragraph in found for line in (*paragraph.lines, "")][:-1]
    return [_without_mark(lines[0], mark), *lines[1:]] if lines else []


def without_marks(element: HtmlElement, is_mark: Callable[[HtmlElement], bool]) -> str:
    """The words of an element without those marks of footnotes that stand among them."""
    copied = deepcopy(element)
    copied.tail = None
    links = zip(element.iter("a"), copied.iter("a"), strict=True)
    for mark in [copy for link, copy in links if is_mark(link)]:
        mark.drop_tree()
    return words_in(copied)


def _without_mark(text: str, mark: str) -> str:
    """A note's text without its own mark, also where that says the chapter first: `1.1 By noon.`"""
    mark = re.escape(mark.strip("[]() "))
    begins = rf"^\W{{0,2}}(?:\d{{1,3}}\.)?{mark}(?:\\?[.):\]]+\s*|\s+(?=[^\w\s]*[A-Z]))"
    text = re.sub(begins, "", text, count=1)
    return re.sub(r"^[.):\]]\s+", "", text)  # what stood after a mark that was a way back


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
