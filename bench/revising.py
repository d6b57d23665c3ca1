"""Saving a revision of a chapter with many passages, beside saving one of a chapter with none.

A chapter of 5,000 words, of which each revision replaces two words in a hundred; CPU time, in
turns. With 40 passages at most twice what none take, with 1,000 at most 3 times. The author's
preview of it does the same work but for storing it: at most 1.2 times what saving takes. A
revision that loses half the paragraphs, and the one that brings them back, at most 6 times.
Exits with 1 where one of these is missed.
"""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable
from statistics import median

from bench.author import Author
from bench.bars import Bars
from bench.library import make_chapter
from bench.server import set_up

ROUNDS, FEW, MANY = 11, 40, 1_000


def edited(source: str, author: Author) -> str:
    """The Markdown with two words in a hundred replaced."""
    words = source.split(" ")
    for at in author.random.sample(range(len(words)), len(words) // 50):
        words[at] = author.words(1)[0]
    return " ".join(words)


def halved(source: str) -> str:
    """The Markdown without every other paragraph."""
    return "\n\n".join(source.split("\n\n")[::2])


def seconds(what: Callable[..., object], *given: object, **named: object) -> float:
    gc.collect()
    begun = time.process_time()
    what(*given, **named)
    return time.process_time() - begun


def main() -> None:
    set_up()
    from reader.actions.revising.revise import revise
    from reader.actions.revising.revision_preview import RevisionPreview

    author = Author(3)
    text = author.chapter(5_000)
    chapters = {n: make_chapter(5_000, n, text)[0] for n in (0, FEW, MANY)}
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        before = chapters[0].revision.source
        source = edited(before, author)
        of = chapters[MANY]
        taken["preview"].append(seconds(RevisionPreview.of, of, source, by=of.story.author))
        for passages, chapter in chapters.items():
            taken[f"{passages}"].append(seconds(revise, chapter, source, by=None))
        taken["lost"].append(seconds(revise, chapters[MANY], halved(source), by=None))
        taken["back"].append(seconds(revise, chapters[MANY], source, by=None))
    none = taken["0"]
    bars = Bars()
    print(f"Saving a revision of 5,000 words with no passages: {1000 * median(none):.0f} ms")

    def compare(name: str, which: str, beside: list[float], bar: float) -> None:
        times = median(a / b for a, b in zip(taken[which], beside, strict=True))
        bars.at_most(f"{name}: {1000 * median(taken[which]):.0f} ms, as many times", times, bar)

    compare(f"with {FEW} passages", f"{FEW}", none, 2)
    compare(f"with {MANY:,} passages", f"{MANY}", none, 3)
    compare("the author's preview of that, beside saving it", "preview", taken[f"{MANY}"], 1.2)
    compare("losing half the paragraphs", "lost", none, 6)
    compare("bringing them back", "back", none, 6)
    bars.finish()


if __name__ == "__main__":
    main()
