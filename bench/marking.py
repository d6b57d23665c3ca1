"""Marking words: from the first selection to the bar, from the press to the colour."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Browser

from bench.bars import Bars
from bench.visits import signed_in

BAR = """() => new Promise((done) => {
  const bar = document.getElementById('selection'), begun = performance.now();
  const shown = new MutationObserver(() => {
    if (bar.hidden) return;
    shown.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
  });
  shown.observe(bar, {attributes: true});
  getSelection().selectAllChildren(document.querySelectorAll('#text > p')[5]);
})"""
PRESS = """(colour) => new Promise((done) => {
  const block = document.querySelectorAll('#text > p')[3], begun = {};
  const id = block.id;
  const shown = new MutationObserver(() => {
    if (!begun.at || !document.querySelector(`#${id} mark.${colour}`)) return;
    shown.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun.at)));
  });
  shown.observe(document.getElementById('text'), {childList: true, subtree: true});
  getSelection().selectAllChildren(block);
  setTimeout(() => {
    begun.at = performance.now();
    document.querySelector(`#selection .dot.${colour}`).click();
  }, 400);
})"""
COLOURS = ("green", "blue", "pink", "yellow") * 3


def measure(bars: Bars, browser: Browser, base: str, chapter: object, reader: object) -> None:
    """100 ms from the first selection to the bar, with a hand on the mouse before; 50 ms from the
    press to the colour, the best of twelve."""
    page = signed_in(browser, base, reader).new_page()
    page.goto(chapter.get_absolute_url(), wait_until="networkidle")
    page.mouse.move(400, 400)
    page.wait_for_timeout(500)
    bars.at_most("from the first selection to the bar", page.evaluate(BAR), 100, "ms", ".0f")
    took = []
    for colour in COLOURS:
        took.append(page.evaluate(PRESS, colour))
        page.wait_for_load_state("networkidle")
    bars.told("from the press to the colour, the median", median(took), "ms", ".0f")
    bars.at_most("from the press to the colour, the best", min(took), 50, "ms", ".0f")
    page.context.close()
