"""Keeping a story on a shelf: by mouse and keyboard, with script and without."""

import pytest
from playwright.sync_api import expect

from reader.models import Shelf
from tests.factories import make_chapter, make_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story():
    return make_chapter(story=make_story(title="The Ferry")).story


def test_a_story_is_put_on_shelves_and_found_there(page, sign_in, reader, story, accessible):
    sign_in(page, reader)
    page.goto(story.get_absolute_url())
    page.get_by_role("button", name="For later").click()
    expect(page.get_by_role("button", name="For later")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#status")).to_contain_text("Added to “For later”.")
    page.get_by_text("My shelves", exact=True).last.click()
    page.get_by_placeholder("New shelf").fill("By the sea")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="By the sea")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="All my shelves").click()
    page.get_by_role("link", name="By the sea").click()
    expect(page.get_by_role("heading", name="The Ferry")).to_be_visible()
    page.get_by_text("Rename or delete this shelf").click()
    page.get_by_text("New shelf", exact=True).click()
    accessible(page)
    page.get_by_role("button", name="Delete shelf").click()
    expect(page.get_by_text("Shelf “By the sea” deleted.")).to_be_visible()


def test_the_keyboard_stays_where_it_is(page, sign_in, reader, story):
    sign_in(page, reader)
    page.goto(story.get_absolute_url())
    button = page.get_by_role("button", name="Finished")
    button.focus()
    for pressed in ("true", "false", "true"):
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", pressed)
        expect(button).to_be_focused()


def test_without_script_too(plain_page, sign_in, reader, story):
    page = plain_page
    sign_in(page, reader)
    page.goto(story.get_absolute_url())
    page.get_by_role("button", name="Reading").click()
    expect(page.get_by_role("button", name="Reading")).to_have_attribute("aria-pressed", "true")
    page.get_by_text("My shelves", exact=True).last.click()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Give the new shelf a name first.")).to_be_visible()
    page.get_by_placeholder("New shelf").fill("Sea")
    page.get_by_role("button", name="Add").click()
    assert {str(shelf) for shelf in Shelf.objects.filter(stories=story)} == {"Reading", "Sea"}
