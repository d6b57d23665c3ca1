"""Run some of these measurements one after the other: `python -m bench.run reading soak.killed`.

Each is a process of its own. All are run, whatever became of those before; exits with 1 and their
names where one failed or took longer than it may.
"""

from __future__ import annotations

import subprocess
import sys

from bench.server import ROOT

LONGEST = 1200
"""Seconds that one measurement may take."""


def passes(name: str) -> bool:
    """Whether a measurement ran to its end and kept to all its bars."""
    try:
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=ROOT, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        print(f"  Not done after {LONGEST} seconds.")
        return False
    return done.returncode == 0


def main() -> None:
    """Run what is named, and say at the end which of it failed."""
    failed = []
    for name in sys.argv[1:]:
        print(f"== {name}", flush=True)
        if not passes(name):
            failed.append(name)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
