"""The panel on a phone: a dialog of three heights that stands on the keyboard and leaves the words
in sight."""

import pytest
from playwright.sync_api import expect

from reader.models import Passage
from tests.browser.waiting import until
from tests.factories import highlight, make_chapter, make_reader, say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_screens]
KEYBOARD = """
  let height;
  const view = Object.assign(new EventTarget(), { offsetTop: 0, scale: 1 });
  const at = { get: () => height ?? innerHeight, set: (to) => (height = to) };
  Object.defineProperty(view, "height", at);
  Object.defineProperty(window, "visualViewport", { value: view });
"""
RISE = """(keyboard) => {
  visualViewport.height = innerHeight - keyboard;
  visualViewport.dispatchEvent(new Event("resize"));
}"""


@pytest.fixture
def chapter():
    chapter = make_chapter(
        "\n\n".join(f"Paragraph {i} says that the river{i} went by on its way." for i in range(24))
    )
    for text in ("Who saw it? " * 6, "I did. " * 20, "Nobody did. " * 20):
        say(chapter, text, make_reader(text[:4].strip(" ?.").lower()), on="river12 went")
    return chapter


@pytest.fixture
def open_at(open_context, sign_in, reader, chapter):
    """The thread in the middle of the chapter, opened on a phone of some size."""

    def do(width, height):
        context = open_context(
            viewport={"width": width, "height": height}, is_mobile=True, has_touch=True
        )
        page = context.new_page()
        page.add_init_script(KEYBOARD)
        sign_in(page, reader)
        page.goto(chapter.get_absolute_url())
        page.locator("#w12").scroll_into_view_if_needed()
        page.locator("#w12").tap()
        expect(page.locator("#margin .panel")).to_be_visible()
        return page

    return do


def covers(page):
    """How much of the words the panel covers, in pixels."""
    words = page.locator("#b12 mark").bounding_box()
    return words["y"] + words["height"] - page.locator("#margin .panel").bounding_box()["y"]


def test_it_is_a_dialog_and_gives_the_focus_back(open_at, accessible):
    page = open_at(390, 844)
    dialog = page.get_by_role("dialog", name="Margin")
    expect(dialog).to_be_focused()
    assert page.evaluate("document.querySelector('#text').inert")
    assert page.evaluate("document.querySelector('header.bar').inert")
    expect(page.locator("#b12 mark")).to_be_in_viewport()
    accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert not page.evaluate("document.querySelector('#text').inert")
    expect(page.locator("#w12")).to_be_focused()
    page.goto(f"{page.url.split('#')[0]}?thread={Passage.objects.get().pk}")
    expect(dialog).to_be_focused()


def test_it_is_pulled_to_three_heights_by_hand_by_a_button_and_by_keys(open_at):
    page = open_at(390, 844)
    panel, grip = page.locator("#margin .panel"), page.locator("#margin .grip")
    quote = page.locator("#margin .quote")

    def height_is(name):
        expect(page.locator("#margin")).to_have_attribute("data-height", name)
        until(page, "!document.querySelector('.panel').getAnimations().length")
        return panel.bounding_box()["height"]

    page.get_by_role("button", name="Taller").tap()
    tallest = height_is("full")
    assert tallest > 700
    expect(quote).to_be_visible()
    grip.focus()
    page.keyboard.press("ArrowDown")
    half = height_is("half")
    assert half < tallest - 200 and covers(page) <= 0
    expect(quote).to_be_hidden()
    box = grip.bounding_box()
    page.mouse.move(195, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(195, box["y"] + 60)
    assert panel.bounding_box()["height"] == pytest.approx(half - 48, abs=4), "follows the hand"
    page.mouse.move(195, box["y"] + 100)
    page.mouse.up()
    assert height_is("peek") < half - 50
    assert covers(page) <= 0


@pytest.mark.parametrize(
    ("width", "height", "keyboard"), [(390, 844, 336), (320, 568, 300), (800, 360, 200)]
)
def test_one_sees_what_one_types_and_what_it_is_about(open_at, width, height, keyboard):
    page = open_at(width, height)
    field = page.locator("#margin .panel > .comment-form textarea")
    field.tap()
    page.evaluate(RISE, keyboard)
    page.keyboard.type("I think so.")
    free = height - keyboard
    until(page, f"document.querySelector('.panel').getBoundingClientRect().bottom <= {free + 1}")
    send = page.locator("#margin .panel > .comment-form .button")
    for one in (field, send):
        box = one.bounding_box()
        assert box["y"] >= 52 and box["y"] + box["height"] <= free
    assert field.bounding_box()["height"] >= 40
    until(page, f"document.querySelector('#b12 mark').getBoundingClientRect().top < {free - 60}")
    assert covers(page) <= 4
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "height"), [(844, 390), (800, 360)])
def test_on_a_phone_that_lies_on_its_side_the_words_are_beside_it(open_at, width, height):
    page = open_at(width, height)
    panel, words = page.locator("#margin .panel"), page.locator("#b12 mark")
    field = panel.locator("> .comment-form textarea")
    box = panel.bounding_box()
    assert box["height"] > height - 60 and box["x"] + box["width"] == pytest.approx(width, abs=2)
    assert page.locator("#text").bounding_box()["width"] > 0.4 * width
    for mark in words.all():
        expect(mark).to_be_in_viewport(ratio=1)
        at = mark.bounding_box()
        assert at["y"] >= 52 and at["x"] + at["width"] <= box["x"]
    expect(page.locator("#margin .comment-text").first).to_be_in_viewport(ratio=1)
    expect(field).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    field.tap()
    page.evaluate(RISE, 190)
    until(page, "document.querySelector('.panel').getBoundingClientRect().left < 120")
    expect(page.locator("#margin .comment-text").first).to_be_hidden()
    until(page, "document.querySelector('#b12 mark').getBoundingClientRect().top > 0")
    assert covers(page) <= 4
    page.evaluate(RISE, 0)
    page.evaluate("document.activeElement.blur()")
    until(page, f"document.querySelector('.panel').getBoundingClientRect().left > {width / 2}")
    expect(words.first).to_be_in_viewport(ratio=1)


def test_everything_is_large_enough_for_a_finger(open_at, chapter, reader):
    highlight(chapter, "river12 went", reader, note="Mine.")
    page = open_at(320, 568)
    page.get_by_role("button", name="Taller").tap()
    small = page.evaluate("""() => {
      const all = document.querySelectorAll("#margin :is(a, button, summary, textarea, .dot)");
      return [...all].filter((one) => one.checkVisibility()).filter((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        const reach = parseFloat(getComputedStyle(one, "::after").inset) || 0;
        return height - 2 * reach < 43;
      }).map((one) => one.outerHTML.slice(0, 80));
    }""")
    assert small == []
    assert page.evaluate("document.querySelector('.panel').scrollWidth <= innerWidth")
