"""What one says: spoilers are covered and uncovered, readers are named."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.factories import make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_spoiler_is_opened_by_a_press_or_a_key(page, sign_in, reader, chapter, accessible):
    said = say(chapter, "I knew: ||the widow\ndid *it*|| and ||he|| knew.", make_reader("tam"))
    sign_in(page, reader)
    page.goto(said.get_absolute_url())
    comment = page.locator(f"#c{said.pk}")
    covers, words = comment.locator(".spoiler"), comment.locator(".spoiler > span")
    expect(words.first).to_be_hidden()
    covers.first.click()
    expect(words.first).to_be_visible()
    expect(words.last).to_be_hidden()
    covers.first.click()
    expect(words.first).to_be_hidden()
    box = comment.get_by_role("checkbox", name="Show the spoiler").last
    box.focus()
    page.keyboard.press("Space")
    expect(words.last).to_be_visible()
    accessible(page)


def test_without_script_too(open_context, chapter):
    said = say(chapter, "I knew: ||the widow||.", make_reader("tam"), on="two goats")
    page = open_context(**DESKTOP, java_script_enabled=False).new_page()
    page.goto(said.get_absolute_url())
    words = page.locator(f"#c{said.pk} .spoiler > span")
    expect(words).to_be_hidden()
    page.locator(f"#c{said.pk} .spoiler").click()
    expect(words).to_be_visible()


def test_words_are_covered_and_a_reader_is_named_by_keyboard_alone(
    page, sign_in, reader, chapter, accessible
):
    first = say(chapter, "Who are they?", make_reader("tam", name="Tam Reed"), on="two goats")
    say(chapter, "Oh.", make_reader("tamsin"))
    sign_in(page, reader)
    page.goto(first.get_absolute_url())
    margin = page.locator("#margin")
    box = margin.get_by_label("Your comment")
    box.fill("The widow did it.")
    box.press("Control+a")
    margin.get_by_role("button", name="Hide as a spoiler").press("Enter")
    expect(box).to_have_value("||The widow did it.||")
    expect(box).to_be_focused()
    margin.get_by_role("button", name="Hide as a spoiler").click()
    expect(box).to_have_value("The widow did it.")
    box.press("End")
    box.press_sequentially(" @tam")
    names = page.get_by_role("listbox", name="Readers").get_by_role("option")
    expect(names).to_have_text(["T Tam Reed @tam", "T tamsin"])
    expect(names.first).to_have_attribute("aria-selected", "true")
    accessible(page)
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", names.last.get_attribute("id"))
    box.press("ArrowUp")
    box.press("Enter")
    expect(box).to_have_value("The widow did it. @tam ")
    expect(names).to_have_count(0)
    box.press_sequentially("and @ta")
    expect(names).to_have_count(2)
    box.press("Escape")
    expect(names).to_have_count(0)
    expect(box).to_be_visible()
    box.press("Control+Enter")
    named = margin.locator(".comment .mention")
    expect(named).to_have_text("@tam")
    named.click()
    expect(page.get_by_role("heading", name="Tam Reed")).to_be_visible()
