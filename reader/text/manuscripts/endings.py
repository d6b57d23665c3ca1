"""What says that a story, or a chapter of it, ends here."""

from __future__ import annotations

import re

from reader.text.manuscripts.label_words import ENDINGS, TO_BE_CONTINUED

_LONGEST = 80


def _any_of(words: str) -> str:
    names = sorted(words.split("/"), key=len, reverse=True)
    return "|".join(map(re.escape, names)).replace(r"\ ", r"\s+")


_STORY = re.compile(rf"[\W_]*(?!fine\.)(?:{_any_of(ENDINGS)})[\W_]*", re.IGNORECASE)
_CHAPTER = re.compile(
    rf"[\W_]*(?:(?:{_any_of(TO_BE_CONTINUED)})"
    r"|(?:the\s+)?end\s+of\s+(?:chapter|part|book|arc|act|episode)\b.{0,30}"
    r"|(?:fin\s+du|fin\s+del|fim\s+do|ende\s+des|конец)\s+"
    r"(?:chapitre|capítulo|kapitels|главы)\b.{0,30})[\W_]*",
    re.IGNORECASE,
)


def is_ending(text: str) -> bool:
    """Whether a paragraph says that this is the end (`The End`, `TBC`, `~fin~`, `Конец`)."""
    if len(text) > _LONGEST:
        return False
    return bool(_STORY.fullmatch(text) or _CHAPTER.fullmatch(text))


def is_said_to_be_complete(text: str) -> bool:
    """Whether an ending ends the story, not just the chapter."""
    return len(text) <= _LONGEST and bool(_STORY.fullmatch(text)) and not _CHAPTER.fullmatch(text)
