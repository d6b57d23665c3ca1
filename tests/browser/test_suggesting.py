"""A reader suggests a correction where they read; its author finds the words in the editor."""

import pytest
from playwright.sync_api import expect

from reader.models import TypoNote
from tests.browser.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
CHOSEN = """() => {
  const { value, selectionStart, selectionEnd } = document.getElementById("id_source");
  return value.slice(selectionStart, selectionEnd);
}"""


def test_words_are_chosen_corrected_and_found_in_the_editor(
    reading, chapter, select, open_context, sign_in
):
    words = select(reading, 4, 16, 25)
    reading.locator(".copying summary").click()
    reading.get_by_role("button", name="Suggest a correction").click()
    field = reading.get_by_label("Should be")
    expect(field).to_be_focused()
    expect(field).to_have_value(words)
    field.fill("midnight")
    reading.locator("#margin .panel-close").click()
    select(reading, 4, 16, 25)
    reading.locator(".copying summary").click()
    reading.get_by_role("button", name="Suggest a correction").click()
    expect(field).to_have_value("midnight")  # what was typed is kept
    reading.get_by_label("Remark").fill("See chapter one.")
    reading.get_by_role("button", name="Send").click()
    expect(reading.locator("#margin")).to_contain_text("only the author of the story sees it")
    note = TypoNote.objects.get()
    assert (note.quote, note.suggestion, note.remark) == (words, "midnight", "See chapter one.")
    page = open_context().new_page()
    sign_in(page, chapter.story.author)
    page.goto(f"{reading.url.split('/stories/')[0]}/desk/{chapter.story.slug}/typos/")
    page.get_by_role("link", name="Edit there").click()
    until(page, lambda: page.evaluate(CHOSEN) == words)
    page.go_back()
    page.get_by_role("button", name="Corrected").click()
    expect(page.get_by_text("Nothing to correct.")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(f"#typo-{note.pk}")).to_be_visible()
