"""Every file of a folder read, and its words counted: `python -m bench.counting FOLDER`.

For each file: its words, how many of them the manuscript lacks, how many it has twice,
how many were left out without telling anybody (labels, numbers, contents), and what is told.
Exits 1 where more than one word in a thousand is lost.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from bench.server import set_up

MOST_LOST = 0.001


def main(folder: Path) -> int:
    """Read the files of a folder and of those in it, and print what became of their words."""
    from reader.importing import ENDINGS
    from reader.importing.counting import losses as counting

    counted: list[counting.WordCount] = []
    count = counting.count_words

    def noting(*task: object) -> counting.WordCount:
        counted.append(count(*task))
        return counted[-1]

    counting.count_words = noting
    began = time.process_time()
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in ENDINGS]
    ends: Counter[str] = Counter()
    for path in paths:
        ends[_read(path, str(path.relative_to(folder)), counted)] += 1
    words = lost = twice = silent = 0
    for one in counted:
        words += one.words
        lost += one.lost.total()
        twice += one.twice.total()
        silent += one.silent.total()
    print(
        f"{ends['read']} files, {words:,} words in {time.process_time() - began:.0f} s; "
        f"{ends['refused']} refused, {ends['failed']} failed. Lost {lost:,} "
        f"({lost / max(words, 1):.3%}), twice {twice:,}, left out in silence {silent:,}."
    )
    return int(lost > MOST_LOST * words or ends["failed"] > 0)


def _read(path: Path, name: str, counted: list[object]) -> str:
    """Read one file, and print what its count says: how that ended."""
    from reader.importing import ManuscriptError, read_manuscript

    try:
        made = read_manuscript(path.name, path.read_bytes())
    except ManuscriptError as error:
        print(f"refused {name}: {error}")
        return "refused"
    except Exception as error:  # whatever it is: the next file is read
        print(f"FAILED  {name}: {type(error).__name__} {error}")
        return "failed"
    one = counted[-1]
    print(
        f"{one.words:7} words, lost {one.lost.total():5}, twice {one.twice.total():5}, "
        f"silent {one.silent.total():5}: {name}"
    )
    for sentence in (*made.losses, *made.doubts):
        if "the story" in sentence or "left out" in sentence:
            print(f"        {sentence[:300]}")
    if one.silent:
        print(f"        (silent: {' '.join(list(one.silent)[:20])})")
    return "read"


if __name__ == "__main__":
    set_up()
    sys.exit(main(Path(sys.argv[1])))
