"""Which encoding bytes are in that are not UTF-8 and do not say: by scripts, letters, likelihood.

Letters of other scripts stand side by side, and for these charset-normalizer is right even about
short texts. Among Western and Central European encodings it is not: there the letters of each
language tell.
"""

from __future__ import annotations

import re
from collections import Counter

from charset_normalizer import from_bytes

_SAMPLE = 16384
"""Bytes that are looked at."""
_TOO_FEW = 6
"""Bytes above ASCII of which nothing can be said."""
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_TOGETHER = re.compile(rb"[\x80-\xff]{2,}")
_LINES = re.compile(rb"[\r\n]+")
_TAG = re.compile(rb"<[^<>]{0,500}>")
_KANA = re.compile("[\u3041-\u30ff]")
_CONTROLS = re.compile("[\x80-\x9f]")
_OTHER_SCRIPTS = [
    "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "gb18030", "big5", "big5hkscs", "cp932",
    "euc_jp", "cp949", "cp1253", "iso8859_7", "cp1255", "cp1256", "cp874",
]  # fmt: skip
_WESTERN = (
    "àâæçèéêëîïôœùûü", "äöüß", "áéíñóúüªº", "àáâãçéêíóôõúªº", "àèéìòù", "åäö", "åæø", "áæðéíóöúýþ",
    "éëïöóü", "àçèéíïòóú",
)  # fmt: skip
_CENTRAL = (
    "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž",
)  # fmt: skip
_LETTERS = {
    "cp1252": _WESTERN,
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": ("âçğıîöşü",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    "mac_roman": _WESTERN,
    "cp850": _WESTERN,
}
"""The letters beside a to z of the languages that an encoding is for, in order of preference."""
_ANYTHING = ("mac_roman", "cp850")
"""These make characters of any bytes."""
_MIXED = 0.9
"""What letters of several languages count, against those of one."""
_TOUCHING = re.compile(r"(\w?)([^\x00-\x7f])(?=(\w?))")
"""Characters above ASCII, each with the letters before and after it."""
_PUNCTUATION = "’‘–—…´·•\xad\xa0"


def detect_encoding(data: bytes) -> tuple[str, bool]:
    """The encoding of bytes that are not UTF-8, and whether that is sure. No encoding, if none
    makes letters of them."""
    if b"\x1b$" in data:
        return "iso2022_jp", False
    sample = _telling(data)
    high = len(_HIGH.findall(sample))
    together = sum(map(len, _HIGH_TOGETHER.findall(sample)))
    if high >= _TOO_FEW and together > high / 2:
        return _of_another_script(sample), False
    return _of_latin_letters(sample, high)


def _telling(data: bytes) -> bytes:
    """Whole lines that have bytes above ASCII, without tags."""
    kept: list[bytes] = []
    room = _SAMPLE
    for line in _LINES.split(data):
        if room > 0 and _HIGH.search(line):
            kept.append(_TAG.sub(b" ", line) if b"<" in line else line)
            room -= len(kept[-1])
    return b"\n".join(kept)


def _of_another_script(sample: bytes) -> str:
    """The encoding by its kana, else by what charset-normalizer says of the lines, or of those in
    the first half if one of the others is damaged."""
    for encoding in ("cp932", "euc_jp"):
        text = sample.decode(encoding, errors="replace")
        if len(_KANA.findall(text)) > len(text) / 8 and text.count("\ufffd") < len(text) / 100:
            return encoding
    lines = sample.split(b"\n")
    for part in (lines, lines[: len(lines) // 2 + 1]):
        best = from_bytes(b"\n".join(part), cp_isolation=_OTHER_SCRIPTS).best()
        if best:
            return best.encoding
    return ""


def _of_latin_letters(sample: bytes, high: int) -> tuple[str, bool]:
    """The encoding whose letters are those of one language, Windows-1252 if several are."""
    scores: dict[str, float] = {}
    for encoding, languages in _LETTERS.items():
        text = _decoded(sample, encoding)
        if not text or (encoding in _ANYTHING and high < _TOO_FEW):
            continue
        touching = Counter(_TOUCHING.findall(text))
        each = [_score(touching, letters) for letters in languages]
        mixed = _MIXED * _score(touching, "".join(languages))
        scores[encoding] = max(*each, mixed)
    best = max(scores, key=lambda encoding: scores[encoding], default="")
    if "cp1252" in scores and scores["cp1252"] >= scores[best] - 0.02:
        best = "cp1252"
    return best, best == "cp1252" and scores[best] > 0.8


def _score(found: Counter[tuple[str, str, str]], letters: str) -> float:
    """How many of the characters above ASCII that touch letters are those of a language; a
    capital after a small letter is none, nor is a sign inside of a word."""
    touching = known = 0
    for (before, character, after), times in found.items():
        if character.isalpha():
            touching += times
            strange = character.isupper() and before.islower()
            known += times * (character.lower() in letters and not strange)
        elif before.isalpha() and after.isalpha() and character not in _PUNCTUATION:
            touching += times
    return known / touching if touching else 1.0


def _decoded(data: bytes, encoding: str) -> str:
    """The text, or nothing where some bytes are no characters."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return "" if _CONTROLS.search(text) else text
