"""The whole story of 300 chapters: its first words, a jump far down, and scrolling in it."""

from __future__ import annotations

import time
from statistics import median

from playwright.sync_api import Browser

from bench.bars import Bars
from bench.library import prose
from bench.server import Server
from bench.visits import WIDE, Traffic, time_to_text

CHAPTERS, WORDS = 300, 2_000
PAGE = "/stories/many/all/"
FRAMES = """() => new Promise((done) => {
  const frames = [];
  let last = performance.now(), left = 120;
  const step = (now) => {
    frames.push(now - last);
    last = now;
    scrollBy({top: 900, behavior: 'instant'});
    if (left -= 1) requestAnimationFrame(step);
    else done(frames.slice(2).sort((a, b) => a - b));
  };
  requestAnimationFrame(step);
})"""


def make_story() -> None:
    """A story of 300 chapters of 2,000 words: six ranges of fifty."""
    from django.utils import timezone

    from reader.actions.library.add_chapters import add_chapter
    from reader.models import Reader, Story

    author = Reader.objects.create(username="author-of-many")
    story = Story.objects.create(
        author=author, title="Many", slug="many", published_at=timezone.now()
    )
    for i in range(CHAPTERS):
        add_chapter(story, f"Part {i + 1}", prose(WORDS, seed=i))


def measure(bars: Bars, browser: Browser, server: Server) -> None:
    """A range of fifty chapters at once, painted anew and as it is kept; all six one after the
    other, and what memory they leave; in the browser the first words, a jump, and scrolling."""
    make_story()
    base = f"http://127.0.0.1:{server.port}"
    page = browser.new_context(base_url=base, service_workers="block", **WIDE).new_page()
    print(f"  the whole story, {CHAPTERS} chapters of {WORDS:,} words, a range of fifty a page:")
    before = server.memory()
    for first in (101, 101):
        cpu = server.cpu()
        page.goto(f"{PAGE}?chapters={first}", wait_until="load")
        bars.told("the server's CPU for a range", 1000 * (server.cpu() - cpu), "ms", ".0f")
    for first in range(1, CHAPTERS, 50):
        page.goto(f"{PAGE}?chapters={first}", wait_until="load")
        assert page.locator(".part article").count() == 50
    bars.told("memory that all six left behind", (server.memory() - before) / 1e6, "MB", ".0f")
    page.goto("about:blank")
    traffic = Traffic(page)
    bars.told("first words after", time_to_text(page, PAGE, page.locator("#c1-b0")), "ms", ".0f")
    page.wait_for_load_state("networkidle")
    bars.told("its requests", traffic.requests, form="d")
    bars.told("its bytes, fifty chapters", traffic.bytes, form=",d")
    begun = time.perf_counter()
    page.evaluate("document.getElementById('chapter-40').scrollIntoView()")
    page.locator("#c40-b0").wait_for()
    took = 1000 * (time.perf_counter() - begun)
    bars.told("chapter 40 is there after a jump to it", took, "ms", ".0f")
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    frames = page.evaluate(FRAMES)
    bars.told("scrolling by 900 pixels a frame, a frame", median(frames), "ms", ".0f")
    bars.told("19 of 20 frames under", frames[int(len(frames) * 0.95)], "ms", ".0f")
    page.context.close()
