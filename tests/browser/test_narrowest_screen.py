"""On 320 px, a small phone or a window magnified four times, one reads without moving sideways; and
where that window is 256 px high nothing lies over what one uses."""

import pytest
from django.urls import reverse

from tests.browser.test_every_page import pages, rose  # noqa: F401
from tests.browser.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)

BROKEN = """() => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const around = node.parentElement;
    if (!around.checkVisibility({ contentVisibilityAuto: true })) continue;
    if (around.closest(".sr, .skip, .cover, .feed-address, option, textarea")) continue;
    if (getComputedStyle(around).hyphens === "auto") continue;
    for (const { 0: word, index } of node.data.matchAll(/[A-Za-z]{3,12}/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = [...range.getClientRects()].map(({ top }) => Math.round(top));
      if (Math.max(...tops) - Math.min(...tops) > 8) broken.push(word);
    }
  }
  return broken;
}"""
"""The words that are broken in two because there is no room for them."""
COVERED = """() => {
  const covered = [];
  const all = document.querySelectorAll("a[href], button, summary, input, textarea, select");
  const shown = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  for (const one of all) {
    if (!one.checkVisibility(shown) || one.closest(".sr, .skip, [inert]")) continue;
    const target = one.closest("label") || one;
    target.scrollIntoView({ block: "nearest", behavior: "instant" });
    const box = [...target.getClientRects()].find(({ width, height }) => width > 1 && height > 1);
    if (!box) continue;
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const isMet = hit && (hit === target || target.contains(hit) || hit.contains(target)
      || hit.closest("label")?.control === one);
    if (!isMet) covered.push(`${target.outerHTML.slice(0, 70)} under ${hit?.className}`);
  }
  const bars = [...document.querySelectorAll("body *")].filter((one) =>
    ["fixed", "sticky"].includes(getComputedStyle(one).position) && one.checkVisibility(shown));
  const above = bars.filter((one) => !one.closest(".margin"))
    .reduce((sum, one) => sum + Math.min(one.offsetHeight, innerHeight), 0);
  if (above > innerHeight * 0.75) covered.push(`${above} px of bars`);
  scrollTo(0, 0);
  return covered;
}"""
"""What lies under something else when it is brought into sight, and bars that leave too little."""


def test_every_page_fits_on_the_narrowest_screen(open_context, sign_in, pages):  # noqa: F811
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    faults = {}
    for who, places in pages.items():
        if who:
            sign_in(page, who)
        for name, at, query in places:
            page.set_viewport_size({"width": 320, "height": 640})
            page.goto(reverse(name, kwargs=at) + (query and f"?{query}"))
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 320, f"{name} is {width}px wide"
            found = page.evaluate(BROKEN)
            if "thread=" in query:
                until(page, "!!document.querySelector('.page article').closest('[inert]')")
            page.set_viewport_size({"width": 320, "height": 256})
            found += page.evaluate(COVERED)
            if found:
                faults[page.url] = found
    assert not faults
