"""A first visit to a chapter: what it asks for, what that weighs, and whether anything moves."""

from __future__ import annotations

from playwright.sync_api import Browser

from bench.bars import Bars
from bench.visits import Traffic, signed_in

SHIFT = """window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(
  entry => { shift += entry.value; })).observe({type: 'layout-shift', buffered: true});"""


def measure(bars: Bars, browser: Browser, base: str, chapter: object, reader: object) -> None:
    """8 requests and 60,000 bytes without fonts, 10 and 102,000 with them; no layout shift, also
    where one goes to the end and back."""
    page = signed_in(browser, base, reader).new_page()
    page.add_init_script(SHIFT)
    traffic = Traffic(page)
    page.goto(chapter.get_absolute_url(), wait_until="networkidle")
    bars.at_most("requests without fonts", traffic.requests - traffic.fonts, 8, form="d")
    bars.at_most("bytes without fonts", traffic.bytes - traffic.font_bytes, 60_000, form=",d")
    bars.at_most("requests with fonts", traffic.requests, 10, form="d")
    bars.at_most("bytes with fonts", traffic.bytes, 102_000, form=",d")
    page.evaluate("document.querySelector('#text > p:last-of-type').scrollIntoView()")
    page.wait_for_timeout(500)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.wait_for_timeout(300)
    bars.at_most("layout shift", page.evaluate("shift"), 0, form=".4f")
    page.context.close()
