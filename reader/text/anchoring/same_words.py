"""Whether two stretches say the same."""

from reader.text.anchoring.words import cut_words


def have_same_words(one: str, other: str) -> bool:
    """Whether both have the same words in the same order, however they are typed and whatever
    signs stand between them."""
    return one == other or _words(one) == _words(other)


def _words(text: str) -> list[str]:
    return [key for key in cut_words(text).keys if any(map(str.isalnum, key))]
