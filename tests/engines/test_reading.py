"""Reading, and having the page as one likes it, in Firefox and in WebKit."""

import pytest

from reader.models import Progress, Reader
from tests.engines.window import Window, wait_until
from tests.factories import RICH, make_chapter, make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "\n\n".join(f"Day {day}. " + "The river was higher than the day before. " * 9
                   for day in range(1, 41))  # fmt: skip
SQUEEZED = """() => {
  const faults = [];
  const shown = [...document.querySelectorAll("#look .choice")];
  for (const choice of shown) {
    const legend = choice.querySelector("legend, label > span, :scope > span");
    const names = [...choice.querySelectorAll(".options label > span")];
    for (const name of names) {
      if (name.scrollWidth > name.clientWidth + 1) faults.push(`${name.textContent.trim()} spills`);
    }
    const field = choice.querySelector(".options, input[type=range]").getBoundingClientRect();
    const named = legend.getBoundingClientRect();
    const isBeside = named.right <= field.left + 1 || named.left >= field.right - 1;
    if (named.width > 2 && !isBeside) faults.push(`${legend.textContent} is in the way`);
    if (field.width < 0.55 * choice.clientWidth) faults.push(`${legend.textContent} is squeezed`);
  }
  return shown.length ? faults : ["no choices"];
}"""
"""What is wrong with the choices of the settings panel."""
TOP_LINE = """(offset) => {
  const block = [...document.querySelectorAll("#text > [data-start]")]
    .findLast((block) => Number(block.dataset.start) <= offset);
  const range = document.createRange();
  const node = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode();
  range.setStart(node, offset - block.dataset.start);
  range.setEnd(node, offset - block.dataset.start + 1);
  const { top, height } = range.getBoundingClientRect();
  return scrollY > 0 && top > 50 && top < 64 + 2 * height;
}"""
"""Whether the line that holds an offset is the first one below the bar."""


def test_the_settings_are_all_legible_and_change_the_page(reading: Window):
    reading.click(".look > summary")
    assert reading.evaluate(SQUEEZED) == []
    reading.click("#look label:has([value=sepia])")
    reading.wait_until_there("html[data-theme=sepia]")
    # It is sent meanwhile: a page that is asked for sooner may come as it was.
    wait_until(lambda: Reader.objects.filter(look__theme="sepia").exists())
    before = reading.evaluate("() => getComputedStyle(document.body).backgroundColor")
    reading.open(reading.evaluate("() => location.href"))
    reading.wait_until_there("html[data-theme=sepia]")
    assert reading.evaluate("() => getComputedStyle(document.body).backgroundColor") == before
    reading.resize(390, 700)
    reading.click(".look > summary")
    assert reading.evaluate(SQUEEZED) == []


def test_one_is_back_at_the_very_line(window: Window, sign_in, reader):
    chapter = make_chapter(LONG)
    make_chapter(story=chapter.story)
    window.resize(1280, 800)
    sign_in(reader)
    offset = chapter.text.index("Day 20.") + 230
    Progress.objects.keep(reader, chapter, offset)
    for path in (chapter.get_absolute_url(), Progress.objects.get().get_absolute_url()):
        window.open("/robots.txt")
        window.open(path)
        window.wait_for(TOP_LINE, offset)


def test_in_a_narrow_window_a_count_is_pressed_and_a_footnote_read(window: Window, sign_in, reader):
    story = make_chapter().story
    chapter = make_chapter(RICH + "\n\nAnd the last words.", story=story)
    say(chapter, "Why so?", make_reader("tam"), on="it is late")
    window.resize(390, 700)
    sign_in(reader)
    window.open(chapter.get_absolute_url())
    assert window.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    window.click(".block-link.talk")
    window.wait_for_text("#margin .comment-text", "Why so?")
    window.press("Escape")
    window.wait_until_gone("#margin .comment")
    window.click(".footnote-ref")
    card = ".footnotes li:target"
    window.wait_until_there(card)
    assert window.evaluate(
        """(card) => {
      const { top, bottom } = document.querySelector(card).getBoundingClientRect();
      return top > innerHeight / 3 && bottom <= innerHeight;
    }""",
        card,
    )
    assert "list-item" in window.evaluate(
        "(card) => getComputedStyle(document.querySelector(card), '::before').content", card
    )
    window.press("Escape")
    window.wait_until_gone(card)
    window.wait_until_focused(".footnote-ref")
