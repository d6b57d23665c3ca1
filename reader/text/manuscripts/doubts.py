"""What a manuscript is in doubt of: missing and endless chapters, notes amid the text."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.text.manuscripts.author_notes import Boundary
from reader.text.manuscripts.author_voice import interrupts
from reader.text.manuscripts.heading import NUMBERED, Heading
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.paragraphs import Paragraph

# Words after which a chapter without an end is a reason to doubt that one was found.
_WORDS_OF_A_LONG_CHAPTER = 15_000


def doubt_notes(made: Manuscript, where: str, text: list[Paragraph], afterword: Boundary) -> None:
    """Say where a chapter's notes may begin elsewhere, or stand in the middle of it."""
    if not afterword.sure:
        made.doubts.append(f"The note at the end of {where} may start elsewhere.")
    for paragraph in text:
        if interrupts(paragraph.text):
            made.doubts.append(
                f"A note in the middle of {where} stays in the text: “{paragraph.start}”."
            )


def doubt_numbers(made: Manuscript, headings: list[Heading]) -> None:
    """Say where chapters are missing: numbers may only begin again where there are parts."""
    numbers: list[int] = []
    restarts = False
    for heading in headings:
        restarts = restarts or heading.form == "part"
        if heading.form in NUMBERED and heading.number is not None:
            numbers.append(heading.number)
    for number, after in pairwise(numbers):
        if after != number + 1 and not (restarts and after == 1):
            made.doubts.append(f"Chapter {number} is followed by chapter {after}.")


def doubt_framed(made: Manuscript, lines: list[str]) -> None:
    """Say which lines were taken for headings because they count up between ornaments."""
    if lines:
        row = "”, “".join(lines) if len(lines) < 4 else f"{lines[0]}” to “{lines[-1]}"
        made.doubts.append(
            f"“{row}” were taken for headings of chapters, although little text follows them."
        )


def doubt_lengths(made: Manuscript) -> None:
    """Say which chapters are so long that they may be several."""
    for i, chapter in enumerate(made.chapters, 1):
        words = len(re.findall(r"\w+", chapter.source))
        if words > _WORDS_OF_A_LONG_CHAPTER:
            made.doubts.append(
                f"Chapter {i} has {words:,} words: it may contain headings that "
                "were not recognised."
            )
