"""The URLs of chapters and their revisions, read: here, or on another instance."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_CHAPTER_URL = re.compile(
    r"/stories/(?P<slug>[-\w]+)/"
    r"(?:(?:(?P<number>\d{1,9})|out/(?P<pk>\d{1,17}))/(?:(?:revisions/)?(?P<revision>\d{1,9})/)?)?"
)


class ChapterUrl(NamedTuple):
    """What the URL of a chapter, here or on another instance, says."""

    slug: str
    number: int | None = None
    pk: int | None = None
    revision: int | None = None

    @classmethod
    def of(cls, url: str) -> ChapterUrl | None:
        """The chapter that a URL leads to, or None where it leads elsewhere."""
        match = _CHAPTER_URL.search(_path(url))
        if not match:
            return None
        number, pk, revision = match["number"], match["pk"], match["revision"]
        return cls(match["slug"], _whole(number), _whole(pk), _whole(revision))


def _path(url: str) -> str:
    """The path of a URL, decoded; empty for what is none."""
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""


def _whole(digits: str | None) -> int | None:
    return None if digits is None else int(digits)
