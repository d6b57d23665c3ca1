"""Saving a revision of a chapter with many passages, beside saving one with none."""

from __future__ import annotations

import time
from statistics import median

from bench.author import Author
from bench.library import make_chapter
from bench.server import set_up

ROUNDS = 15


def edited(source: str, author: Author) -> str:
    """The Markdown with two words in a hundred replaced."""
    words = source.split(" ")
    for at in author.random.sample(range(len(words)), len(words) // 50):
        words[at] = author.words(1)[0]
    return " ".join(words)


def main() -> None:
    set_up()
    author = Author(3)
    text = author.chapter(5_000)
    chapters = [make_chapter(5_000, passages, text)[0] for passages in (0, 1_000)]
    times: list[tuple[float, ...]] = []
    for _ in range(ROUNDS):
        source = edited(chapters[0].revision.source, author)
        taken = []
        for chapter in chapters:
            begun = time.perf_counter()
            chapter.revise(source, by=None)
            taken.append(time.perf_counter() - begun)
        times.append(tuple(taken))
    none, many = (median(column) for column in zip(*times, strict=True))
    ratio = median(b / a for a, b in times)
    print(
        f"Saving a revision of 5,000 words: {none * 1000:.0f} ms with no passages, "
        f"{many * 1000:.0f} ms with 1,000: {ratio:.1f} times (at most 3)"
    )


if __name__ == "__main__":
    main()
