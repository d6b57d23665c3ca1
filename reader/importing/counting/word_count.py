"""The words of a file against those of its manuscript, as multisets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.importing.counting.file_text import FileText
from reader.importing.counting.markdown import unmarked
from reader.importing.counting.words import counted_in
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.omissions import Omission

_LONGEST = 60
"""Characters of a word that may have run together with another."""
_FIELDS = ("title", "author", "series", "source", "published", "updated")
_LISTS = ("tags", "fandoms", "relationships", "characters", "warnings")
_DEFINITION = re.compile(r"^(?:> ?)*\[\^[^\]\n]+\]:", re.MULTILINE)
_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,6}|[a-z]")
"""What a note may be marked with, and its paragraph begin with."""
_TYPED = re.compile(
    r"^(?P<fence>`{3,20}(?!`)|~{3,20}(?!~)).*?^(?P=fence)|^(?: {4}|\t)[^\n]*$|`[^`\n]+`",
    re.MULTILINE | re.DOTALL,
)
"""What Markdown may show as it was typed, marks and all."""


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


def _forgive_marks(lost: Counter[str], *, notes: int) -> None:
    """Footnotes are numbered anew: what marked each in the text, and the note itself, may go."""
    left = 2 * notes
    for word in filter(_NUMBER.fullmatch, list(lost)):
        gone = min(left, lost[word])
        lost[word] -= gone
        left -= gone
