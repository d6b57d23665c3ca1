"""A chapter among others on one page: each name of it begins with the chapter's number, and each
request from it says which chapter it is about."""

from __future__ import annotations

import re

from django.http import HttpRequest

from reader.models import Chapter
from reader.text.whole_numbers import whole_number

HEADER = "X-Among-Chapters"
"""The number of the chapter that a request of such a page is about, as far as the page knows."""
_TAG = re.compile(r"<[^>]+>")
_NAME = re.compile(r'( (?:id="|aria-details="|href="#))')
_WAY = re.compile(r'( (?:href|hx-get)=")(?=blocks/)')


def prefix_of(number: int | None) -> str:
    """What stands before each name of a chapter of this number."""
    return f"c{number}-"


def named_within(html: str, prefix: str, base: str = "") -> str:
    """HTML in which every name, and every link to one, begins with `prefix`, and every way to a
    block with the chapter's URL, `base`."""

    def renamed(tag: re.Match[str]) -> str:
        named = _NAME.sub(rf"\g<1>{prefix}", tag[0])
        return _WAY.sub(rf"\g<1>{base}", named)

    return _TAG.sub(renamed, html)


def is_among_chapters(request: HttpRequest) -> bool:
    """Whether a request comes from a page with other chapters."""
    return HEADER in request.headers


def for_its_page(request: HttpRequest, chapter: Chapter, html: str) -> str:
    """Blocks of a chapter, as HTML, with the names that they have on the page that asks."""
    if not is_among_chapters(request):
        return html
    return named_within(html, prefix_of(chapter.number), chapter.get_absolute_url())


def revision_on_page(request: HttpRequest, chapter: Chapter) -> int | None:
    """The revision of a chapter that the page shows which asks; None where it does not say."""
    about = request.headers.get(HEADER)
    if about is not None and about != str(chapter.number):
        return None
    return whole_number(request.headers.get("X-Revision", ""))
