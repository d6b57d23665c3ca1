"""What a measurement has to keep to: said beside its figure, and remembered where it is missed."""

from __future__ import annotations

import sys


class Bars:
    """The figures of one run, each printed with its bar or as having none yet."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def at_most(
        self, name: str, figure: float, bar: float, unit: str = "", form: str = ",.2f"
    ) -> None:
        """Print a figure that must not be above its bar."""
        self._say(name, figure, f"at most {bar:,}", unit, form, figure <= bar)

    def at_least(
        self, name: str, figure: float, bar: float, unit: str = "", form: str = ",.2f"
    ) -> None:
        """Print a figure that must not be below its bar."""
        self._say(name, figure, f"at least {bar:,}", unit, form, figure >= bar)

    def none_of(self, name: str, found: list[str]) -> None:
        """Print how many there are of what must not be, and the first of them."""
        self._say(name, len(found), "none", "", "d", not found)
        for line in found[:5]:
            print(f"      {line[:300]}")

    def told(self, name: str, figure: float, unit: str = "", form: str = ",.2f") -> None:
        """Print a figure that has no bar yet."""
        self._say(name, figure, "no bar yet", unit, form, True)

    def finish(self) -> None:
        """Exit with 1 where a bar was missed."""
        if self.missed:
            sys.exit(f"  Missed: {'; '.join(self.missed)}.")

    def _say(self, name: str, figure: float, bar: str, unit: str, form: str, kept: bool) -> None:
        shown = f"{figure:{form}} {unit}".strip()
        print(f"  {name}: {shown} ({bar}){'' if kept else ': MISSED'}", flush=True)
        if not kept:
            self.missed.append(name.partition(":")[0])  # what follows are other figures
