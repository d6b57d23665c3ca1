"""Whether a text has words in italics, so that a page of it asks for these letters at once."""

import re

_ITALICS = re.compile(r"<(?:em|i|cite|dfn|var|address|h[3-6]|dt|th|figcaption)\b")


def has_italics(html: str) -> bool:
    """Whether anything in sanitised HTML is set in italics, by its element alone."""
    return _ITALICS.search(html) is not None
