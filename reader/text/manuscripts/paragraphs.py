"""A paragraph of a manuscript while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Paragraph:
    """One paragraph: its lines, more than one only where the author broke them; the number of
    empty lines above it; the kind of author's note it is, where markup says that it is; where its
    lines stand, `center` or `right`, if not as others do; of a heading, the footnotes that it has,
    as notes; the names of the places in its file that are here, to which links may lead; and its
    form where a plain text has no prose or verse: `quote`, `preformatted`, or `footnote`."""

    lines: list[str]
    gap: int = 0
    note: str = ""
    place: str = ""
    asides: list[Paragraph] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    form: str = ""

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(self.lines)

    @property
    def source(self) -> str:
        """The Markdown of a paragraph whose lines are Markdown: with where they stand."""
        return f"::: {self.place}\n{self.text}\n:::" if self.place else self.text

    @property
    def words(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())

    @property
    def start(self) -> str:
        """The first words, to speak of the paragraph by."""
        words = self.words
        return words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + "…"
