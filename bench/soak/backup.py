"""A backup is made, again and again, while readers comment.

No comment waits longer than two seconds, none is refused, and each backup is made.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.bars import Bars
from bench.library import make_chapter, prose
from bench.server import ROOT, running
from bench.soak.instance import Others, commenters, open_instance

STORIES, WORDS, WRITERS, BACKUPS = 60, 10_000, 4, 3


def main() -> None:
    """Back up a library, and watch those who write."""
    print(f"{BACKUPS} backups of {STORIES * WORDS:,} words while {WRITERS} readers comment")
    open_instance()
    from reader.actions.library.add_chapters import add_chapter

    chapter, _ = make_chapter(5_000, 200)
    for seed in range(STORIES):
        add_chapter(chapter.story, f"Number {seed}", prose(WORDS, seed=seed))
    path = Path(tempfile.mkdtemp(prefix="gloss-soak-")) / "backup.gloss"
    failed = []
    with running() as server, Others(commenters(server.port, chapter, WRITERS)) as others:
        for _ in range(BACKUPS):
            done = subprocess.run(
                [sys.executable, "manage.py", "backup", str(path)],
                cwd=ROOT, capture_output=True, text=True,
            )  # fmt: skip
            if done.returncode:
                failed.append((done.stderr.strip().splitlines() or ["it said nothing"])[-1])
    bars = Bars()
    others.judge(bars, "comments meanwhile")
    bars.none_of("backups that failed", failed)
    bars.finish()


if __name__ == "__main__":
    main()
