"""Comments and highlights made while the network is away: sent once, in order."""

import re

import pytest
from playwright.sync_api import expect

from reader.actions.revising.revise import revise
from reader.models import Comment, Highlight
from tests.browser.conftest import DESKTOP
from tests.browser.offline.steps import back_online, comment, open_kept, press_colour, waiting
from tests.browser.waiting import until
from tests.factories import find_words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.postgresql
def test_what_is_written_offline_is_sent_in_order_once(reading, select, reader, chapter):
    words = press_colour(reading, select, 0, 4, 9)
    waiting(reading, 1)
    expect(reading.get_by_role("status")).to_contain_text("sent when you are back online")
    for number in range(2, 5):
        comment(reading, f"Comment {number}.")
        waiting(reading, number)
    marked = reading.locator("#b0 mark.waiting.green")
    expect(marked).to_have_text(words)
    expect(reading.locator(".comment.waiting")).to_have_count(3)
    reading.reload()
    waiting(reading, 4)
    expect(marked).to_have_text(words)
    expect(reading.locator(".comment.waiting")).to_have_count(3)
    assert not (Comment.objects.exists() or Highlight.objects.exists())
    back_online(reading)
    expect(reading.locator("#b0 mark.green")).to_have_text(words)
    expect(reading.locator("#comments .comment")).to_have_count(3)
    expect(reading.locator(".comment.waiting")).to_have_count(0)
    said = list(Comment.objects.order_by("pk").values_list("source", "reader"))
    assert said == [(f"Comment {n}.", reader.pk) for n in range(2, 5)]
    assert Highlight.objects.get().passage.quote == words


def test_what_is_marked_offline_is_undone_and_noted_offline(reading, select):
    press_colour(reading, select, 0, 4, 9)
    waiting(reading, 1)
    reading.get_by_role("button", name="Undo").click()
    waiting(reading, 0)
    expect(reading.locator("#text mark")).to_have_count(0)
    select(reading, 1, 0, 9)
    reading.locator("#comment-on-selection").click()
    reading.locator("#margin").get_by_label("Your comment").fill("Stays.")
    reading.locator("#margin").get_by_role("button", name="Comment").click()
    waiting(reading, 1)
    press_colour(reading, select, 1, 0, 9)
    waiting(reading, 2)
    reading.get_by_role("button", name="Undo").click()
    waiting(reading, 1)
    press_colour(reading, select, 2, 0, 15, "pink")
    reading.get_by_role("button", name="Add a note").click()
    reading.get_by_label("Your note").fill("Offline.")
    reading.get_by_role("button", name="Save", exact=True).click()
    waiting(reading, 3)
    back_online(reading)
    until(reading, lambda: Highlight.objects.filter(note="Offline.", colour="pink").exists())
    assert Highlight.objects.count() == 1
    assert Comment.objects.get().source == "Stays."


@pytest.mark.postgresql
def test_an_answer_that_was_lost_stores_nothing_twice(page, context, sign_in, reader, chapter):
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    lost = []

    def lose(route):
        if route.request.method == "POST" and len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    context.route("**/comments/", lose)
    comment(page, "Only once.")
    until(page, lambda: len(lost) == 2)
    assert lost[0] == 200
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)
    expect(page.locator("#comments .comment")).to_have_count(1)
    assert Comment.objects.get().source == "Only once."


def test_a_conflict_is_shown_and_keeps_nothing_else_from_being_sent(
    reading, select, reader, chapter, accessible
):
    press_colour(reading, select, 1, 0, 23)
    comment(reading, "x" * 10_001)
    comment(reading, "This is fine.")
    waiting(reading, 3)
    kept_blocks = chapter.revision.source.split("\n\n")
    revise(chapter, "\n\n".join([kept_blocks[0], *kept_blocks[2:]]), by=None)
    reading.context.set_offline(False)
    expect(reading.locator(".bar-waiting.refused")).to_have_text("2 not sent")
    expect(reading.get_by_role("status")).to_contain_text("was not accepted")
    assert Comment.objects.get().source == "This is fine."
    reading.locator(".bar-waiting").click()
    rows = reading.locator("#waiting li")
    expect(rows.nth(0)).to_contain_text("those words are gone")
    expect(rows.nth(1)).to_contain_text("10,000 characters")
    accessible(reading)
    rows.nth(1).get_by_role("button", name="Delete").click()
    expect(rows).to_have_count(1)
    revise(chapter, "\n\n".join(kept_blocks), by=None)
    rows.get_by_role("button", name="Try again").click()
    expect(rows).to_have_count(0)
    assert Highlight.objects.get().passage.quote == chapter.text[slice(*find_words(
        chapter, Highlight.objects.get().passage.quote))]  # fmt: skip


def test_words_are_sent_after_a_long_absence_with_a_fresh_token(reading, reader, chapter, sign_in):
    comment(reading, "Still here.")
    waiting(reading, 1)
    reading.context.clear_cookies()
    sign_in(reading, reader)
    reading.context.set_offline(False)
    reading.evaluate("dispatchEvent(new Event('online'))")
    waiting(reading, 0)
    assert Comment.objects.get().source == "Still here."


def test_one_comments_on_words_and_replies_where_nothing_was_opened(reading, select, chapter):
    words = select(reading, 2, 0, 15)
    reading.locator("#comment-on-selection").click()
    panel = reading.locator("#margin")
    expect(panel.locator(".quote")).to_have_text(words)
    panel.get_by_label("Your comment").fill("On these.")
    panel.get_by_role("button", name="Comment").click()
    waiting(reading, 1)
    expect(panel.locator(".comment.waiting")).to_contain_text("On these.")
    panel.get_by_role("link", name="Close").click()
    reading.locator("#w4").click()
    panel.get_by_role("button", name="Highlight this in blue").click()
    waiting(reading, 2)
    back_online(reading)
    assert Comment.objects.get().passage.quote == words
    assert Highlight.objects.get().passage.block == 4


def test_a_form_without_htmx_waits_too(reading, chapter):
    reading.evaluate("document.querySelector('#say-chapter textarea').value = 'Plainly.'")
    reading.evaluate("document.querySelector('#say-chapter').submit()")
    expect(reading.locator(".kept-line")).to_be_visible()
    expect(reading.locator(".comment.waiting").last).to_contain_text("Plainly.")


def test_without_a_worker_nothing_is_lost(open_context, sign_in, reader, chapter):
    page = open_context(**DESKTOP).new_page()
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    page.context.set_offline(True)
    comment(page, "Kept in its field.")
    expect(page.get_by_role("status")).to_contain_text("You are offline")
    assert page.get_by_label("Your comment").input_value() == "Kept in its field."
    page.context.set_offline(False)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#comments .comment")).to_have_count(1)


def test_forms_and_redirects_pass_through_while_the_network_is_there(
    page, sign_in, reader, chapter, live_server
):
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.reload()
    page.evaluate("document.querySelector('#say-chapter textarea').value = 'Plainly.'")
    page.evaluate("document.querySelector('#say-chapter').submit()")
    expect(page.locator("#comments .comment")).to_contain_text("Plainly.")
    said = Comment.objects.get()
    page.goto(said.get_absolute_url())
    expect(page).to_have_url(live_server.url + said.url_in_chapter)
    page.goto(chapter.get_absolute_url())
    page.context.clear_cookies(name="sessionid")
    comment(page, "Signed out.")
    back = re.escape(f"next={chapter.get_absolute_url()}")
    expect(page).to_have_url(re.compile(f"/accounts/login/.*{back}$"))
    assert Comment.objects.count() == 1
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    expect(page.locator("#say-chapter textarea")).to_have_value("Signed out.")


@pytest.mark.postgresql
def test_two_tabs_send_what_waits_once(reading, context, reader, chapter):
    comment(reading, "From one of two.")
    waiting(reading, 1)
    other = context.new_page()
    other.goto(chapter.get_absolute_url())
    waiting(other, 1)
    context.set_offline(False)
    for tab in (reading, other):
        tab.evaluate("dispatchEvent(new Event('online'))")
    for tab in (reading, other):
        waiting(tab, 0)
        expect(tab.locator("#comments .comment")).to_have_count(1)
    assert Comment.objects.get().source == "From one of two."
