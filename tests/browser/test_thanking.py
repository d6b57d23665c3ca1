"""Thanking and following while one writes: nothing typed is lost, and the focus stays."""

import pytest
from playwright.sync_api import expect

from reader.models import Thanks
from reader.models.inbox.follow import follows, thread_of
from tests.browser.waiting import until
from tests.factories import make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def comment(chapter):
    return say(chapter, "Which fish?", make_reader("tam", name="Tam"), on="around a fish")


def test_one_thanks_and_follows_in_a_thread_while_one_writes(reading, comment, reader):
    reading.reload()
    reading.locator("#text .block-link[href*='blocks/2/']").click()
    margin = reading.locator("#margin")
    field = margin.locator(".panel > .comment-form textarea")
    field.fill("Half a thought")
    thank = margin.locator(f"#c{comment.pk}-thanks button")
    for is_given in (True, False, True):
        thank.focus()
        reading.keyboard.press("Enter")
        expect(thank).to_have_attribute("aria-pressed", str(is_given).lower())
        expect(thank).to_be_focused()
        until(reading, lambda is_given=is_given: Thanks.objects.given().exists() == is_given)
    bell = margin.locator(".follow button")
    for is_followed in (True, False):
        bell.focus()
        reading.keyboard.press("Space")
        name = "Following this thread. Stop following" if is_followed else "Follow this thread"
        expect(bell).to_have_accessible_name(name)
        expect(bell).to_be_focused()
        until(reading, lambda on=is_followed: follows(reader, thread_of(comment)) == on)
    expect(field).to_have_value("Half a thought")
    reading.keyboard.press("Escape")
    thank = reading.locator("#thanks button")
    for is_given in (True, False):
        thank.focus()
        reading.keyboard.press("Enter")
        expect(thank).to_have_attribute("aria-pressed", str(is_given).lower())
        expect(thank).to_be_focused()


def test_a_visitor_thanks_by_way_of_the_door_without_script(plain_page, chapter, comment, reader):
    plain_page.goto(chapter.get_absolute_url())
    plain_page.locator("#thanks button").click()
    plain_page.locator("main").get_by_role("link", name="Sign in").click()
    plain_page.get_by_label("Username").fill(reader.username)
    plain_page.get_by_label("Password").fill("a long password")
    plain_page.get_by_role("button", name="Sign in").click()
    plain_page.get_by_role("button", name="Thank").click()
    assert plain_page.url.endswith(f"{chapter.get_absolute_url()}#thanks")
    expect(plain_page.locator("#thanks")).to_contain_text("You thanked")
    plain_page.goto(comment.url_in_chapter)
    plain_page.locator(f"#c{comment.pk}-thanks button").click()
    plain_page.get_by_role("button", name="Thank Tam").click()
    expect(plain_page.locator(f"#c{comment.pk}-thanks button")).to_contain_text("Thanked")
    assert Thanks.objects.filter(reader=reader).count() == 2
