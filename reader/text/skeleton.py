"""What a name looks like: names with a skeleton in common can be taken for each other.

After Unicode Technical Standard 39, whose table `scripts/confusables.py` takes out of ICU. A name
is looked at as it stands and in small letters, since few remember which of them were capitals.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from reader.text.invisible import tidy_name, without_invisible

TABLE = Path(__file__).with_name("confusables.txt")
LONGEST = 250
"""Characters of a skeleton that are kept; a username has at most 150 before letters are taken
apart."""
ACCENTS = re.compile(r"(?<=[A-Za-zªºÀ-ʯͰ-ԯᴀ-ᶿḀ-῿])[\u0300-\u036f]+")
"""Small signs on letters of Europe, which are soon overlooked. Elsewhere such signs are letters."""


def skeletons(name: str) -> set[str]:
    """What a name looks like: as it is written, and in small letters. Empty for a name that shows
    nothing."""
    seen = tidy_name(name)
    found = {_small(seen)[:LONGEST], _small(seen.casefold())[:LONGEST]}
    return found - {""}


def readings(text: str) -> set[str]:
    """What a text of any length looks like: as it is written, and in small letters."""
    return {_small(text), _small(text.casefold())}


def _small(name: str) -> str:
    """What a name looks like, where nobody minds capitals any more: an I was taken for an l
    already."""
    looks = _looks(_looks(name).casefold())
    return " ".join(looks.split())


def _looks(text: str) -> str:
    """What a text looks like, without its accents."""
    apart = unicodedata.normalize("NFD", without_invisible(text, joiners=False))
    alike = apart.translate(_prototypes())
    whole = unicodedata.normalize("NFKD", alike).translate(_prototypes())
    return ACCENTS.sub("", unicodedata.normalize("NFD", whole))


@cache
def _prototypes() -> dict[int, str]:
    """What each character looks like that looks like others, by its code point."""
    prototypes = {}
    for line in TABLE.read_text().splitlines():
        if line.startswith("#"):
            continue
        looks, _, alike = line.partition("<")
        for point in alike.split():
            prototypes[int(point, 16)] = _characters(looks)
    return prototypes


def _characters(points: str) -> str:
    return "".join(chr(int(point, 16)) for point in points.split())
