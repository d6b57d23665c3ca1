"""The reading page in a real browser: a first visit, marking, a slow phone, the whole story of 300
chapters; Calibre's content server with the same story; Lighthouse.

Each figure says its bar. Beside Calibre's content server, where that is installed: at most a tenth
of the bytes, a third of the time to the first readable text. Lighthouse, where npx can bring it:
100 in all four. Exits with 1 where one of these is missed.
"""

from __future__ import annotations

from bench import calibre, first_visit, lighthouse, marking, phone, whole_story
from bench.bars import Bars
from bench.library import make_chapter
from bench.server import running, set_up
from bench.visits import chromium


def main() -> None:
    print("In Chromium: the reading page, 5,000 words, 200 passages, signed in")
    set_up()
    bars = Bars()
    chapter, reader = make_chapter(5_000, 200)
    with running(threads=4) as server, chromium() as browser:
        base = f"http://127.0.0.1:{server.port}"
        first_visit.measure(bars, browser, base, chapter, reader)
        marking.measure(bars, browser, base, chapter, reader)
        phone.measure(bars, browser, base)
        whole_story.measure(bars, browser, server)
        calibre.compare(bars, browser, base, chapter)
        paths = ["/", chapter.story.get_absolute_url(), chapter.get_absolute_url()]
        lighthouse.score(bars, base, paths)
    bars.finish()


if __name__ == "__main__":
    main()
