"""Write reader/text/confusables.txt: which characters look like which others, as ICU has it.

ICU (libicu, of the Unicode Consortium) keeps the table of Unicode Technical Standard 39. Its
binding for Python has to be compiled where Gloss is installed, so the table is taken out of the
library once, here, on a machine that has it (Debian: libicu-dev):

    python scripts/confusables.py

After a change of the table, a migration writes every reader's skeletons anew, as 0056 did.
"""

import ctypes
import re
import sys
import unicodedata
from ctypes.util import find_library
from pathlib import Path

TABLE = Path(__file__).parent.parent / "reader/text/confusables.txt"
HEADER = """\
# Which characters look like which others: Unicode Technical Standard 39, Unicode {version}.
# Taken out of ICU by scripts/confusables.py, which see; not to be changed by hand.
# Copyright © 1991-2022 Unicode, Inc. Distributed under the terms of use in
# https://www.unicode.org/copyright.html (Unicode License: SPDX Unicode-DFS-2016).
# What is looked like, “<”, and all that looks like it, as code points.
"""
SURROGATES = range(0xD800, 0xE000)


class ICU:
    """The few functions of ICU that tell what looks like what."""

    def __init__(self) -> None:
        name = find_library("icui18n")
        if name is None:
            sys.exit("There is no libicui18n on this machine: install ICU first.")
        self.library, self.suffix = ctypes.CDLL(name), re.search(r"so\.(\d+)", name)[1]
        self.problem = ctypes.c_int(0)
        opened = self.function("uspoof_open")
        opened.restype = ctypes.c_void_p
        self.checker = ctypes.c_void_p(opened(ctypes.byref(self.problem)))

    def function(self, name: str) -> object:
        return getattr(self.library, f"{name}_{self.suffix}")

    def skeleton(self, text: str) -> str:
        """What a text looks like."""
        given, room = text.encode(), ctypes.create_string_buffer(1024)
        length = self.function("uspoof_getSkeletonUTF8")(
            self.checker, 0, given, len(given), room, len(room), ctypes.byref(self.problem)
        )
        if self.problem.value > 0:
            sys.exit(f"ICU has no skeleton of {text!r}: error {self.problem.value}.")
        return room.raw[:length].decode()

    def unicode_version(self) -> str:
        numbers = (ctypes.c_uint8 * 4)()
        self.function("u_getUnicodeVersion")(numbers)
        return f"{numbers[0]}.{numbers[1]}"


def points(text: str) -> str:
    return " ".join(f"{ord(character):04x}" for character in text)


def write() -> None:
    icu = ICU()
    alike: dict[str, list[str]] = {}
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        if point in SURROGATES or unicodedata.normalize("NFD", character) != character:
            continue
        looks = icu.skeleton(character).replace("\t", "")  # one stands in a sign of Unicode 15
        if looks != character:
            alike.setdefault(looks, []).append(character)
    lines = [HEADER.format(version=icu.unicode_version())]
    for looks in sorted(alike):
        lines.append(f"{points(looks)} < {points(''.join(alike[looks]))}\n")
    TABLE.write_text("".join(lines))


if __name__ == "__main__":
    write()
