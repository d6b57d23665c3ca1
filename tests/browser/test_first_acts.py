"""What one does before the page has all that it takes is done once it has."""

import pytest
from playwright.sync_api import expect

from reader.models import Comment
from tests.browser.conftest import DESKTOP
from tests.browser.waiting import until
from tests.factories import make_chapter, make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chapter():
    chapter = make_chapter()
    say(chapter, "Nobody would.", make_reader("tam"), on="a widow")
    return chapter


@pytest.fixture
def slow(open_context, sign_in):
    """A page of a reader, and the requests for htmx, which wait."""
    page = open_context(**DESKTOP).new_page()
    sign_in(page, make_reader("rose"))
    held = []
    page.route("**/htmx-2*", lambda route: held.append(route))
    return page, held


def test_nothing_that_acts_comes_before_a_hand_does(slow, chapter):
    page, held = slow
    page.goto(chapter.get_absolute_url(), wait_until="networkidle")
    page.evaluate("scrollTo(0, 600)")
    page.wait_for_timeout(300)
    assert not held
    page.mouse.move(300, 300)
    until(page, lambda: len(held) == 1)


def test_what_is_pressed_before_it_acts_waits_and_is_done_once(slow, chapter):
    page, held = slow
    page.goto(chapter.get_absolute_url())
    opener = page.locator(".thread-card")
    opener.click()
    opener.click()
    expect(opener).to_have_class("thread-card htmx-request")
    until(page, lambda: len(held) == 1)
    held[0].continue_()
    expect(page.locator("#margin .thread")).to_contain_text("Nobody would.")
    expect(page.locator(".htmx-request")).to_have_count(0)
    assert page.url.endswith(chapter.get_absolute_url())


def test_words_marked_and_a_comment_sent_before_it_acts_arrive(slow, chapter):
    page, held = slow
    page.goto(chapter.get_absolute_url())
    page.locator("#b0").evaluate("block => getSelection().selectAllChildren(block)")
    page.locator("#selection .dot.green").click()
    expect(page.locator("#b0 mark.green").first).to_be_visible()
    form = page.locator("#say-chapter")
    form.locator("textarea").fill("Said early.")
    form.get_by_role("button", name="Comment").click()
    expect(form).to_have_class("comment-form htmx-request")
    for route in held:
        route.continue_()
    expect(page.locator("#comments")).to_contain_text("Said early.")
    until(page, lambda: chapter.passages.filter(highlights__reader__username="rose").exists())
    assert chapter.comments.filter(source="Said early.").count() == 1


def test_where_the_network_is_away_it_says_so_and_may_be_pressed_again(slow, chapter):
    page, held = slow
    page.goto(chapter.get_absolute_url())
    page.locator(".thread-card").click()
    until(page, lambda: len(held) == 1)
    page.context.set_offline(True)
    held.pop().abort()
    expect(page.locator("#status")).to_contain_text("You are offline")
    page.context.set_offline(False)
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.locator(".thread-card").click()
    until(page, lambda: len(held) == 1)
    held.pop().continue_()
    expect(page.locator("#margin .thread")).to_contain_text("Nobody would.")


def test_a_button_that_is_pressed_before_it_acts_says_which_it_was(slow, chapter):
    page, held = slow
    page.goto(chapter.get_absolute_url())
    page.locator(".onward").get_by_role("button", name="Tell me").click()
    until(page, lambda: len(held) == 1)
    held.pop().continue_()
    expect(page.locator(".onward").get_by_role("button", name="Following")).to_be_visible()


def test_where_it_cannot_be_loaded_links_and_forms_go_their_plain_way(slow, chapter):
    page, _ = slow
    page.unroute("**/htmx-2*")
    page.route("**/htmx-2*", lambda route: route.fulfill(status=404))
    page.goto(chapter.get_absolute_url())
    form = page.locator("#say-chapter")
    form.get_by_role("textbox").fill("A fine chapter.")
    form.get_by_role("button", name="Comment").click()
    until(page, lambda: Comment.objects.filter(source="A fine chapter.").exists())
    page.goto(chapter.get_absolute_url())
    link = page.locator("#w0")
    link.click()
    page.wait_for_url("**/blocks/0/**")
