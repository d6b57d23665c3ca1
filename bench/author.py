"""An author who writes chapters of invented words, the same ones every time."""

from __future__ import annotations

import random
from itertools import accumulate

COMMON = """
    the and a to of he she was in it that her his had I you with on at as for but not said him
    they be out have up so from all what were one could there into like me back down then over
    would is if this them no by been just their eyes now know hand around about time looked face
    before only head an are more when did do think way still thought through again which who
"""
STOCK = """
“Okay.”|“No.”|“Yes.”|“What?”|“I know.”|He nodded.|She smiled.|* * *|“Why?” he asked.
“Please,” she said.|He shook his head.|She looked away.
"""
SYLLABLES = """
    ba ber cal den dra el fen gar hal in ka lor mar mis nor or pel quin ra sel ta thin ul ven wil
"""


class Author:
    """Writes chapters, and edits them."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        syllables = SYLLABLES.split()
        self.stock = STOCK.strip().replace("\n", "|").split("|")
        rare = {
            "".join(self.random.choices(syllables, k=self.random.randint(1, 4)))
            for _ in range(15_000)
        }
        common = COMMON.split()
        rare = sorted(rare - set(common))
        self.random.shuffle(rare)
        self.vocabulary = common + rare
        weights = [1 / (rank + 2.7) for rank in range(len(self.vocabulary))]
        self.cumulated = list(accumulate(weights))
        self.names = [self.random.choice(self.vocabulary[200:]).title() for _ in range(30)]

    def words(self, count: int) -> list[str]:
        """Give some words, the common ones often."""
        return self.random.choices(self.vocabulary, cum_weights=self.cumulated, k=count)

    def sentence(self) -> str:
        """Give a sentence, with a name in every third and a comma in every other."""
        words = self.words(min(40, 3 + int(self.random.expovariate(1 / 9))))
        if self.random.random() < 0.35:
            name = min(int(self.random.expovariate(0.3)), 29)
            words[self.random.randrange(len(words))] = self.names[name]
        if len(words) > 6 and self.random.random() < 0.5:
            sign = self.random.choice([",", ",", " –", "..."])
            words[self.random.randrange(2, len(words) - 2)] += sign
        words[0] = words[0][0].upper() + words[0][1:]
        return " ".join(words) + self.random.choice(".....?!")

    def paragraph(self) -> str:
        """Give narration, dialogue, or one of the lines that stand in every chapter."""
        kind = self.random.random()
        if kind < 0.08:
            return self.random.choice(self.stock)
        if kind < 0.4:
            name = self.random.choice(self.names[:8])
            return f"“{self.sentence()[:-1]},” said {name}. “{self.sentence()}”"
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 7)))

    def chapter(self, words: int) -> str:
        """Give a chapter of about so many words."""
        paragraphs = []
        while words > 0:
            paragraphs.append(self.paragraph())
            words -= paragraphs[-1].count(" ") + 1
        return "\n\n".join(paragraphs)

    def spans(self, text: str, count: int) -> list[tuple[int, int]]:
        """Mark passages: words, phrases, sentences, and some from anywhere to anywhere."""
        spans = []
        while len(spans) < count:
            start = self.random.randrange(len(text) - 1)
            if self.random.random() < 0.9:
                start = text.find(" ", start) + 1
                words = min(60, 1 + int(self.random.expovariate(1 / 8)))
                end = start
                for _ in range(words):
                    end = text.find(" ", end + 1)
                    if end < 0:
                        end = len(text)
                        break
                end -= end > start + 1 and text[end - 1] in ".,?!”" and self.random.random() < 0.3
            else:
                end = min(len(text), start + self.random.randint(4, 120))
            if text[start:end].strip() == text[start:end] and end > start:
                spans.append((start, end))
        return spans
