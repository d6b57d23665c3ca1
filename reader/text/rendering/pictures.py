"""Pictures that Gloss keeps itself: the addresses by which Markdown calls them.

The address says all that a page must know, so that nothing shifts when a picture has come:
`/pictures/<hash of the file>-<width>x<height>.<ending>`.
"""

from __future__ import annotations

import re

FOLDER = "/pictures/"
TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
NAME = re.compile(
    rf"(?P<hash>[0-9a-f]{{32}})-(?P<width>\d{{1,5}})x(?P<height>\d{{1,5}})\.({'|'.join(TYPES)})"
)
_ADDRESS = re.compile(rf"{FOLDER}({NAME.pattern})")


def names_in(text: str) -> set[str]:
    """The names of the pictures that a text calls for."""
    return {match[1] for match in _ADDRESS.finditer(text)}


def size_of(address: str) -> tuple[int, int] | None:
    """Width and height, in pixels, of a picture of ours; None for any other address."""
    match = _ADDRESS.fullmatch(address)
    return (int(match["width"]), int(match["height"])) if match else None
