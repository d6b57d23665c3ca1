"""The look of the reading page: chosen by hand, kept, fit for everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.look.steps import LOOK, at_one_size, choose, open_panel, size_of
from tests.browser.waiting import until, until_drawn, watch_shifts
from tests.factories import highlight, make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)


WIDTH = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.getElementById("b1"));
  return range.getBoundingClientRect().width;
}"""
"""The width of a line of the text, in pixels."""
THEMES = ["light", "sepia", "grey", "dark", "black", "contrast"]


def test_the_page_changes_as_the_hand_moves_and_stays_so(page, chapter):
    page.goto(chapter.get_absolute_url())
    page.evaluate("window.sameDocument = true")
    before = size_of(page)
    open_panel(page)
    page.locator("#look").get_by_label("Size").press("ArrowRight")
    until(page, lambda: size_of(page) > before)  # the panel's script comes when it is opened
    choose(page, "Sepia")
    choose(page, "Sans")
    choose(page, "Spaced")
    expected = {"theme": "sepia", "font": "sans", "size": "5", "paragraphs": "spaced"}
    until(page, lambda: page.evaluate(LOOK) == expected)
    assert page.evaluate("sameDocument")
    page.reload()
    assert page.evaluate(LOOK) == expected
    open_panel(page)
    expect(page.locator("#look").get_by_label("Size")).to_have_value("5")
    expect(page.locator("#look").get_by_role("radio", name="Sepia")).to_be_checked()
    page.get_by_role("button", name="Reset").click()
    expect(page.locator("html")).not_to_have_attribute("data-font", "sans")
    page.reload()
    assert page.evaluate(LOOK) == {}


def test_a_reader_finds_their_look_on_another_device(page, sign_in, open_context, chapter, reader):
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    open_panel(page)
    for choice in ("Grey", "Justified", "Black"):
        with page.expect_response(lambda response: response.url.endswith("/look/")) as answer:
            choose(page, choice)
        assert answer.value.status == 204
    elsewhere = open_context(java_script_enabled=False).new_page()
    sign_in(elsewhere, reader)
    elsewhere.goto(chapter.get_absolute_url())
    html = elsewhere.locator("html")
    expect(html).to_have_attribute("data-theme", "black")
    expect(html).to_have_attribute("data-edges", "justified")


@at_one_size
def test_a_look_that_cannot_be_kept_says_so_and_holds_for_the_page(page, sign_in, chapter, reader):
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    open_panel(page)
    page.route("**/look/", lambda route: route.fulfill(status=502))
    choose(page, "Dark")
    expect(page.get_by_role("status")).to_contain_text("could not be saved")
    assert page.evaluate(LOOK) == {"theme": "dark"}


def test_the_line_that_is_being_read_stays_where_it_is(page, long_chapter):
    page.goto(long_chapter.get_absolute_url())
    page.evaluate("document.getElementById('b20').scrollIntoView({block: 'start'})")
    top = "document.getElementById('b20').getBoundingClientRect().top"
    before = page.evaluate(top)
    button = page.get_by_label("Appearance").bounding_box()
    page.mouse.click(button["x"] + 9, button["y"] + 9)  # click() would scroll the page itself
    page.locator("#look").get_by_label("Size").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert abs(page.evaluate(top) - before) < 40  # less than two lines


@pytest.mark.parametrize(
    "look",
    ["theme:grey|font:screen|size:7|measure:2|spacing:2|paragraphs:spaced", "font:dyslexic"],
)
def test_nothing_shifts_in_any_look(page, live_server, chapter, look):
    page.context.add_cookies([{"name": "look", "value": look, "url": live_server.url}])
    watch_shifts(page)
    page.goto(chapter.get_absolute_url(), wait_until="networkidle")
    assert page.evaluate("shift") < 0.01
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_every_theme_can_be_read_by_everybody(page, sign_in, accessible, chapter, reader):
    for colour, words in (("yellow", "By the time"), ("blue", "Nobody came"), ("pink", "Dear you")):
        highlight(chapter, words, reader, colour=colour)
    highlight(chapter, "bell had stopped", make_reader(), public=True)
    say(chapter, "Why?", make_reader("tam"), on="nobody ever")
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    open_panel(page)
    accessible(page)
    page.keyboard.press("Escape")
    page.locator(".block-link.talk").click()
    expect(page.locator(".thread").first).to_be_visible()
    for theme in THEMES:
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        accessible(page, runOnly=["color-contrast"])


@at_one_size
def test_letters_that_come_late_are_those_of_the_next_page_and_move_nothing(page, chapter):
    held = []
    page.route("**/literata*", lambda route: held.append(route))
    watch_shifts(page)
    page.goto(chapter.get_absolute_url(), wait_until="domcontentloaded")
    until(page, lambda: len(held) >= 2)  # upright and italic
    page.wait_for_timeout(500)  # the browser waits a tenth of a second for them
    before = page.evaluate(WIDTH)
    for route in held:
        route.continue_()
    page.unroute("**/literata*")
    page.wait_for_load_state("networkidle")
    until_drawn(page)
    assert page.evaluate("shift") == 0 and page.evaluate(WIDTH) == before
    page.goto(chapter.get_absolute_url(), wait_until="networkidle")
    assert page.evaluate(WIDTH) != before
    assert page.evaluate("shift") == 0


@at_one_size
def test_the_font_for_dyslexic_readers_comes_only_to_who_chose_it(page, chapter):
    fonts = []
    page.on("request", lambda r: fonts.append(r.url) if r.resource_type == "font" else None)
    page.goto(chapter.get_absolute_url())
    open_panel(page)
    page.wait_for_load_state("networkidle")
    assert not [url for url in fonts if "opendyslexic" in url]
    choose(page, "OpenDyslexic")
    expect(page.locator("html")).to_have_attribute("data-font", "dyslexic")
    assert page.evaluate("document.fonts.check('16px OpenDyslexic')")
    assert any("opendyslexic-regular" in url for url in fonts)


def test_what_others_left_and_what_authors_say_can_be_put_out_of_sight(
    page, sign_in, chapter, reader
):
    for _ in range(3):
        highlight(chapter, "bell had stopped", make_reader(), public=True)
    highlight(chapter, "Nobody came", reader)
    say(chapter, "Why?", make_reader("tam"), on="Dear you")
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    others, theirs = "mark:not(.mine, .talk)", "mark.talk"
    line = "s => getComputedStyle(document.querySelector(s)).textDecorationLine"
    assert page.evaluate(line, others) == "underline"
    open_panel(page)
    for name in ("Others’ highlights", "Comment counts", "Author’s notes"):
        page.locator("#look").get_by_role("group", name=name).get_by_label("Hide").check(force=True)
    until(page, lambda: page.evaluate(line, others) == "none")  # the panel's script has come
    until(page, lambda: page.evaluate(line, theirs) == "none")
    expect(page.locator("aside[data-kind=note]")).to_be_hidden()
    expect(page.locator("aside[data-kind=warning]")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('mark.mine')).backgroundColor")
    expect(page.get_by_role("link", name="1 comment on this paragraph")).to_have_count(0)


@at_one_size
def test_the_windows_own_bar_goes_with_the_theme(page, chapter):
    bar = "[...document.querySelectorAll('meta[name=theme-color]')].map((meta) => meta.content)"
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    page.goto(chapter.get_absolute_url())
    usual = page.evaluate(bar)
    open_panel(page)
    page.locator("#look").get_by_role("radio", name="Black", exact=True).check(force=True)
    expect(page.locator("html")).to_have_attribute("data-theme", "black")
    assert page.evaluate(bar) == [page.evaluate(paper)] * 2 != usual
    page.goto("/")  # what paints the window's bar comes after the page
    until(page, lambda: page.evaluate(bar) == [page.evaluate(paper)] * 2)
