"""Reading, marking and commenting with the keys alone; and keys that keep out of the way."""

import pytest
from playwright.sync_api import expect

from reader.models import Comment, Highlight
from tests.browser.waiting import until
from tests.factories import highlight, make_chapter, make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reading(open_context, sign_in, reader, chapter):
    page = open_context(viewport={"width": 1280, "height": 800}).new_page()
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    return page


def come_to(page, block):
    page.keyboard.press("j")
    expect(page.locator("#b0")).to_be_focused()
    for _ in range(block):
        page.keyboard.press("j")


def test_j_and_k_go_from_paragraph_to_paragraph(reading):
    come_to(reading, 2)
    expect(reading.locator("#b2")).to_be_focused()
    reading.keyboard.press("j")
    expect(reading.locator("#b4")).to_be_focused()  # b3 is a scene break
    reading.keyboard.press("k")
    expect(reading.locator("#b2")).to_be_focused()


def test_n_and_p_go_from_chapter_to_chapter(reading, chapter):
    second = make_chapter(story=chapter.story, title="High Water")
    reading.reload()
    reading.keyboard.press("n")
    expect(reading).to_have_url(second.get_absolute_url())
    expect(reading.locator("#left")).to_have_text("")  # all of so short a chapter is in sight
    reading.keyboard.press("p")
    expect(reading).to_have_url(chapter.get_absolute_url())
    expect(reading.locator("#left")).to_have_text("")
    reading.keyboard.press("p")
    expect(reading.get_by_role("status").last).to_contain_text("first chapter")


def test_words_are_chosen_marked_and_commented_on(reading, chapter):
    come_to(reading, 1)
    for key in ("v", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        reading.keyboard.press(key)
    expect(reading.get_by_role("toolbar", name="Selection")).to_be_visible()
    assert reading.evaluate("getSelection().toString()") == "write to them"
    reading.keyboard.press("h")
    expect(reading.locator("#b1 mark.yellow")).to_have_text("write to them")
    until(reading, Highlight.objects.exists)
    assert Highlight.objects.get().passage.quote == "write to them"
    reading.keyboard.press("j")
    expect(reading.locator("#b2")).to_be_focused()
    for key in ("v", "Shift+ArrowDown", "c"):
        reading.keyboard.press(key)
    field = reading.get_by_label("Your comment").first
    expect(field).to_be_focused()
    reading.keyboard.type("hjk? nothing is taken here")
    expect(field).to_have_value("hjk? nothing is taken here")
    reading.keyboard.press("Tab")
    reading.keyboard.press("Enter")
    expect(reading.locator("#b2 mark.talk")).to_have_text("She had written")
    assert Comment.objects.get().passage.quote == "She had written"


def test_a_choice_goes_on_over_the_end_of_a_paragraph_and_escape_lets_go(reading):
    come_to(reading, 1)
    reading.keyboard.press("Enter")
    for _ in range(3):
        reading.keyboard.press("ArrowDown")
    reading.keyboard.press("Shift+ArrowRight")
    assert "She had" in reading.evaluate("getSelection().toString()")
    reading.keyboard.press("Escape")
    assert reading.evaluate("getSelection().toString()") == ""
    expect(reading.get_by_role("toolbar", name="Selection")).to_be_hidden()


def test_h_and_c_without_a_selection_take_the_paragraph(reading, chapter):
    reading.keyboard.press("h")
    expect(reading.get_by_role("status").last).to_contain_text("Choose a paragraph")
    come_to(reading, 2)
    reading.keyboard.press("h")
    expect(reading.locator("#b2 mark.yellow")).to_have_text(chapter.revision.block_text(2))
    until(reading, Highlight.objects.exists)
    assert Highlight.objects.get().passage.quote == chapter.revision.block_text(2)


def test_one_stays_where_one_is_after_marking_and_after_commenting(reading):
    come_to(reading, 2)
    reading.keyboard.press("h")
    expect(reading.locator("#b2 mark[data-passages]")).to_be_visible()
    expect(reading.locator("#b2")).to_be_focused()
    reading.keyboard.press("v")
    reading.keyboard.press("Shift+ArrowRight")
    reading.keyboard.press("Tab")
    reading.keyboard.press("ArrowRight")
    reading.keyboard.press("Enter")
    expect(reading.locator("#b2 mark.green[data-passages]")).to_be_visible()
    expect(reading.locator("#b2")).to_be_focused()
    reading.keyboard.press("Tab")
    expect(reading.get_by_role("button", name="Highlight in yellow")).to_be_focused()
    reading.keyboard.press("Escape")
    expect(reading.locator("#b2")).to_be_focused()
    reading.keyboard.press("c")
    expect(reading.get_by_placeholder("Write about these words…").first).to_be_focused()
    reading.keyboard.type("Kings?")
    reading.keyboard.press("Tab")
    reading.keyboard.press("Enter")
    expect(reading.locator("#margin .comment")).to_be_focused()
    reading.keyboard.press("Escape")
    expect(reading.locator("#margin .comment")).to_have_count(0)
    assert reading.evaluate("document.activeElement !== document.body")


def test_a_question_mark_lists_the_keys(reading, accessible):
    reading.keyboard.press("?")
    help_ = reading.get_by_role("dialog", name="Keyboard shortcuts")
    expect(help_).to_be_visible()
    accessible(reading)
    reading.keyboard.press("Escape")
    expect(help_).to_have_count(0)


@pytest.mark.parametrize("key", ["Control+h", "Alt+j", "Meta+n", "Control+p"])
def test_no_key_is_taken_together_with_another(reading, chapter, key):
    held, letter = key.split("+")

    def is_taken(held):
        return reading.evaluate(
            """([held, key]) => {
            const event = new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true,
              ctrlKey: held === 'Control', altKey: held === 'Alt', metaKey: held === 'Meta'});
            return !document.body.dispatchEvent(event);
            }""",
            [held, letter],
        )

    come_to(reading, 0)
    assert not is_taken(held)
    expect(reading).to_have_url(chapter.get_absolute_url())
    assert is_taken("")


def test_keys_can_be_switched_off_and_stay_off(reading):
    reading.get_by_label("Contents", exact=True).first.click()
    reading.get_by_label("Keyboard shortcuts").uncheck()
    until(reading, "document.cookie.includes('keys=off')")
    reading.keyboard.press("Escape")
    for _ in range(2):
        for key in ("j", "?"):
            reading.keyboard.press(key)
        expect(reading.get_by_role("dialog")).to_have_count(0)
        expect(reading.locator("#b0")).not_to_be_focused()
        reading.reload()


def test_one_goes_from_words_to_their_thread_and_back(reading, chapter, reader):
    mark = highlight(chapter, "a widow", reader)
    say(chapter, "Who?", make_reader("tam"), on="lamp oil")
    reading.reload()
    link = reading.locator("#w4")
    expect(link).to_have_attribute(
        "aria-label", "1 comment on this paragraph, 1 highlight of yours"
    )
    assert reading.locator("#b4 mark").first.get_attribute("aria-details") == "w4"
    link.focus()
    reading.keyboard.press("Enter")
    expect(reading.locator("#margin")).to_be_focused()
    thread = reading.locator(f"#t{mark.passage_id}")
    thread.get_by_role("link", name="View in text").focus()
    reading.keyboard.press("Enter")
    expect(link).to_be_focused()
    expect(reading.locator("#b4")).to_be_in_viewport()
    expect(thread).to_be_visible()
