"""A heading of a manuscript."""

from __future__ import annotations

from typing import NamedTuple

# Forms whose number is the chapter's place.
NUMBERED = ("chapter", "numbered", "framed")


class Heading(NamedTuple):
    """What a line is as a heading: its form, its number if it has one, its own title, its words
    as written, and the key by which an archive knows the chapter. The form is `chapter`, `part`,
    `named`, `numbered`, `title`, or `framed`: a number between ornaments that little text follows.
    One that is not `sure` may be a sentence of the story."""

    form: str
    number: int | None
    title: str
    words: str
    key: str = ""
    sure: bool = True

    def title_at(self, position: int) -> str:
        """What to call the chapter when it stands at `position`: numbers are not repeated."""
        if self.form in NUMBERED and self.number == position:
            return self.title
        return self.words
