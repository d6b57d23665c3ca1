"""Every manuscript is held against the words of its file: what stands nowhere is told, and so is
what stands twice.

What the file says is read by the other files here, apart from every importer. Words are compared
as a multiset, folded: no capitals, accents composed, ligatures apart; where no space stands
between words, a character is one. A manuscript's Markdown is taken without its marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reader.importing.counting.examples import SHOWN, first_example
from reader.importing.counting.file_text import FileText
from reader.importing.counting.word_count import WordCount, count_words
from reader.importing.counting.words import words_of
from reader.text.manuscripts.manuscript import Manuscript

ALARMING = 0.02
"""The part of a file's words from which on nothing is more important than that they are lost."""
_LONGEST_QUOTE = 200
"""Characters of what was left out that are quoted."""
_LOST = "{} of the file {} missing from the story"
_TWICE = "{} of the file {} in the story more than once"


def compare_with_file(manuscript: Manuscript, file: FileText) -> None:
    """Say what of a file is not in its manuscript, or is in it twice: in a doubt, or, where it is
    much, in `manuscript.losses`. What was left out on purpose becomes doubts too."""
    counted = count_words(manuscript, file)
    if counted.lost:
        example = first_example(counted.lost, counted.file, counted.manuscript)
        sentence = _sentence(_LOST, counted.lost.total(), example)
        _tell(manuscript, sentence, much=_is_much(counted.lost, counted))
    if counted.twice:
        example = first_example(counted.twice, counted.manuscript, counted.file)
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
    verb = "are" if number > 1 else "is"
    return f"{what.format(_words(number), verb)}, for example “{example}”."
