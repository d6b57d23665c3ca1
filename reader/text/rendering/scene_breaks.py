"""Which line is a scene break: the one rule that Markdown and manuscripts share."""

import re
import unicodedata

_STRONG = re.compile(r"[-=*_@#~+•—–⁂∗✦✧★☆♥♡❤❦❧◆◇○●■□▲△▼▽†‡§¤°·＊※⸻༺༻]")
_LETTERS = re.compile(r"(?:[oO0]\s?[xX]?){3,}|(?:[xX]\s?[oO0]?){3,}")
_SILENCE = re.compile(r"[.…!?'\"`´,()—–\s-]+")
_MIRROR = str.maketrans("()<>[]{}\\/`´", ")(><][}{/\\´`")
_LONGEST_BREAK = 80
_LETTERS_OF_ORNAMENTS = "xXoO0ﾟﾞ彡"
_CHEER = re.compile(r"(?:\\o/\s*)+|\^_*\^|[oO]_[oO]|>_<|-_-|[:;=8][-'^o]?[()DPp/|]+")
_FACES = re.compile("[☹-☻\U0001f440-\U0001f487\U0001f600-\U0001f64f\U0001f90c-\U0001f93e]")


def is_scene_break(line: str) -> bool:
    """Whether a line, alone between blank lines, parts two scenes.

    True for lines of symbols of any kind (`***`, `* * *`, `-----`, `~*~`, `#`, `.:O:.`, `✧･ﾟ: *✧`)
    and for the letter ornaments of fan fiction (`oOo`, `xXx`, `oxoxo`). False for punctuation that
    a character might "say": `...`, `—`, `?!`, for faces, and for kisses in lower case (`xxx`).
    """
    mark = line.strip()
    if not mark or len(mark) > _LONGEST_BREAK or not all(map(_is_sign, mark)) or _says(mark):
        return False
    if _LETTERS.fullmatch(mark):
        letters = set(mark.lower()) & {"o", "0", "x"}
        return _has_both_cases(mark) or ("o" in letters and len(letters) > 1)
    if _SILENCE.fullmatch(mark):
        return (
            mark.count("-") >= 3 or mark.count("—") >= 2 or mark.count("–") >= 2 or _is_spaced(mark)
        )
    if re.search("[xXoO0:]", mark) and not any(map(_is_drawn, mark)):
        return _is_mirrored(mark)
    return any(map(_is_ornament, mark))


def _is_sign(character: str) -> bool:
    return not character.isalnum() or character in _LETTERS_OF_ORNAMENTS


def _is_ornament(character: str) -> bool:
    return bool(_STRONG.match(character)) or _is_drawn(character)


def _is_drawn(character: str) -> bool:
    """Whether a character is a picture rather than a sign that is typed."""
    return not character.isascii() and unicodedata.category(character) in ("So", "Sm")


def _says(mark: str) -> bool:
    """Whether signs are what a person says: a cheer, a face, a shrug."""
    if _CHEER.fullmatch(mark) or _FACES.search(mark):
        return True
    faces = "(" in mark or ")" in mark or "（" in mark or "）" in mark
    return faces and not mark.isascii() and not _is_mirrored(mark)


def _has_both_cases(mark: str) -> bool:
    return mark != mark.lower() and mark != mark.upper()


def mirrored(mark: str) -> str:
    """Signs as they stand on the other side of what they are around: `.:(` for `):.`."""
    return mark[::-1].translate(_MIRROR)


def _is_mirrored(mark: str) -> bool:
    """`.:O:.` and `~<o>~` are ornaments; `#x` and `:o` are not."""
    mark = "".join(mark.split())
    same = mark == mirrored(mark)
    return len(mark) > 2 and same and not re.search(r"[;,?!'\"&]", mark)


def _is_spaced(mark: str) -> bool:
    """`. . .` is set apart on purpose; `...` is a character saying nothing."""
    return bool(re.fullmatch(r"(?:[.-] +){2,}[.-]", mark))
