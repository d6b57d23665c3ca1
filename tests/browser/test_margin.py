"""Threads level with their words, none over another; from below, never over the words."""

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import until, until_drawn, watch_shifts
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_screens]
PARAGRAPHS = [
    f"Paragraph number{i} says that the river{i} went by on its way, and nobody saw it{i} go."
    for i in range(24)
]
WIDE = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 700}, "is_mobile": True, "has_touch": True}


@pytest.fixture
def chapter():
    chapter = make_chapter("\n\n".join(PARAGRAPHS))
    tam = make_reader("tam")
    for i in [0, 1, 2, 3, 12, 20, 23]:
        say(
            chapter,
            "A comment that takes up some room beside the text. " * 4,
            tam,
            on=f"river{i} went",
        )
    return chapter


@pytest.fixture
def wide(open_context, sign_in, reader, chapter):
    page = open_context(**WIDE).new_page()
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    return page


@pytest.fixture
def phone(open_context, sign_in, reader, chapter):
    page = open_context(**PHONE).new_page()
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    return page


def see_thread_cards(page):
    expect(page.locator(".thread-card")).to_have_count(7)


def edges(page):
    """How much room is left of the text, and right of it, in pixels."""
    page.wait_for_function("!document.getAnimations().length")
    box = page.locator("#text").bounding_box()
    return round(box["x"]), round(page.viewport_size["width"] - box["x"] - box["width"])


BOXES = """() => [...document.querySelectorAll('.thread-card:not([hidden]), .margin > .panel')]
  .map(one => one.getBoundingClientRect()).map(({top, bottom}) => [top, bottom])
  .sort((a, b) => a[0] - b[0])"""
OFFSETS = """() => [...document.querySelectorAll('.thread-card:not([hidden])')].map(card => {
  const words = document.querySelector(`mark[data-passages="${card.dataset.passage}"]`);
  return card.getBoundingClientRect().top - words.getBoundingClientRect().top;
})"""


def never_overlap(page):
    boxes = page.evaluate(BOXES)
    assert all(one[1] <= other[0] for one, other in zip(boxes, boxes[1:], strict=False)), boxes


def test_every_thread_stands_level_with_its_words_and_none_over_another(wide, accessible):
    see_thread_cards(wide)
    never_overlap(wide)
    offsets = wide.evaluate(OFFSETS)
    assert all(abs(offsets[i]) < 2 for i in (0, 4, 5, 6)), "where there is room they are level"
    wide.mouse.wheel(0, 500)
    until(wide, "scrollY > 300")
    assert wide.evaluate(OFFSETS) == pytest.approx(offsets, abs=1), "they move with their words"
    accessible(wide)
    wide.reload()
    expect(wide.locator(".thread-card")).to_have_count(7)


def test_the_text_stands_in_the_middle_until_something_stands_beside_it(wide, chapter, reader):
    see_thread_cards(wide)
    beside = edges(wide)
    assert beside[0] < beside[1] < 400, "it gives way, by what the threads need"
    wide.get_by_label("Threads beside the text").uncheck()
    left, right = edges(wide)
    assert abs(left - right) <= 1
    until(wide, "document.cookie.includes('beside=off')")
    wide.reload()
    expect(wide.locator("#w0")).to_have_text("1")
    expect(wide.locator(".thread-card")).to_have_count(0)
    wide.locator("#w6").click()
    expect(wide.locator("#margin .panel")).to_be_visible()
    assert edges(wide) == beside
    quiet = make_chapter("\n\n".join(PARAGRAPHS), story=chapter.story)
    wide.context.clear_cookies(name="beside")
    wide.goto(quiet.get_absolute_url())
    left, right = edges(wide)
    assert abs(left - right) <= 1, "nobody says anything here"
    expect(wide.get_by_label("Threads beside the text")).to_be_hidden()
    say(quiet, "Ah.", reader, on="river2 went")
    wide.reload()
    expect(wide.locator(".thread-card")).to_have_count(1)
    assert edges(wide) == beside


def test_threads_come_beside_the_text_without_moving_it(open_context, chapter):
    wide = open_context(**WIDE, reduced_motion="no-preference").new_page()
    watch_shifts(wide)
    wide.goto(chapter.get_absolute_url())
    see_thread_cards(wide)
    until_drawn(wide)
    assert wide.evaluate("shift") == 0
    for count in wide.locator(".block-link.talk").all():
        expect(count).to_have_css("opacity", "0")


def test_an_opened_thread_is_level_and_the_others_make_room(wide):
    see_thread_cards(wide)
    wide.locator(".thread-card").nth(4).click()
    thread = wide.locator("#margin .thread")
    expect(thread).to_be_visible()
    expect(wide.locator(".thread-card:visible")).to_have_count(6)
    never_overlap(wide)
    panel, words = wide.locator("#margin .panel"), wide.locator("mark.open").first
    assert panel.bounding_box()["y"] <= words.bounding_box()["y"] + 2
    wide.keyboard.press("Escape")
    expect(wide.locator(".thread-card:visible")).to_have_count(7)
    never_overlap(wide)


def test_threads_follow_when_the_text_grows(wide):
    see_thread_cards(wide)
    wide.evaluate("document.documentElement.dataset.size = 'huge'")
    until(wide, f"Math.abs(({OFFSETS})().at(-1)) < 2")
    never_overlap(wide)


def test_one_request_brings_all_and_a_new_comment_comes_too(wide, chapter):
    asked = []
    wide.on("request", lambda request: asked.append(request.url))
    see_thread_cards(wide)
    assert sum("/margin/" in path for path in asked) == 1
    wide.locator(".thread-card").nth(5).click()
    field = wide.locator("#margin").get_by_label("Your comment")
    field.fill("And mine.")
    wide.locator("#margin").get_by_role("button", name="Comment").click()
    expect(wide.locator("#margin .comment")).to_have_count(2)
    wide.get_by_role("link", name="Close").click()
    expect(wide.locator(".thread-card").nth(5)).to_contain_text("1 more")


def test_a_panel_that_is_closed_while_it_sends_still_brings_its_comment_to_the_page(wide):
    # Our policy allows no style attribute: none is taken over by what comes in an element's place.
    wide.evaluate("b6.style.setProperty('--so', '1px'); b6.style.removeProperty('--so')")
    wide.locator("#w6").click()
    wide.locator("#margin").get_by_label("Your comment").fill("In haste.")
    wide.locator("#margin").get_by_role("button", name="Comment").click()
    wide.keyboard.press("Escape")
    expect(wide.locator("#b6 mark.talk")).to_be_visible()
    expect(wide.locator("#margin .panel")).to_have_count(0)


def test_the_places_are_worked_out_by_one_pure_rule(wide):
    see_thread_cards(wide)
    rule = wide.evaluate(
        "performance.getEntriesByType('resource')"
        ".find(({name}) => name.includes('thread_cards.')).name"
    )
    lay = "async ([rule, ...given]) => (await import(rule)).layOut(...given)"
    for wanted, heights, fixed, tops in [
        ([0, 100, 200], [50, 50, 50], 0, [0, 100, 200]),
        ([0, 10, 20], [50, 50, 50], 0, [0, 60, 120]),
        ([200, 210, 220], [50, 50, 50], 1, [150, 210, 270]),
        ([20, 30, 40], [50, 50, 50], 2, [0, 60, 120]),
        ([], [], 0, []),
    ]:
        assert wide.evaluate(lay, [rule, wanted, heights, 10, fixed]) == tops


@pytest.mark.parametrize("index", [0, 12, 23])
def test_on_a_phone_a_thread_never_covers_its_words(phone, index):
    phone.locator(f"#b{index} mark").tap()
    panel = phone.locator("#margin .panel")
    expect(panel).to_be_visible()
    words = phone.locator(f"#b{index} mark")
    expect(words).to_be_in_viewport()
    box, above = words.bounding_box(), panel.bounding_box()["y"]
    assert box["y"] > 50 and box["y"] + box["height"] <= above


def test_nor_does_it_when_a_keyboard_rises(open_context, sign_in, reader, chapter):
    page = open_context(**PHONE).new_page()
    page.add_init_script("""
      const view = Object.assign(new EventTarget(), {offsetTop: 0, height: 700, scale: 1});
      Object.defineProperty(window, 'visualViewport', {value: view});
    """)
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    page.locator("#b23 mark").tap()
    expect(page.locator("#margin .panel")).to_be_visible()
    field = page.locator("#margin").get_by_label("Your comment")
    field.focus()
    page.evaluate("visualViewport.height = 380; visualViewport.dispatchEvent(new Event('resize'))")
    panel, words = page.locator("#margin .panel"), page.locator("#b23 mark")
    until(page, "document.querySelector('.panel').getBoundingClientRect().bottom <= 381")
    box, frame = words.bounding_box(), panel.bounding_box()
    assert box["y"] > 50 and box["y"] + box["height"] <= frame["y"]
    assert frame["height"] > 150, "there is room to write"


def test_a_finger_selects_with_the_systems_own_menu(phone, select):
    """The bar is at the foot of the screen, nothing of a touch is taken from the system."""
    phone.evaluate("""() => {
      window.taken = [];
      for (const kind of ['touchstart', 'touchend', 'pointerdown', 'contextmenu', 'selectstart'])
        addEventListener(kind, (event) => { if (event.defaultPrevented) taken.push(kind); });
    }""")
    select(phone, 5, 4, 20)
    bar = phone.get_by_role("toolbar", name="Selection")
    expect(bar).to_be_visible()
    box = phone.locator("#selection").bounding_box()
    assert box["y"] + box["height"] == pytest.approx(700, abs=1)
    phone.get_by_role("button", name="Highlight in green").tap()
    expect(phone.locator("#b5 mark.green")).to_be_visible()
    assert phone.evaluate("taken") == []


def test_warm_words_are_underlined_until_one_switches_it_off(page, sign_in, reader):
    chapter = make_chapter(story=make_story())
    for i in range(3):
        highlight(chapter, "two goats", make_reader(f"other{i}"), public=True)
    highlight(chapter, "lamp oil", make_reader("one"), public=True)
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    line = "words => getComputedStyle(words).textDecorationLine"
    assert page.locator("#b4 mark.many").evaluate(line) == "underline"
    assert page.locator("#b4 mark:not(.many)").evaluate(line) == "none"
    page.get_by_label("Appearance").click()
    choice = page.locator("#look").get_by_role("group", name="Others’ highlights")
    with page.expect_response(lambda answer: answer.url.endswith("/look/")):
        choice.get_by_label("Hide").check(force=True)
    assert page.locator("#b4 mark.many").evaluate(line) == "none"
    page.reload()
    assert page.locator("#b4 mark.many").evaluate(line) == "none"
