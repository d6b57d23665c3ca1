"""Every file of a folder read, and its words counted: `python -m bench.counting FOLDER`.

For each file: its words, how many of them stand nowhere in the manuscript, how many stand twice,
how many were left out without telling anybody (labels, numbers, contents), and what is told.
Exits 1 where more than one word in a thousand is lost.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.server import set_up

MOST_LOST = 0.001


def main(folder: Path) -> int:
    """Read the files of a folder and of those in it, and print what became of their words."""
    from reader.importing import ENDINGS, ManuscriptError, counting, read_manuscript

    counted: list[counting.Count] = []
    count = counting.count

    def noting(*task: object) -> counting.Count:
        counted.append(count(*task))
        return counted[-1]

    counting.count = noting
    refused = failed = 0
    began = time.process_time()
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in ENDINGS or not path.is_file():
            continue
        try:
            made = read_manuscript(path.name, path.read_bytes())
        except ManuscriptError as error:
            refused += 1
            print(f"refused {path.relative_to(folder)}: {error}")
            continue
        except Exception as error:
            failed += 1
            print(f"FAILED  {path.relative_to(folder)}: {type(error).__name__} {error}")
            continue
        one = counted[-1]
        print(
            f"{one.words:7} words, lost {one.lost.total():5}, twice {one.twice.total():5}, "
            f"silent {one.silent.total():5}: {path.relative_to(folder)}"
        )
        for sentence in (*made.losses, *made.doubts):
            if "stand" in sentence or "left out" in sentence:
                print(f"        {sentence[:300]}")
        if one.silent:
            print(f"        (silent: {' '.join(list(one.silent)[:20])})")
    words, lost, twice, silent = (
        sum(number) for number in zip(*map(_figures, counted), strict=True)
    )
    print(
        f"{len(counted)} files, {words:,} words in {time.process_time() - began:.0f} s; "
        f"{refused} refused, {failed} failed. "
        f"Lost {lost:,} ({lost / words:.3%}), twice {twice:,}, left out in silence {silent:,}."
    )
    return int(lost > MOST_LOST * words or failed > 0)


def _figures(one: object) -> tuple[int, int, int, int]:
    return one.words, one.lost.total(), one.twice.total(), one.silent.total()


if __name__ == "__main__":
    set_up()
    sys.exit(main(Path(sys.argv[1])))
