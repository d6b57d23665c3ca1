"""24 clients that stall in half a request line, half the headers or half a body, or say nothing.

Meanwhile a health check and a visitor's chapter are answered within two seconds.
"""

from __future__ import annotations

import time

from bench.bars import Bars
from bench.library import make_chapter
from bench.server import running
from bench.slow import STALLED, STALLS, stalled
from bench.soak.instance import Others, open_instance, visits

SECONDS = 5


def main() -> None:
    """Stall in each way, and watch."""
    print(f"{STALLED} clients that stall, for {SECONDS} seconds each way")
    open_instance()
    chapter, _ = make_chapter(5_000, 200)
    bars = Bars()
    paths = ["/healthz", chapter.get_absolute_url()]
    for stall, said in STALLS.items():
        with (
            running() as server,
            stalled(server.port, said),
            Others(visits(server.port, paths)) as others,
        ):
            time.sleep(SECONDS)
        others.judge(bars, f"while {stall} stalls")
    bars.finish()


if __name__ == "__main__":
    main()
