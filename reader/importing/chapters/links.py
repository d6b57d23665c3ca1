"""Links from one chapter to another: a place in a file becomes the chapter that it came to be in.

Chapters have numbers only when the whole manuscript is there. Until then a link says the name of
its place; then it leads from one chapter's page to another's, wherever the story stands.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from reader.text.manuscripts.manuscript import Chapter, Manuscript
from reader.text.manuscripts.paragraphs import Paragraph

_SCHEME = "place:"
_LINK = re.compile(rf"\[((?:[^\[\]\\]|\\.)*)\]\({_SCHEME}([^)\s]*)\)")
_LOOSE = re.compile(rf"\({_SCHEME}[^)\s]*\)")
_LONGEST_OF_CONTENTS = 80
"""Characters besides links in a paragraph of a table of contents."""


def link_to(place: str) -> str:
    """The address of a place, by its name in the file, until its chapter is known."""
    return _SCHEME + quote(place, safe="")


def name_places(found: list[Paragraph], anchors: dict[str, int], page: str = "") -> None:
    """Tell paragraphs the names of the places that stand before them: ids on a page by its name."""
    if not found:
        return
    found[0].places.append(page)
    for anchor, index in anchors.items():
        found[min(index, len(found) - 1)].places.append(f"{page}#{anchor}")


def unlink_contents(found: list[Paragraph]) -> None:
    """Take the links out of the contents that stand before a text: the words lead to chapters, and
    are known for what they are by being these chapters' names alone."""
    for paragraph in found:
        rest = _LINK.sub("", paragraph.text)
        if len(rest) > _LONGEST_OF_CONTENTS and not rest.startswith("#"):
            return
        paragraph.lines = [_LINK.sub(r"\1", line) for line in paragraph.lines]


def resolve_links(manuscript: Manuscript) -> None:
    """Lead each link to the chapter in which its place is. One to where it stands is no link."""
    numbers: dict[str, int] = {}
    for number, chapter in enumerate(manuscript.chapters, 1):
        for name in chapter.places:
            numbers.setdefault(name, number)
        chapter.places = []
    for number, chapter in enumerate(manuscript.chapters, 1):
        _lead(chapter, numbers, number)
    for note in manuscript.notes:
        note.source = _led(note.source, numbers, 0)


def _lead(chapter: Chapter, numbers: dict[str, int], here: int) -> None:
    chapter.source = _led(chapter.source, numbers, here)
    for note in chapter.notes:
        note.source = _led(note.source, numbers, here)


def _led(source: str, numbers: dict[str, int], here: int) -> str:
    def lead(match: re.Match[str]) -> str:
        name = unquote(match[2])
        number = numbers.get(name) or numbers.get(name.partition("#")[0], 0)
        return f"[{match[1]}](../{number}/)" if number not in (0, here) else match[1]

    return _LOOSE.sub("", _LINK.sub(lead, source)) if _SCHEME in source else source
