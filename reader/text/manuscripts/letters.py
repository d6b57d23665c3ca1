"""Letters as they are compared: small, without accents, and not as a fancy alphabet draws them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_DRAWN = {
    # capitals that Unicode has as letters of their own and does not decompose
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True)),
    **{chr(0x1F150 + i): chr(97 + i) for i in range(26)},
    **{chr(0x1F170 + i): chr(97 + i) for i in range(26)},
    **dict(zip("łøđıðħŧæœþ", "lodidhtaop", strict=True)),
    "ß": "s", "’": "'", "ʼ": "'", "‘": "'", "ς": "σ",
}  # fmt: skip


def folded(words: str) -> str:
    """`words` with each character replaced by the plain small one that it stands for: as many
    characters as before, so a place in the one is a place in the other."""
    return "".join(map(_plain, words))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    if character in _DRAWN:
        return _DRAWN[character]
    first, *others = unicodedata.normalize("NFKD", character)
    if all(unicodedata.combining(mark) for mark in others):
        character = first
    small = character.lower()
    return _DRAWN.get(small, small) if len(small) == 1 else character
