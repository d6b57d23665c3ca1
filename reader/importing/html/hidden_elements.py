"""What a browser would not show of a page is no part of its story: it is left out, and told of.

Sites put lines against theft into chapters, and hide them by a class.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from reader.importing.html.declarations import style_attribute, style_of
from reader.importing.html.elements import words_in
from reader.importing.html.visibility import hides, visibility
from reader.text.manuscripts.omissions import Omission

SENTENCE = "Text that a browser would not show was left out"
_MOST = 0.5
"""The part of a text that may be hidden. Where it is more, a script was to show it."""
_LITTLE = 200
"""Characters that may be hidden of any text."""
_SHOWN_STYLES = ("font-style", "font-weight", "text-align", "white-space")


def leave_out_hidden(
    elements: Iterable[HtmlElement], notes: Iterable[HtmlElement] = ()
) -> list[Omission]:
    """Take what a browser would not show out of some elements; gives what that was.

    Footnotes, the elements that marks lead to, are shown by whoever follows a mark, and so stay.
    """
    kept = set()
    for note in notes:
        kept.add(note)
        kept.update(note.iterancestors())
    left_out: list[Omission] = []
    for element in elements:
        hidden, unseen = _find(element, kept)
        words = [words_in(one) for one in hidden]
        words += [text for _, _, text in unseen]
        if sum(map(len, words)) > max(_LITTLE, _MOST * len(words_in(element))):
            _unhide(hidden)
            continue
        for one in hidden:
            one.drop_tree()
        for owner, place, _ in unseen:
            setattr(owner, place, None)
        left_out += [Omission(said, SENTENCE) for said in filter(None, words)]
    return left_out


def _find(
    top: HtmlElement, kept: set[HtmlElement]
) -> tuple[list[HtmlElement], list[tuple[HtmlElement, str, str]]]:
    """The elements inside of one that are hidden whole, and the texts that are not to be seen:
    each with the element that it is the `text` or the `tail` of."""
    hidden: list[HtmlElement] = []
    unseen: list[tuple[HtmlElement, str, str]] = []
    waiting = [(top, True)]
    while waiting:
        element, seen = waiting.pop()
        seen = visibility(element, seen)
        if not seen and (element.text or "").strip():
            unseen.append((element, "text", " ".join(element.text.split())))
        for child in element:
            if not seen and (child.tail or "").strip():
                unseen.append((child, "tail", " ".join(child.tail.split())))
            if not isinstance(child.tag, str):
                continue
            if not hides(child):
                waiting.append((child, seen))
            elif child in kept:
                _unhide([child])
                waiting.append((child, seen))
            else:
                hidden.append(child)
    return hidden, unseen


def _unhide(elements: Iterable[HtmlElement]) -> None:
    """Take from elements what hides them."""
    for element in elements:
        element.attrib.pop("hidden", None)
        style: dict[str, str] = {}
        for name, value in style_of(element).items():
            if name in _SHOWN_STYLES:
                style[name] = value
        element.set("style", style_attribute(style))
