"""Following by one press from where one is: with the keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from reader.models.inbox.follow import follows, thread_of
from tests.factories import make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def thread(chapter):
    return thread_of(say(chapter, "Which fish?", make_reader("tam"), on="around a fish"))


def test_with_the_keyboard_a_thread_and_a_story_are_followed_and_not(
    reading, chapter, thread, reader
):
    reading.reload()
    reading.locator("#text .block-link[href*='blocks/2/']").focus()
    reading.keyboard.press("Enter")
    bell = reading.locator("#margin .follow button")
    expect(bell).to_have_accessible_name("Follow this thread")
    bell.focus()
    reading.keyboard.press("Enter")
    expect(bell).to_have_accessible_name("Following this thread. Stop following")
    expect(bell).to_be_focused()
    assert follows(reader, thread)
    reading.goto(chapter.story.get_absolute_url())
    button = reading.locator(".follow button")
    button.focus()
    reading.keyboard.press("Space")
    expect(button).to_have_text("Following this story. Stop following")
    expect(button).to_be_focused()
    assert follows(reader, chapter.story)
    reading.keyboard.press("Space")
    expect(button).to_have_text("Follow this story")
    assert not follows(reader, chapter.story)


def test_without_script_one_is_led_back_and_a_visitor_by_way_of_the_door(
    plain_page, reader, chapter, thread
):
    story = chapter.story
    plain_page.goto(thread.thread_url)
    plain_page.get_by_role("button", name="Follow this thread").click()
    plain_page.get_by_label("Username").fill(reader.username)
    plain_page.get_by_label("Password").fill("a long password")
    plain_page.get_by_role("button", name="Sign in").click()
    expect(plain_page.locator(".comment").first).to_contain_text("Which fish?")
    assert follows(reader, thread)
    plain_page.goto(story.get_absolute_url())
    plain_page.get_by_role("button", name="Follow this story").click()
    expect(plain_page).to_have_url(story.get_absolute_url())
    assert follows(reader, story)
    plain_page.get_by_role("button", name="Following this story").click()
    assert not follows(reader, story)
