"""Where words stand in a text character by character, and not inside of other words."""

from collections.abc import Iterator

# More occurrences than this are not looked at.
_MOST_OCCURRENCES = 2000


def find_occurrences(quote: str, text: str) -> Iterator[int]:
    """Where `quote` stands in `text`, but not inside of words, if it also stands outside."""
    outside: list[int] = []
    inside: list[int] = []
    start = text.find(quote)
    while start >= 0 and len(outside) + len(inside) < _MOST_OCCURRENCES:
        if _stands_free(text, start, start + len(quote)):
            outside.append(start)
        else:
            inside.append(start)
        start = text.find(quote, start + 1)
    yield from outside or inside


def occurs(words: str, text: str) -> bool:
    """Whether words stand in a text, and not inside of other words."""
    start = text.find(words)
    while start >= 0 and not _stands_free(text, start, start + len(words)):
        start = text.find(words, start + 1)
    return start >= 0


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends where words do."""
    begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return begins and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))
