"""Every manuscript is held against the words of its file: what stands nowhere is told, and so is
what stands twice.

What the file says is read by the other files here, apart from every importer. Words are compared
as a multiset, folded: no capitals, accents composed, ligatures apart; where no space stands
between words, a character is one. A manuscript's Markdown is taken without its marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.importing.counting.file_text import FileText
from reader.importing.counting.markdown import unmarked
from reader.text.characters import UNSEEN, UNSPACED
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.omissions import Omission

ALARMING = 0.02
"""The part of a file's words from which on nothing is more important than that they are lost."""
SHOWN = 10
"""Words of what is lost that are quoted."""
_LONGEST_QUOTE = 200
"""Characters of what was left out that are quoted."""
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

Three = tuple[str, str, str]
"""A word between its neighbours."""


@dataclass
class WordCount:
    """The words of a file against those of its manuscript: how many the file has, which of them
    are `lost` and which stand `twice`, how often, and the texts to look for them in. `silent` are
    those that would be lost had an importer not left them out without telling anybody."""

    words: int
    lost: Counter[str]
    twice: Counter[str]
    silent: Counter[str]
    file: str
    manuscript: str


def compare_with_file(manuscript: Manuscript, file: FileText) -> None:
    """Say what of a file is not in its manuscript, or is in it twice: in a doubt, or, where it is
    much, in `manuscript.losses`. What was left out on purpose becomes doubts too."""
    counted = count_words(manuscript, file)
    if counted.lost:
        example = _first(counted.lost, counted.file, counted.manuscript)
        sentence = _sentence(_LOST, counted.lost.total(), example)
        _tell(manuscript, sentence, much=_is_much(counted.lost, counted))
    if counted.twice:
        example = _first(counted.twice, counted.manuscript, counted.file)
        sentence = _sentence(_TWICE, counted.twice.total(), example)
        _tell(manuscript, sentence, much=_is_much(counted.twice, counted))
    manuscript.doubts += _left_out(manuscript)


def _is_much(words: Counter[str], counted: WordCount) -> bool:
    return words.total() > ALARMING * counted.words


def _tell(manuscript: Manuscript, sentence: str, *, much: bool) -> None:
    if much:
        manuscript.losses.append(sentence)
    else:
        manuscript.doubts.append(sentence)


def count_words(manuscript: Manuscript, file: FileText) -> WordCount:
    """Hold a manuscript against what its file says."""
    sources = [chapter.title for chapter in manuscript.chapters] + list(manuscript.texts())
    text = "\n\n".join(map(unmarked, sources))
    body = counted_in([file.body])
    has = counted_in([text])
    told = _left_out_words(manuscript.left_out, told=True)
    untold = _left_out_words(manuscript.left_out, told=False)
    _part(body, has, told + untold)
    lost = body - has - counted_in(_besides(manuscript, sources))
    _forgive_marks(lost, notes=len(_DEFINITION.findall("\n\n".join(sources))))
    silent = lost - told
    lost = silent - untold
    whole = body if file.whole == file.body else body | counted_in([file.whole])
    twice = _twice(has - whole - counted_in([file.beside]), body)
    return WordCount(body.total(), lost, twice, silent - lost, file.body, text)


def words_of(text: str) -> list[str]:
    """The words of a text in their order, folded."""
    return list(map(str.casefold, _WORD.findall(_folded(text))))


def counted_in(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in some texts."""
    return Counter(words_of("\n".join(texts)))


def _left_out_words(left_out: list[Omission], *, told: bool) -> Counter[str]:
    """The words that were left out with a sentence about it, or without one."""
    return counted_in(left.words for left in left_out if bool(left.sentence) == told)


def _twice(more: Counter[str], body: Counter[str]) -> Counter[str]:
    """Which of the words that a manuscript has more often than its file stand there twice: those
    that the file has at all. Numbers come from numbered lists."""
    twice: Counter[str] = Counter()
    for word, times in more.items():
        if word in body and not _NUMBER.fullmatch(word):
            twice[word] = times
    return twice


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


def _besides(manuscript: Manuscript, sources: Iterable[str]) -> Iterator[str]:
    """Whatever else accounts for words: what is known of the story."""
    yield unmarked(manuscript.summary)
    for name in _FIELDS:
        yield getattr(manuscript, name)
    for name in _LISTS:
        yield from getattr(manuscript, name)
    for source in sources:
        for typed in _TYPED.finditer(source):
            yield typed[0]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


def _forgive_marks(lost: Counter[str], *, notes: int) -> None:
    """Footnotes are numbered anew: what marked each in the text, and the note itself, may go."""
    left = 2 * notes
    for word in filter(_NUMBER.fullmatch, list(lost)):
        gone = min(left, lost[word])
        lost[word] -= gone
        left -= gone


def _first(counted: Counter[str], whole: str, other: str) -> str:
    """The first words of `whole` that are among those counted and do not stand like this, each
    between its neighbours, in the other text."""
    known = Counter(_neighbours(words_of(other), counted))
    folded = _folded(whole)
    places = list(_WORD.finditer(folded))
    words = [place[0].casefold() for place in places]
    runs = list(_runs(words, counted, known))
    if not runs:
        first = next(i for i, word in enumerate(words) if counted[word] > 0)
        runs = [(first, _end_of_run(words, first, counted))]
    start, end = max(runs, key=lambda run: run[1] - run[0])
    return " ".join(folded[places[start].start() : places[end - 1].end()].split())


def _runs(
    words: list[str], counted: Counter[str], known: Counter[Three]
) -> Iterator[tuple[int, int]]:
    """Where words that are counted, one after the other, start and end, if the first stands oftener
    between its neighbours than is known; up to the first that is long enough to tell."""
    for i, three in enumerate(_threes(words)):
        if counted[words[i]] <= 0:
            continue
        known[three] -= 1
        if known[three] < 0:
            end = _end_of_run(words, i, counted)
            yield i, end
            if end - i >= _TELLING:
                return


def _end_of_run(words: list[str], start: int, counted: Counter[str]) -> int:
    """Where words that are counted, one after the other, end; at most as many as are quoted."""
    end = start + 1
    while end < min(start + SHOWN, len(words)) and counted[words[end]] > 0:
        end += 1
    return end


def _threes(words: list[str]) -> Iterator[Three]:
    """Each word between its neighbours."""
    padded = ["", *words, ""]
    return zip(padded, padded[1:], padded[2:], strict=False)


def _neighbours(words: list[str], counted: Counter[str]) -> Iterator[Three]:
    for three in _threes(words):
        if counted[three[1]] > 0:
            yield three


def _left_out(manuscript: Manuscript) -> Iterator[str]:
    """The doubts that tell what was left out on purpose."""
    texts: dict[str, list[str]] = {}
    for left in manuscript.left_out:
        if left.sentence and left.words.strip():
            texts.setdefault(left.sentence, []).append(left.words)
    for sentence, parts in texts.items():
        text = " ".join(parts)
        words = text.split()
        more = " …" if len(words) > SHOWN else ""
        quoted = (" ".join(words[:SHOWN]) + more)[:_LONGEST_QUOTE]
        yield f"{sentence}, {_words(len(words_of(text)))}: “{quoted}”."


def _words(number: int) -> str:
    return f"{number:,} words" if number != 1 else "1 word"


def _sentence(what: str, number: int, example: str) -> str:
    verb = "stand" if number > 1 else "stands"
    return f"{what.format(_words(number), verb)}, as in “{example}”."
