"""Characters that show nothing, or turn the direction of what follows: no name needs them."""

import re
import unicodedata

CATEGORIES = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
"""Controls, marks of format and direction, and what only somebody's own font can show, as Unicode
calls them."""
FILLERS = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\ufff0-\ufff8\U0001d159\U000e0000-\U000e0fff]"
)
"""Letters, marks and signs that show nothing of their own."""
JOINERS = "\u200c\u200d\ufe0e\ufe0f"
"""They shape what stands on both sides: Persian and Indian words, and signs such as 👩‍🚀."""
TAKES_JOINER = ("Lo", "Mn", "Mc", "So", "Sk")


def tidy_name(name: str) -> str:
    """A name as it is shown: without what cannot be seen, its words one space apart."""
    spaced = "".join(" " if character.isspace() else character for character in name)
    return " ".join(without_invisible(spaced).split())


def without_invisible(text: str, joiners: bool = True) -> str:
    """A text without characters that show nothing. `joiners` stay behind signs that they shape."""
    kept: list[str] = []
    for character in text:
        if character in JOINERS:
            if joiners and kept and unicodedata.category(kept[-1]) in TAKES_JOINER:
                kept.append(character)
        elif not is_invisible(character):
            kept.append(character)
    return "".join(kept).rstrip("\u200c\u200d")


def is_invisible(character: str) -> bool:
    """Whether a character shows nothing of its own."""
    return unicodedata.category(character) in CATEGORIES or bool(FILLERS.match(character))
