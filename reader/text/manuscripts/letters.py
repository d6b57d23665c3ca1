"""Letters as they are compared: small, without accents, and not as a fancy alphabet draws them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from string import ascii_lowercase

# Letters that Unicode has as letters of their own and does not decompose.
_SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ"
_IN_BLACK_CIRCLES = "🅐🅑🅒🅓🅔🅕🅖🅗🅘🅙🅚🅛🅜🅝🅞🅟🅠🅡🅢🅣🅤🅥🅦🅧🅨🅩"
_IN_BLACK_SQUARES = "🅰🅱🅲🅳🅴🅵🅶🅷🅸🅹🅺🅻🅼🅽🅾🅿🆀🆁🆂🆃🆄🆅🆆🆇🆈🆉"
_PLAIN_LETTERS = {
    **dict(zip(_SMALL_CAPITALS, "abcdefghijklmnopqrstuvwyz", strict=True)),
    **dict(zip(_IN_BLACK_CIRCLES, ascii_lowercase, strict=True)),
    **dict(zip(_IN_BLACK_SQUARES, ascii_lowercase, strict=True)),
    **dict(zip("łøđıðħŧæœþß", "lodidhtaops", strict=True)),
    **dict(zip("’ʼ‘ς", "'''σ", strict=True)),
}


def plain_letters(words: str) -> str:
    """`words` with each character replaced by the plain small one that it stands for: as many
    characters as before, so a place in the one is a place in the other."""
    return "".join(map(_plain, words))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    if character in _PLAIN_LETTERS:
        return _PLAIN_LETTERS[character]
    decomposed = unicodedata.normalize("NFKD", character)
    if all(map(unicodedata.combining, decomposed[1:])):
        character = decomposed[0]
    small = character.lower()
    return _PLAIN_LETTERS.get(small, small) if len(small) == 1 else character
