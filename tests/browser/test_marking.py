"""Marking as quick as thought: painted at once, noted in one step, taken back in the same place."""

import pytest
from playwright.sync_api import expect

from reader.models import Highlight
from tests.browser.conftest import PHONE
from tests.browser.waiting import until, until_drawn, watch_shifts
from tests.factories import highlight, make_chapter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_screens]
PAINTED = """() => {
  const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
  const parts = [];
  while (walker.nextNode()) {
    let mark = walker.currentNode.parentElement.closest('mark');
    while (mark && !mark.matches('.yellow, .green, .blue, .pink')) {
      mark = mark.parentElement.closest('mark');
    }
    if (!mark) continue;
    const colour = getComputedStyle(mark).backgroundColor, words = walker.currentNode.data;
    if (parts.at(-1)?.[0] === colour) parts.at(-1)[1] += words;
    else parts.push([colour, words]);
  }
  return parts;
}"""
"""Which words show which colour, in the order of the text."""


def hold(page, url="**/highlights/"):
    """Let what is sent to a URL wait until the test says what becomes of it."""
    held = []
    page.route(url, lambda route: held.append(route))
    return held


def refuse(page):
    """Let what is sent to mark words be refused."""
    answer = {"status": 429, "content_type": "text/plain", "body": "Wait a minute."}
    page.route("**/highlights/", lambda route: route.fulfill(**answer))


def colour(page, name):
    return page.get_by_role("button", name=f"Highlight in {name}")


def test_the_colour_is_there_before_the_answer_and_moves_nothing(reading, select, chapter):
    held = hold(reading)
    watch_shifts(reading)
    reading.reload()
    words = select(reading, 0, 4, 9)
    colour(reading, "green").click()
    expect(reading.locator("#b0 mark.green")).to_have_text(words)
    expect(reading.get_by_role("button", name="Undo")).to_be_visible()
    until(reading, lambda: len(held) == 1)
    before = reading.evaluate(PAINTED)
    held[0].continue_()
    expect(reading.locator("#b0 mark.green[data-passages]")).to_have_text(words)
    assert reading.evaluate(PAINTED) == before and reading.evaluate("shift") < 0.01
    assert reading.get_by_role("status").inner_text() == ""


def test_words_selected_before_the_script_came_have_the_bar(page, sign_in, reader, chapter):
    sign_in(page, reader)
    held = hold(page, "**/js/reading*.js")
    page.goto(chapter.get_absolute_url(), wait_until="commit")
    page.locator("#b0").wait_for()
    page.evaluate("getSelection().selectAllChildren(document.getElementById('b0'))")
    until(page, lambda: len(held) == 1)
    expect(page.locator("#selection")).to_be_hidden()
    held[0].continue_()
    expect(page.locator("#selection")).to_be_visible()


def test_a_refusal_takes_the_colour_back_and_says_why(reading, select):
    text = reading.locator("#b0").inner_html()
    refuse(reading)
    select(reading, 0, 4, 9)
    colour(reading, "pink").click()
    expect(reading.get_by_role("status")).to_contain_text("Wait a minute.")
    expect(reading.locator("#text mark")).to_have_count(0)
    expect(reading.get_by_role("button", name="Undo")).to_be_hidden()
    assert reading.locator("#b0").inner_html() == text


def test_overlapping_colours_show_by_one_rule_before_the_answer_and_after(
    reading, select, reader, chapter
):
    highlight(chapter, "eleven years", reader, colour="green")
    reading.reload()
    held = hold(reading)
    parts = [("pink", 0, 70), ("yellow", 10, 41), ("blue", 5, 60), ("pink", 10, 41)]
    for done, (name, start, end) in enumerate(parts, 1):
        select(reading, 0, start, end)
        expect(reading.locator("#selection[data-state=chosen]")).to_be_visible()
        colour(reading, name).click()
        expect(reading.locator("#b0 mark:not([data-passages])").first).to_be_attached()
        until(reading, lambda: len(held) == 1)
        before = reading.evaluate(PAINTED)
        held.pop().continue_()
        until(reading, lambda: Highlight.objects.count() == min(done, 3) + 1)  # noqa: B023
        expect(reading.locator("#b0 mark:not([data-passages])")).to_have_count(0)
        assert reading.evaluate(PAINTED) == before, name


def test_a_note_is_written_where_the_words_are_marked(reading, select, reader):
    words = select(reading, 0, 4, 9)
    reading.get_by_role("button", name="Note", exact=True).click()
    note = reading.get_by_label("Your note")
    expect(note).to_be_focused()
    expect(reading.locator("#selection")).to_contain_text("Only you see your note")
    expect(reading.locator("#b0 mark.yellow")).to_have_text(words)
    note.fill("Half a thou")
    reading.keyboard.press("Escape")
    expect(reading.locator("#text mark")).to_have_count(0)
    select(reading, 0, 4, 9)
    reading.get_by_role("button", name="Note", exact=True).click()
    expect(note).to_have_value("Half a thou")
    restored = reading.locator("#selection .kept-words")
    expect(restored).to_have_count(1)
    note.fill("Half a thought.")
    colour(reading, "blue").click()
    refuse(reading)
    reading.get_by_role("button", name="Save", exact=True).click()
    expect(reading.get_by_role("status")).to_contain_text("Wait a minute.")
    expect(note).to_have_value("Half a thought.")
    expect(note).to_be_visible()
    expect(note).to_be_editable()
    expect(reading.locator("#heard")).not_to_have_text("Note saved.")
    reading.unroute("**/highlights/")
    reading.get_by_role("button", name="Save", exact=True).click()
    expect(reading.locator("#heard")).to_have_text("Note saved.")
    expect(note).to_be_hidden()
    until(reading, Highlight.objects.exists)
    expect(reading.locator("#b0 mark.blue[data-passages]")).to_have_text(words)
    mark = Highlight.objects.get()
    assert (mark.note, mark.colour, mark.public) == ("Half a thought.", "blue", False)
    select(reading, 1, 0, 9)
    colour(reading, "green").click()
    reading.get_by_role("button", name="Add a note").click()
    expect(note).to_have_value("")
    expect(restored).to_have_count(0)
    note.fill("For all.")
    reading.get_by_label("Show the highlight").check()
    note.press("Control+Enter")
    until(reading, lambda: Highlight.objects.filter(note="For all.", public=True).exists())


def test_what_was_done_is_undone_in_the_same_place(reading, select, reader, chapter):
    select(reading, 0, 4, 9)
    colour(reading, "green").click()
    colour(reading, "pink").click()
    until(reading, lambda: Highlight.objects.filter(colour="pink").exists())
    undo = reading.get_by_role("button", name="Undo")
    undo.click()
    expect(reading.locator("#b0 mark.green[data-passages]")).to_have_count(1)
    until(reading, lambda: Highlight.objects.filter(colour="green").exists())
    held = hold(reading)
    select(reading, 1, 0, 9)
    colour(reading, "blue").click()
    until(reading, lambda: len(held) == 1)
    undo.click()  # before the answer has come
    expect(reading.locator("#b1 mark")).to_have_count(0)
    held[0].continue_()
    until(reading, lambda: Highlight.objects.filter(removed_at=None).count() == 1)
    expect(reading.locator("#b1 mark")).to_have_count(0)
    expect(reading.locator("#selection")).to_be_hidden()


def test_words_behind_the_bar_at_the_foot_come_clear_of_it(open_context, sign_in, reader):
    chapter = make_chapter("\n\n".join(f"Paragraph {i}, and its words." for i in range(60)))
    page = open_context(**PHONE).new_page()
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    page.evaluate("""() => {
      const block = document.getElementById('b20');
      const { bottom } = block.getBoundingClientRect();
      scrollBy({ top: bottom - innerHeight + 4, behavior: 'instant' });
      getSelection().selectAllChildren(block);
    }""")
    expect(page.locator("#selection")).to_be_visible()
    until_drawn(page)
    words = page.locator("#b20").bounding_box()
    assert words["y"] + words["height"] <= page.locator("#selection").bounding_box()["y"]


def test_a_visitor_signs_up_and_finds_the_words_marked_at_the_same_line(
    page, select, chapter, reader, sign_in
):
    sign_in(page, reader)
    page.goto("/")
    page.context.clear_cookies(name="sessionid")  # somebody else was here before
    page.goto(chapter.get_absolute_url())
    words = select(page, 4, 5, 19)
    top = page.locator("#b4").bounding_box()["y"]
    colour(page, "blue").click()
    page.locator("main").get_by_role("link", name="Make an account").click()
    page.get_by_label("Username").fill("newcomer")
    page.get_by_label("Password").fill("a very long password")
    page.get_by_role("button", name="Make an account").click()
    expect(page.locator("#b4 mark.blue")).to_have_text(words)
    until(page, lambda: abs(page.locator("#b4").bounding_box()["y"] - top) < 3)
    mark = Highlight.objects.get()
    assert (mark.passage.quote, mark.reader.username) == (words, "newcomer")


def test_a_visitors_note_stays_where_the_network_is_away(page, select, chapter):
    page.goto(chapter.get_absolute_url())
    select(page, 4, 5, 19)
    page.get_by_role("button", name="Note", exact=True).click()
    note = page.get_by_label("Your note")
    note.fill("Half a thought.")
    page.route("**/offline/visit/", lambda route: route.abort())
    note.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("You are offline")
    expect(note).to_be_visible()
    expect(note).to_be_editable()
    expect(note).to_have_value("Half a thought.")
    expect(page.locator("#heard")).not_to_have_text("Note saved.")
    page.unroute("**/offline/visit/")
    note.press("Control+Enter")
    page.wait_for_url("**/accounts/login/**")


def test_a_visitor_signs_in_and_finds_the_composer_open_for_the_words(
    page, select, chapter, reader
):
    page.goto(chapter.get_absolute_url())
    words = select(page, 4, 5, 19)
    page.locator("#selection").get_by_role("link", name="Comment").click()
    page.get_by_label("Username").fill("rose")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Sign in").click()
    margin = page.locator("#margin")
    expect(margin.locator("textarea[name=text]")).to_be_focused()
    expect(margin).to_contain_text(words)
