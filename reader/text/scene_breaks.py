"""Which line is a scene break: the one rule that Markdown and manuscripts share."""

import re

_SYMBOLS = re.compile(
    r"[-=*_@#~+•—–xXoO0.:;<>|\\/^$%&!?'\"`´,()\[\]{}§¤°·…⁂∗✦✧★☆♥♡❤❦❧◆◇○●■□▲△▼▽†‡¶~\s]+"
)
_STRONG = re.compile(r"[-=*_@#~+•—–⁂∗✦✧★☆♥♡❤❦❧◆◇○●■□▲△▼▽†‡§¤°·]")
_LETTERS = re.compile(r"(?:[oO0]\s?[xX]?){3,}|(?:[xX]\s?[oO0]?){3,}")
_SILENCE = re.compile(r"[.…!?'\"`´,()—–\s-]+")
_MIRROR = str.maketrans("()<>[]{}\\/`´", ")(><][}{/\\´`")
_LONGEST = 80


def is_scene_break(line: str) -> bool:
    """Whether a line, alone between blank lines, parts two scenes.

    True for lines of symbols (`***`, `* * *`, `-----`, `~*~`, `+++`, `#`, `.:O:.`) and for the
    letter ornaments of fan fiction (`oOo`, `xXx`, `oxoxo`). False for punctuation that a
    character might "say": `...`, `—`, `?!`, and for kisses in lower case (`xxx`).
    """
    mark = line.strip()
    if not mark or len(mark) > _LONGEST or not _SYMBOLS.fullmatch(mark):
        return False
    if _LETTERS.fullmatch(mark):
        letters = set(mark.lower()) & {"o", "0", "x"}
        return _has_both_cases(mark) or ("o" in letters and len(letters) > 1)
    if _SILENCE.fullmatch(mark):
        return (
            mark.count("-") >= 3 or mark.count("—") >= 2 or mark.count("–") >= 2 or _is_spaced(mark)
        )
    if re.search("[xXoO0:]", mark):
        return _is_mirrored(mark)
    return bool(_STRONG.search(mark))


def _has_both_cases(mark: str) -> bool:
    return mark != mark.lower() and mark != mark.upper()


def _is_mirrored(mark: str) -> bool:
    """`.:O:.` and `~<o>~` are ornaments; `#x` and `:o` are not."""
    mark = "".join(mark.split())
    mirrored = mark == mark[::-1].translate(_MIRROR)
    return len(mark) > 2 and mirrored and not re.search(r"[;,?!'\"&]", mark)


def _is_spaced(mark: str) -> bool:
    """`. . .` is set apart on purpose; `...` is a character saying nothing."""
    return bool(re.fullmatch(r"(?:[.-] +){2,}[.-]", mark))
