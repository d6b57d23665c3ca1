"""The pictures of one file, kept with the manuscript that calls for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from lxml.html import HtmlElement

from reader.importing.files.pictures import in_the_page, inspect_picture
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.rendering.pictures import FOLDER, names_in

_ELSEWHERE = re.compile(r"\s*https?://", re.IGNORECASE)


class Album:
    """The pictures of one file.

    `find` gives the bytes that a picture's address stands for, or None.
    """

    def __init__(self, find: Callable[[str], bytes | None] | None = None) -> None:
        self.find = find or in_the_page
        self._kept: dict[str, bytes] = {}
        self._names: dict[bytes, str] = {}
        self.left_out = self.elsewhere = 0

    def take_in(self, *elements: HtmlElement) -> None:
        """Keep the pictures in some elements, and call them there by their own addresses."""
        for element in elements:
            _unwrap(element)
            for image in element.iter("img"):
                image.set("src", self.address_of(image.get("src") or ""))

    def address_of(self, source: str) -> str:
        """The address by which to call a picture: our own for one that is kept, the same for one
        that is on the web, and nothing for one that is left out."""
        name = self._keep(self.find(source))
        if name:
            return f"{FOLDER}{name}"
        if _ELSEWHERE.match(source):
            self.elsewhere += 1
            return source
        self.left_out += 1
        return ""

    def give(self, manuscript: Manuscript) -> None:
        """Put the pictures that a manuscript calls for with it, and say what became of others."""
        called = set().union(*map(names_in, manuscript.texts()))
        for name, data in self._kept.items():
            if name in called:
                manuscript.pictures[name] = data
        if self.left_out:
            manuscript.doubts.append(
                f"{_pictures(self.left_out)} left out, because Gloss keeps PNG, JPEG, GIF and WebP "
                f"files of up to {settings.LARGEST_PICTURE:,} bytes that come with the story. "
                "A description is shown instead, if there is one."
            )
        if self.elsewhere:
            manuscript.doubts.append(
                f"{_pictures(self.elsewhere)} not in the file but on the web: if Gloss may not "
                "load it from there, a link is shown instead."
            )

    def _keep(self, data: bytes | None) -> str:
        """Keep a picture; its name, or nothing for what is no picture that we take."""
        if not data or len(data) > settings.LARGEST_PICTURE:
            return ""
        digest = sha256(data).digest()
        if digest not in self._names and len(self._names) < 2 * settings.MOST_PICTURES:
            self._names[digest] = ""
            looked_at = inspect_picture(data)
            if looked_at and len(self._kept) < settings.MOST_PICTURES:
                name, stripped = looked_at
                self._kept[name], self._names[digest] = stripped, name
        return self._names.get(digest, "")


def _unwrap(element: HtmlElement) -> None:
    """Make a plain picture of one that stands alone in a drawing, as Calibre sets them."""
    for drawing in list(element.iter("svg")):
        images = list(drawing.iter("image"))
        source = images[0].get("xlink:href") or images[0].get("href") if images else ""
        if len(images) == 1 and source:
            title = _description(drawing)
            for child in list(drawing):
                drawing.remove(child)
            drawing.tag, drawing.text = "img", None
            drawing.set("src", source)
            drawing.set("alt", drawing.get("aria-label") or title)


def _description(drawing: HtmlElement) -> str:
    for element in drawing.iter("title", "desc"):
        if element.text:
            return element.text
    return ""


def _pictures(number: int) -> str:
    return f"{number} pictures were" if number > 1 else "A picture was"
