"""Turning a phone, and another width of the window: the line at the top stays there."""

import pytest

from tests.browser.waiting import until, until_drawn
from tests.factories import make_chapter, make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)

UPRIGHT, SIDEWAYS = {"width": 390, "height": 844}, {"width": 844, "height": 390}
WIDTHS = [{"width": width, "height": 800} for width in (500, 700, 800, 1280)]
BAR = 52
A_WHILE = 800
"""Milliseconds without a scroll: longer than resizing.js takes to believe that somebody reads
there, and longer than what scrolls counts as the turn's own doing. Nothing shows that they have
passed."""

LINES = """() => {
  const range = document.createRange();
  for (const block of document.querySelectorAll("#text > p")) {
    if (block.getBoundingClientRect().bottom < BAR) continue;
    const text = block.firstChild;
    for (let at = 0; at < text.length; at += 1) {
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const { top } = range.getBoundingClientRect();
      if (top >= BAR) return [block.id, at, top];
    }
  }
}""".replace("BAR", str(BAR))
"""The first character of the first whole line below the bar: paragraph, index, top."""
TOP = """([block, at]) => {
  const range = document.createRange();
  range.setStart(document.getElementById(block).firstChild, at);
  range.setEnd(document.getElementById(block).firstChild, at + 1);
  return range.getBoundingClientRect().top;
}"""


@pytest.fixture
def chapter():
    words = "The ferry came at nine, as it had for years, with nobody on it. "
    paragraphs = [f"Paragraph {n}. {words * (2 + n % 4)}" for n in range(1, 80)]
    return make_chapter("\n\n".join(paragraphs))


@pytest.fixture
def url(chapter):
    return chapter.get_absolute_url()


@pytest.mark.parametrize("look", ["", "paragraphs:spaced", "size:8"])
def test_the_line_at_the_top_stays_there(open_context, live_server, url, look):
    context = open_context(viewport=UPRIGHT, is_mobile=True, has_touch=True)
    context.add_cookies([{"name": "look", "value": look, "url": live_server.url}])
    page = context.new_page()
    page.goto(url)
    page.evaluate("document.getElementById('b27').scrollIntoView()")
    page.evaluate("scrollBy({ top: 61, behavior: 'instant' })")
    page.wait_for_timeout(A_WHILE)
    block, at, top = page.evaluate(LINES)
    for size in (SIDEWAYS, UPRIGHT, *WIDTHS, UPRIGHT):
        page.set_viewport_size(size)
        until_drawn(page)
        assert abs(page.evaluate(TOP, [block, at]) - top) < 3, size


def test_without_script_the_paragraph_at_the_top_stays_there(open_context, url):
    context = open_context(
        viewport=UPRIGHT, is_mobile=True, has_touch=True, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{url}#b27")
    page.evaluate("scrollBy(0, 40)")
    top = page.evaluate(TOP, ["b27", 0])
    for size in (SIDEWAYS, UPRIGHT, *WIDTHS, UPRIGHT):
        page.set_viewport_size(size)
        until(page, lambda: abs(page.evaluate(TOP, ["b27", 0]) - top) < 3)


def test_a_turn_after_which_one_reads_on_is_no_anchor_for_the_next(open_context, url):
    context = open_context(viewport=UPRIGHT, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(url)
    for paragraph in ("b12", "b40"):
        page.dispatch_event("#text", "touchmove")
        page.evaluate("id => document.getElementById(id).scrollIntoView()", paragraph)
        page.wait_for_timeout(A_WHILE)
        block, at, top = page.evaluate(LINES)
        page.set_viewport_size(SIDEWAYS)
        until_drawn(page)
        assert abs(page.evaluate(TOP, [block, at]) - top) < 3
        page.set_viewport_size(UPRIGHT)
        page.wait_for_timeout(A_WHILE)


@pytest.mark.parametrize("near", ["b40", "b77"])
def test_with_a_thread_open_one_comes_back_to_the_line(open_context, chapter, near):
    say(chapter, "Quite. " * 40, make_reader("tam"), on=f"Paragraph {int(near[1:]) + 2}.")
    context = open_context(viewport=UPRIGHT, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(chapter.get_absolute_url())
    page.evaluate("id => document.getElementById(id).scrollIntoView()", near)
    page.locator(".block-link.talk").tap()
    page.locator("#margin .panel").wait_for()
    page.wait_for_timeout(A_WHILE)
    block, at, top = page.evaluate(LINES)
    for _ in range(2):
        page.set_viewport_size(SIDEWAYS)
        page.wait_for_timeout(A_WHILE)
        assert page.locator("mark.open").bounding_box()["y"] > 0
        page.set_viewport_size(UPRIGHT)
        until(page, lambda: abs(page.evaluate(TOP, [block, at]) - top) < 3)
