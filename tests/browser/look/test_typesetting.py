"""Text set as a book sets it: footnotes, ornaments, capitals, paper, other scripts."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.look.steps import OPENING, at_one_size
from tests.browser.waiting import until
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)


NOTE, NUMBER = "document.querySelector('.footnotes li')", 'counter(list-item) "."'
TABLE = """A table.

| Attribute | Description | Progression | Experience |
|---|---|---|---|
| Constitution | Understanding of complicated things | Intermediate | 1,000,000 |
"""


def test_a_table_scrolls_and_breaks_no_word(page):
    chapter = make_chapter(TABLE)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(chapter.get_absolute_url())
    table = page.locator("#text table")
    assert table.evaluate("table => table.scrollWidth > table.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    heights = "table => [...table.querySelectorAll('th')].map((cell) => cell.offsetHeight)"
    assert max(table.evaluate(heights)) < 60  # one line: no word is broken
    table.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('#text table').scrollLeft > 0")


@at_one_size
def test_a_picture_without_a_ground_stands_on_a_light_one_by_night(page, chapter):
    page.goto(chapter.get_absolute_url())
    page.evaluate("document.getElementById('b0').append(document.createElement('img'))")
    ground = "getComputedStyle(document.querySelector('#b0 img')).backgroundColor"
    for theme in ("dark", "grey", "black"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        assert page.evaluate(ground).startswith("oklch(0.95"), theme


def test_a_footnote_comes_to_the_reader_and_goes_without_moving_the_page(page, chapter):
    page.goto(chapter.get_absolute_url())
    page.locator(".footnote-ref").scroll_into_view_if_needed()
    stood = page.evaluate("scrollY")
    note = page.locator(".footnotes li")
    for put_away in (
        lambda: note.get_by_role("link", name="Back to the text").click(),
        lambda: page.keyboard.press("Escape"),
    ):
        page.get_by_role("link", name="Footnote 1").click()
        expect(note).to_have_css("position", "fixed")
        expect(note).to_be_in_viewport(ratio=1)
        assert page.evaluate(f"getComputedStyle({NOTE}, '::before').content") == NUMBER
        assert page.evaluate("scrollY") == stood
        put_away()
        expect(note).not_to_have_css("position", "fixed")
        assert page.evaluate("scrollY") == stood
        expect(page.get_by_role("link", name="Footnote 1")).to_be_focused()


def test_a_footnote_needs_no_script(plain_page, chapter):
    plain_page.goto(chapter.get_absolute_url())
    plain_page.get_by_role("link", name="Footnote 1").click()
    note = plain_page.locator(".footnotes li")
    expect(note).to_be_in_viewport(ratio=1)
    note.get_by_role("link", name="Back to the text").click()
    expect(note).not_to_have_css("position", "fixed")
    expect(plain_page.get_by_role("link", name="Footnote 1")).to_be_in_viewport()


@at_one_size
def test_ornaments_are_seen_and_not_said(page, chapter):
    page.goto(chapter.get_absolute_url())
    said = page.locator("#text").aria_snapshot()
    assert said.count("- separator") == 2
    assert "~*~" not in said and "⁂" not in said
    after = "getComputedStyle(document.querySelector('#text hr'), '::after').content"
    assert "~*~" in page.evaluate(after)


@at_one_size
def test_a_large_capital_is_the_same_text_and_wears_the_mark_on_it(
    page, sign_in, select, chapter, reader
):
    highlight(chapter, "By the time", reader, colour="green")
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    capital = "getComputedStyle(document.querySelector('#b0'), '::first-letter')"
    assert page.evaluate(f"{capital}.initialLetter").startswith("3")
    assert page.evaluate("document.querySelector('#b0').textContent") == OPENING
    assert select(page, 0, 0, 6) == "By the"
    green = page.evaluate("getComputedStyle(document.querySelector('mark.green')).backgroundColor")
    assert green not in ("", "rgba(0, 0, 0, 0)")


@at_one_size
def test_a_large_capital_that_is_a_word_is_copied_and_spoken_apart_and_underlined_at_its_foot(page):
    chapter = make_chapter(f"I have been dead twenty-three times. {OPENING}")
    say(chapter, "Why?", make_reader("tam"), on="I have been dead")
    page.goto(chapter.get_absolute_url())
    expect(page.locator("#text")).to_have_attribute("data-opening", "word")
    copied = """() => {
      getSelection().selectAllChildren(document.getElementById("b0"));
      return getSelection().toString();
    }"""
    assert page.evaluate(copied).startswith("I have been dead twenty-three")
    assert page.locator("#b0").inner_text().startswith("I have been dead")
    assert "I have been dead" in page.locator("#text").aria_snapshot().replace("mark: ", "")
    page.evaluate("getSelection().removeAllRanges()")
    box = page.locator("#b0").bounding_box()
    foot = {"y": box["y"] + 3 * box["height"] / lines(page) - 12, "height": 14}
    assert is_underlined(page, {"x": box["x"] + 2, "width": 20, **foot})
    assert not is_underlined(page, {"x": box["x"] - 20, "width": 19, **foot})


def lines(page):
    """How many lines the first paragraph has."""
    return page.evaluate(
        "(p => p.offsetHeight / parseFloat(getComputedStyle(p).lineHeight))"
        "(document.getElementById('b0'))"
    )


def is_underlined(page, clip):
    """Whether anything of the accent's red is drawn there."""
    shot = Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB")
    return any(red > 120 and red > 2 * green for red, green, _ in shot.get_flattened_data())


@at_one_size
def test_on_paper_there_are_the_words_and_no_chrome(page, chapter):
    say(chapter, "Why?", make_reader("tam"), on="nobody ever")
    page.goto(chapter.get_absolute_url())
    page.emulate_media(media="print")
    for gone in (".bar-tools", ".block-link.talk", ".onward", ".talk-section", ".bar-progress"):
        expect(page.locator(gone).first).to_be_hidden()
    for there in ("h1", "#b0", ".footnotes"):
        expect(page.locator(there).first).to_be_visible()
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()"
    page.evaluate("document.documentElement.dataset.theme = 'black'")
    assert page.evaluate(paper) == "white"
    assert page.pdf(format="A5").startswith(b"%PDF")


@at_one_size
@pytest.mark.parametrize(
    ("language", "source", "direction", "stress"),
    [
        ("ar", "كان القارب *متأخرا* ذلك الصباح.", "rtl", ("font-style", "normal")),
        ("ja", "その朝、舟は*遅れて*いた。", "ltr", ("text-emphasis-style", "sesame")),
        ("zh-Hant", "那天早晨，船來*遲*了。", "ltr", ("text-emphasis-position", "under")),
    ],
)
def test_other_scripts_are_set_in_their_own_way(page, language, source, direction, stress):
    chapter = make_chapter(source, story=make_story(language=language))
    page.goto(chapter.get_absolute_url())
    expect(page.locator("#text")).to_have_css("direction", direction)
    style = f"getComputedStyle(document.querySelector('#text em')).getPropertyValue('{stress[0]}')"
    assert stress[1] in page.evaluate(style)
    page.evaluate("document.documentElement.dataset.spacing = '4'")
    spacing = page.evaluate("getComputedStyle(document.querySelector('#text em')).letterSpacing")
    assert (spacing in ("normal", "0px")) == (language == "ar")  # joined letters are never spaced
    line = "parseFloat(getComputedStyle(document.querySelector('#text > p')).lineHeight)"
    usual = page.evaluate(line)
    page.evaluate("document.documentElement.dataset.leading = '5'")
    assert page.evaluate(line) > usual
    expect(page.locator("#text > p")).to_have_css("text-align", "start")
    page.evaluate("document.documentElement.dataset.edges = 'justified'")
    expect(page.locator("#text > p")).to_have_css("text-align", "justify")
    page.evaluate("delete document.documentElement.dataset.leading")
    page.emulate_media(media="print")
    assert page.evaluate(line) > 1.5 * 11 * 96 / 72  # on paper too there is more room: of 11 pt
