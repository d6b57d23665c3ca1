"""The same file gives the same story in every process, whatever Python mixes into its hashes."""

import json
import os
import subprocess
import sys
from random import Random

from reader.importing import read_manuscript
from reader.text.anchoring.passages import carry, find_quote
from reader.text.manuscripts.chapter_matching import KnownChapter, match_chapters
from reader.text.rendering.blocks import render
from tests.importing import samples

SEEDS = "0", "1", "2"
WORDS = [f"word{n}" for n in range(900)]


def chapters() -> tuple[list[KnownChapter], list[KnownChapter]]:
    """Long texts, and newer states of them in another order that are just about too unlike."""
    dice = Random(7)
    old, new = [], []
    for number in range(30):
        words, others = dice.choices(WORDS, k=1500), dice.choices(WORDS, k=1500)
        kept = 585 + number
        old.append(KnownChapter("", "", " ".join(words)))
        new.insert(number // 2, KnownChapter("", "", " ".join(words[:kept] + others[kept:])))
    return old, new


def everything() -> list[object]:
    """What is made of files and texts: manuscripts, blocks, who is like whom, what stands where."""
    made = [read_manuscript(name, data) for name, data in samples.ALL.items()]
    old, new = chapters()
    text = " ".join(f"Line {n} says {WORDS[n * n % 900]}." for n in range(300))
    later = text.replace("Line 20 ", "").replace("word4.", "nothing.")
    return [
        [manuscript.as_json() for manuscript in made],
        [render(text) for manuscript in made for text in manuscript.texts()],
        match_chapters(old, new),
        match_chapters(old, new, places=False),
        find_quote("Line 8 of all says word6", text),
        carry([(n, n + 40) for n in range(0, 4000, 97)], text, later),
    ]


def test_an_import_and_a_newer_one_come_out_the_same_in_every_process():
    def run(seed: str) -> list[object]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.importing.test_every_process"],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    first, *others = (run(seed) for seed in SEEDS)
    for other in others:
        assert other == first


if __name__ == "__main__":
    json.dump(everything(), sys.stdout)
