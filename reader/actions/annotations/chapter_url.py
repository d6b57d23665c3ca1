"""The addresses of chapters and their revisions, read: here, or on another instance."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(
    r"/stories/(?P<slug>[-\w]+)/"
    r"(?:(?:(?P<number>\d{1,9})|out/(?P<pk>\d{1,17}))/(?:(?:revisions/)?(?P<revision>\d{1,9})/)?)?"
)


class Address(NamedTuple):
    """What the address of a chapter, here or on another instance, says."""

    slug: str
    number: int | None = None
    pk: int | None = None
    revision: int | None = None

    @classmethod
    def of(cls, url: str) -> Address | None:
        """The chapter that an address leads to, or None where it leads elsewhere."""
        match = _ADDRESS.search(unquote(urlsplit(url).path)) if _is_address(url) else None
        if not match:
            return None
        numbers = (int(n) if (n := match[name]) else None for name in ("number", "pk", "revision"))
        return cls(match["slug"], *numbers)


def _is_address(url: str) -> bool:
    try:
        return bool(urlsplit(url).path)
    except ValueError:
        return False
