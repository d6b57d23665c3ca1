"""Every manuscript is held against the words of its file: what stands nowhere is told, and so is
what stands twice.

What the file says is read by `wording`, apart from every importer. Words are compared as a
multiset, folded: no capitals, accents composed, ligatures apart; where no space stands between
words, a character is one. A manuscript's Markdown is taken without its marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.importing.counting.markdown import unmarked
from reader.importing.counting.said_words import Said
from reader.text.anchoring.words import UNSEEN, UNSPACED
from reader.text.manuscripts.manuscript import Manuscript

ALARMING = 0.02
"""The part of a file's words from which on nothing is more important than that they are lost."""
SHOWN = 10
"""Words of what is lost that are quoted."""
_LOST = "{} of the file {} nowhere in what was understood"
_TWICE = "{} of the file {} more than once in what was understood"
_TELLING = 4
"""Words in a row that are lost for certain: one alone may stand elsewhere."""
_LONGEST = 60
"""Characters of a word that may have run together with another."""
_FIELDS = ("title", "author", "series", "source", "published", "updated")
_LISTS = ("tags", "fandoms", "relationships", "characters", "warnings")
_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_DEFINITION = re.compile(r"^(?:> ?)*\[\^[^\]\n]+\]:", re.MULTILINE)
_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,6}|[a-z]")
"""What a note may be marked with, and its paragraph begin with."""
_TYPED = re.compile(
    r"^(?P<fence>`{3,20}(?!`)|~{3,20}(?!~)).*?^(?P=fence)|^(?: {4}|\t)[^\n]*$|`[^`\n]+`",
    re.MULTILINE | re.DOTALL,
)
"""What Markdown may show as it was typed, marks and all."""


@dataclass
class Count:
    """The words of a file against those of its manuscript: how many the file has, which of them
    are `lost` and which stand `twice`, how often, and the texts to look for them in. `silent` are
    those that would be lost had an importer not left them out without telling anybody."""

    words: int
    lost: Counter[str]
    twice: Counter[str]
    silent: Counter[str]
    file: str
    manuscript: str


def hold_against(manuscript: Manuscript, file: Said) -> None:
    """Say what of a file is not in its manuscript, or is in it twice: in a doubt, or, where it is
    much, in `manuscript.losses`. What was left out on purpose becomes doubts too."""
    counted = count(manuscript, file)
    for words, sentence, whole, other in (
        (counted.lost, _LOST, counted.file, counted.manuscript),
        (counted.twice, _TWICE, counted.manuscript, counted.file),
    ):
        number = words.total()
        if number:
            told = sentence.format(_words(number), "stand" if number > 1 else "stands")
            told += f", as in “{_first(words, whole, other)}”."
            much = number > ALARMING * counted.words
            (manuscript.losses if much else manuscript.doubts).append(told)
    manuscript.doubts += _left_out(manuscript)


def count(manuscript: Manuscript, file: Said) -> Count:
    """Hold a manuscript against what its file says."""
    sources = [chapter.title for chapter in manuscript.chapters] + list(manuscript.texts())
    text = "\n\n".join(map(unmarked, sources))
    body = Counter(words_of(file.body))
    has = Counter(words_of(text))
    _part(body, has, Counter(words_of("\n".join(left.words for left in manuscript.left_out))))
    lost = body - has - Counter(words_of("\n".join(_besides(manuscript, sources))))
    _forgive_marks(lost, notes=sum(len(_DEFINITION.findall(source)) for source in sources))
    told = [left.words for left in manuscript.left_out if left.sentence]
    silent = lost - Counter(words_of("\n".join(told)))
    lost = silent - Counter(_silent(manuscript))
    whole = body | Counter(words_of(file.whole)) if file.whole != file.body else body
    twice = has - whole - Counter(words_of(file.beside))
    doubled = (word for word in twice if word in body and not _NUMBER.fullmatch(word))
    twice = Counter({word: twice[word] for word in doubled})  # numbers come from numbered lists
    return Count(body.total(), lost, twice, silent - lost, file.body, text)


def _part(body: Counter[str], has: Counter[str], left: Counter[str]) -> None:
    """Part the file's words that run into words left out, where the rest is in the manuscript:
    hidden words stand in the middle of a line (`theftraining`), escapes before a word."""
    missing, spare = body - has, has - body
    for word in missing if left else ():
        for at in range(1, min(len(word), _LONGEST)):
            for gone, stays in ((word[:at], word[at:]), (word[at:], word[:at])):
                times = min(missing[word], left[gone], spare[stays])
                missing[word] -= times
                left[gone] -= times
                spare[stays] -= times
                if times:
                    body[word] -= times
                    body[gone] += times
                    body[stays] += times


def words_of(text: str) -> list[str]:
    """The words of a text in their order, folded."""
    return list(map(str.casefold, _WORD.findall(_folded(text))))


def _silent(manuscript: Manuscript) -> list[str]:
    """The words that were left out without a sentence."""
    return words_of("\n".join(left.words for left in manuscript.left_out if not left.sentence))


def _besides(manuscript: Manuscript, sources: Iterable[str]) -> Iterator[str]:
    """Whatever else accounts for words: what is known of the story."""
    yield unmarked(manuscript.summary)
    yield from (getattr(manuscript, name) for name in _FIELDS)
    for name in _LISTS:
        yield from getattr(manuscript, name)
    for source in sources:
        yield from (typed[0] for typed in _TYPED.finditer(source))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


def _forgive_marks(lost: Counter[str], *, notes: int) -> None:
    """Footnotes are numbered anew: what marked each in the text, and the note itself, may go."""
    left = 2 * notes
    for word in [word for word in lost if _NUMBER.fullmatch(word)]:
        gone = min(left, lost[word])
        lost[word] -= gone
        left -= gone


def _first(count: Counter[str], whole: str, other: str) -> str:
    """The first words of `whole` that are among those counted and do not stand like this, each
    between its neighbours, in the other text."""
    known = Counter(_neighbours(words_of(other), count))
    folded = _folded(whole)
    places = list(_WORD.finditer(folded))
    words = [place[0].casefold() for place in places]
    runs = []
    for i, three in enumerate(_threes(words)):
        if count[words[i]] > 0:
            known[three] -= 1
            if known[three] < 0:
                runs.append((i, _end_of_run(words, i, count)))
                if runs[-1][1] - i >= _TELLING:
                    break
    at = next(i for i, word in enumerate(words) if count[word] > 0)
    runs = runs or [(at, _end_of_run(words, at, count))]
    first, end = max(runs, key=lambda run: run[1] - run[0])
    return " ".join(folded[places[first].start() : places[end - 1].end()].split())


def _end_of_run(words: list[str], start: int, count: Counter[str]) -> int:
    """Where words that are counted, one after the other, end; at most as many as are quoted."""
    end = start + 1
    while end < min(start + SHOWN, len(words)) and count[words[end]] > 0:
        end += 1
    return end


def _threes(words: list[str]) -> Iterator[tuple[str, str, str]]:
    """Each word between its neighbours."""
    padded = ["", *words, ""]
    return zip(padded, padded[1:], padded[2:], strict=False)


def _neighbours(words: list[str], count: Counter[str]) -> Iterator[tuple[str, str, str]]:
    for three in _threes(words):
        if count[three[1]] > 0:
            yield three


def _left_out(manuscript: Manuscript) -> Iterator[str]:
    """The doubts that tell what was left out on purpose."""
    texts: dict[str, list[str]] = {}
    for left in manuscript.left_out:
        if left.sentence and left.words.strip():
            texts.setdefault(left.sentence, []).append(left.words)
    for sentence, parts in texts.items():
        words = " ".join(parts).split()
        quoted = " ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
        yield f"{sentence}, {_words(len(words_of(' '.join(parts))))}: “{quoted[:200]}”."


def _words(number: int) -> str:
    return f"{number:,} words" if number != 1 else "1 word"
