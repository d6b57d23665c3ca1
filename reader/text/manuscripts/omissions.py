"""Words of a file that a manuscript does not have on purpose: an importer says so, and they are
accounted for where the manuscript is held against its file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Omission:
    """Words of a file as they stand there, and what people are told of it, a sentence without
    its full stop: `The site’s footer was left out`. Nobody is told where there is no sentence."""

    words: str
    sentence: str = ""


@dataclass(kw_only=True)
class RecordsOmissions:
    """What is made of a file, and of what its words are left out."""

    left_out: list[Omission] = field(default_factory=list, repr=False)

    def leave_out(self, words: str, sentence: str = "") -> None:
        """Say that these words of the file are left out on purpose.

        The sentence becomes a doubt with the number of words and the first of them; say it once
        and the same for all of a kind. Give none for words that the manuscript only says in
        another way: a label, a chapter's number, a rating, contents that repeat the headings.
        """
        self.left_out.append(Omission(words, sentence))
