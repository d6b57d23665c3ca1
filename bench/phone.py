"""A slow phone: CPU four times slower, 150 ms, 1.6 Mbit/s. When words are there, how long each tap
takes to show, and whether a very long chapter can be used."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page

from bench.bars import Bars
from bench.library import make_chapter
from bench.visits import signed_in

PHONE = {
    "viewport": {"width": 412, "height": 915},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "service_workers": "block",
}
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
OBSERVE = """window.largest = 0; window.slowest = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  largest = entry.startTime;
})).observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (entry.interactionId) slowest = Math.max(slowest, entry.duration);
})).observe({type: 'event', durationThreshold: 16, buffered: true});"""
SELECT = "getSelection().selectAllChildren(document.querySelectorAll('#text > p')[3])"
HAS_BAR = "document.getElementById('selection')?.hidden === false"
HAS_PANEL = "!!document.querySelector('#margin .panel')"
SIZE = """() => new Promise((done) => {
  const begun = performance.now(), field = document.querySelector('.look input[name=size]');
  field.value = Number(field.value) + 1;
  field.dispatchEvent(new Event('input', {bubbles: true}));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
})"""
LONGEST = 60
"""Seconds after which something is given up."""
PAUSE = 150
"""Milliseconds between two looks: more than a selection has to stand still for the bar to come."""


def measure(bars: Bars, browser: Browser, base: str) -> None:
    """LCP within 1.5 s and INP within 200 ms on 6,000 words with 200 marks; 100,000 words with
    2,000 marks usable in 5 s."""
    print("  on a slow phone:")
    page, url = _visit(browser, base, *make_chapter(6_000, 200))
    page.goto(url, wait_until="load")
    page.wait_for_load_state("networkidle")
    bars.at_most("LCP, 6,000 words", page.evaluate("largest"), 1500, "ms", ".0f")
    _use(page)
    bars.at_most("INP, 6,000 words", page.evaluate("slowest"), 200, "ms", ".0f")
    page.context.close()
    page, url = _visit(browser, base, *make_chapter(100_000, 2_000))
    begun = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator("#text > p").nth(3).wait_for()
    _until(page, HAS_BAR, lambda: page.evaluate(SELECT))
    usable = 1000 * (time.perf_counter() - begun)
    bars.at_most("words are there and selected, 100,000 words", usable, 5000, "ms", ".0f")
    _use(page)
    bars.told("INP, 100,000 words", page.evaluate("slowest"), "ms", ".0f")
    page.locator("details.look summary").tap()
    page.wait_for_timeout(1000)
    bars.told("a step of the letters' size, 100,000 words", page.evaluate(SIZE), "ms", ".0f")
    page.context.close()


def _visit(browser: Browser, base: str, chapter: object, reader: object) -> tuple[Page, str]:
    """A page on the phone, on which nothing was asked for yet, and the chapter's URL."""
    page = signed_in(browser, base, reader, PHONE).new_page()
    page.set_default_timeout(1000 * LONGEST)
    page.add_init_script(OBSERVE)
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Network.emulateNetworkConditions", NETWORK)
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return page, chapter.get_absolute_url()


def _use(page: Page) -> None:
    """Mark words, open the thread on others, and close it."""
    page.evaluate(SELECT)
    _until(page, HAS_BAR)
    page.locator("#selection .dot.green").tap()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    page.evaluate("getSelection().removeAllRanges()")
    page.touchscreen.tap(200, 20)
    page.locator("#text mark.talk").first.tap()
    _until(page, HAS_PANEL)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    page.locator("#margin .panel-close").first.tap()
    page.wait_for_timeout(1000)


def _until(page: Page, holds: str, act: Callable[[], object] | None = None) -> None:
    """Wait until a script says so, doing something before each time it is asked."""
    end = time.perf_counter() + LONGEST
    while time.perf_counter() < end:
        if act:
            act()
        if page.evaluate(holds):
            return
        page.wait_for_timeout(PAUSE)
    raise TimeoutError(holds)
