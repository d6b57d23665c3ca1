"""Looks: how a reader wants pages to be set. Few choices, each of them a word or a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe


class Setting(NamedTuple):
    """Something to choose: what it is called, what there is, what it is where nobody chose."""

    label: str
    choices: Mapping[str, str]
    default: str
    stepped: bool = False


def steps(label: str, count: int, default: int) -> Setting:
    """A setting of `count` steps, numbered from 1, for a slider."""
    return Setting(label, {str(i): str(i) for i in range(1, count + 1)}, str(default), stepped=True)


def either(label: str, first: tuple[str, str], second: tuple[str, str]) -> Setting:
    """A setting of two values, each given with what it is called; the first is the default."""
    return Setting(label, dict([first, second]), first[0])


SETTINGS = {
    "theme": Setting(
        "Theme",
        {
            "auto": "System",
            "light": "Light",
            "sepia": "Sepia",
            "grey": "Grey",
            "dark": "Dark",
            "black": "Black",
            "contrast": "Contrast",
        },
        "auto",
    ),
    "font": Setting(
        "Font",
        {
            "literata": "Literata",
            "book": "System serif",
            "screen": "Screen",
            "sans": "Sans",
            "dyslexic": "OpenDyslexic",
        },
        "literata",
    ),
    "size": steps("Size", 9, 4),
    "measure": steps("Width", 5, 3),
    "leading": steps("Line spacing", 5, 3),
    "spacing": steps("Letter spacing", 4, 1),
    "paragraphs": either("Paragraphs", ("indented", "Indented"), ("spaced", "Spaced")),
    "edges": either("Alignment", ("ragged", "Ragged"), ("justified", "Justified")),
    "hyphens": either("Hyphenation", ("on", "On"), ("off", "Off")),
    "highlights": either("Others’ highlights", ("shown", "Show"), ("hidden", "Hide")),
    "counts": either("Comment counts", ("shown", "Show"), ("hidden", "Hide")),
    "notes": either("Author’s notes", ("shown", "Show"), ("hidden", "Hide")),
}
"""All that there is to choose, in the order in which it is offered."""


class Look:
    """What a reader chose. What they left as it is has its default, and is kept nowhere."""

    def __init__(
        self, chosen: Mapping[str, object] | None = None, *, saves_data: bool = False
    ) -> None:
        """From names and values, whoever sent them: what is no choice counts as not made.

        `saves_data` is of the browser, not of the reader, and kept nowhere: no letters are
        fetched for the default font.
        """
        self.saves_data = saves_data
        chosen = chosen if isinstance(chosen, Mapping) else {}
        self.chosen: dict[str, str] = {}
        for name, setting in SETTINGS.items():
            value = chosen.get(name)
            if isinstance(value, str) and value in setting.choices and value != setting.default:
                self.chosen[name] = value

    @classmethod
    def from_cookie(cls, text: str) -> Look:
        """The look that `cookie` wrote: `theme:sepia|size:6`."""
        chosen = {}
        for pair in text[:500].split("|"):
            name, _, value = pair.partition(":")
            chosen[name] = value
        return cls(chosen)

    @property
    def cookie(self) -> str:
        return "|".join(f"{name}:{value}" for name, value in self.chosen.items())

    @property
    def attributes(self) -> SafeString:
        """What `<html>` carries of it, with a space before each. Words of ours alone."""
        chosen = "".join(f' data-{name}="{value}"' for name, value in self.chosen.items())
        return mark_safe(chosen + (" data-saves" if self.saves_data else ""))

    @property
    def settings(self) -> list[tuple[str, Setting, str]]:
        """All that there is to choose, each with its name and what is chosen of it."""
        return [(name, setting, self[name]) for name, setting in SETTINGS.items()]

    def with_changes(self, changes: Mapping[str, object]) -> Look:
        """The look after some choices were made anew; others stay."""
        chosen: dict[str, object] = dict(self.chosen)
        for name, setting in SETTINGS.items():
            if changes.get(name) in setting.choices:
                chosen[name] = changes[name]
        return Look(chosen)

    def __getitem__(self, name: str) -> str:
        """The value of a setting, chosen or by default."""
        return self.chosen.get(name, SETTINGS[name].default)

    def __bool__(self) -> bool:
        """Whether pages look other than by default."""
        return bool(self.chosen) or self.saves_data

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Look):
            return False
        return (self.chosen, self.saves_data) == (other.chosen, other.saves_data)

    def __hash__(self) -> int:
        return hash(self.cookie)

    def __repr__(self) -> str:
        return f"Look({self.chosen})"
