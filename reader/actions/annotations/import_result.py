"""What became of annotations that a reader imported."""

from __future__ import annotations

from dataclasses import dataclass, field

FEW, SHOWN = 20, 400
"""How many are shown of what was not taken, and how many characters of each."""


@dataclass
class ImportResult:
    """What became of the annotations of a file."""

    found: int = 0
    loose: int = 0
    already: int = 0
    unmatched: list[str] = field(default_factory=list)
    """The words of those for which there is no story here."""
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Words, and why they were not taken."""
    left: int = 0
    """Comments on chapters as a whole, and replies: those are said to others, not imported."""
    late: int = 0
    """Those for which there was no time."""

    def as_json(self) -> dict:
        """For a session: the numbers, and the beginnings of some of the words."""
        return self.__dict__ | {
            "unmatched": [words[:SHOWN] for words in self.unmatched[:FEW]],
            "refused": [(words[:SHOWN], why) for words, why in self.refused[:FEW]],
            "unmatched_count": len(self.unmatched),
            "refused_count": len(self.refused),
        }
