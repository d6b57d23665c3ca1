"""What says that a story, or a chapter of it, ends here."""

from __future__ import annotations

import re

from reader.text.manuscripts.label_words import ENDINGS, TO_BE_CONTINUED

_LONGEST_ENDING = 80


def _any_of_words(words: str) -> str:
    names = sorted(words.split("/"), key=len, reverse=True)
    return "|".join(map(re.escape, names)).replace(r"\ ", r"\s+")


_END_OF_STORY = re.compile(rf"[\W_]*(?!fine\.)(?:{_any_of_words(ENDINGS)})[\W_]*", re.IGNORECASE)
_END_OF_CHAPTER = re.compile(
    rf"[\W_]*(?:(?:{_any_of_words(TO_BE_CONTINUED)})"
    r"|(?:the\s+)?end\s+of\s+(?:chapter|part|book|arc|act|episode)\b.{0,30}"
    r"|(?:fin\s+du|fin\s+del|fim\s+do|ende\s+des|конец)\s+"
    r"(?:chapitre|capítulo|kapitels|главы)\b.{0,30})[\W_]*",
    re.IGNORECASE,
)


def is_ending(text: str) -> bool:
    """Whether a paragraph says that this is the end (`The End`, `TBC`, `~fin~`, `Конец`)."""
    if len(text) > _LONGEST_ENDING:
        return False
    return bool(_END_OF_STORY.fullmatch(text) or _END_OF_CHAPTER.fullmatch(text))


def is_end_of_story(text: str) -> bool:
    """Whether an ending ends the story, not just the chapter."""
    return (
        len(text) <= _LONGEST_ENDING
        and bool(_END_OF_STORY.fullmatch(text))
        and not _END_OF_CHAPTER.fullmatch(text)
    )
