"""Fields of a Word document: instructions that nobody sees, and what came of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST, _LONGEST_RUBY = 4000, 500
"""Characters of an instruction that anybody reads."""
_LINK = re.compile(r'\s*HYPERLINK\s(?:\s*\\[^l]\s)*\s*(?P<place>\\l\s+)?"(?P<to>[^"]*)"')
_PLACE = re.compile(r'\\l\s+"([^"]*)"')
_RUBY = re.compile(r"\\o(?:\\a[dlrc])?\s*\(\s*\\s\\up\s*[\d.]+\s*\((.*?)\)\s*[,;](.*)\)\s*$")


@dataclass
class Field:
    """A field that has begun: its instruction as far as it was read, whether what comes now is
    its result, which is shown, and what that leads to."""

    instruction: str = ""
    shown: bool = False
    href: str = ""

    def read(self, instruction: str) -> None:
        """Read some more of the instruction."""
        if len(self.instruction) < _LONGEST:
            self.instruction += instruction[:_LONGEST]

    def show(self) -> None:
        """End the instruction: the result comes."""
        self.shown, self.href = True, href_in(self.instruction)

    @property
    def ruby(self) -> tuple[str, str] | None:
        """The words of a phonetic guide as Word 97 to 2003 write it, and how they are read."""
        made = _RUBY.search(self.instruction[:_LONGEST_RUBY].replace(r"\,", ","))
        return (made[2].strip(), made[1].strip()) if made else None


def href_in(instruction: str) -> str:
    """What a HYPERLINK field leads to; an empty string for any other field."""
    link = _LINK.match(instruction)
    if link is None:
        return ""
    if link["place"]:
        return f"#{link['to']}"
    place = _PLACE.search(instruction, link.end())
    return f"{link['to']}#{place[1]}" if place else link["to"]
