"""The words of a text, folded: no capitals, accents composed, ligatures apart. Where no space
stands between words, a character is one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from reader.text.characters import UNSEEN, UNSPACED

WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
_UNSEEN = re.compile(f"[{UNSEEN}]")


def folded(text: str) -> str:
    """A text as its words are looked for in it, without characters that nobody sees."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


def words_of(text: str) -> list[str]:
    """The words of a text in their order, folded."""
    return list(map(str.casefold, WORD.findall(folded(text))))


def counted_in(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in some texts."""
    return Counter(words_of("\n".join(texts)))
