"""The main flows in a browser without JavaScript: links and forms are enough."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import expect

from reader.models import Comment, Highlight, Progress
from tests.factories import highlight, make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reading(plain_page, sign_in, reader, chapter):
    sign_in(plain_page, reader)
    plain_page.goto(chapter.get_absolute_url())
    return plain_page


def test_a_paragraph_is_marked_whole_and_unmarked(reading, chapter):
    reading.get_by_role("link", name="Highlight or comment on this paragraph").nth(1).click()
    reading.get_by_role("button", name="Highlight this in green").click()
    expect(reading).to_have_url(f"{chapter.get_absolute_url()}#b1")
    assert Highlight.objects.get().passage.quote == chapter.revision.block_text(1)
    reading.locator("#w1").click()
    reading.get_by_text("Note", exact=True).click()
    reading.get_by_label("Private note").fill("A boot.")
    reading.get_by_role("button", name="Save").click()
    assert Highlight.objects.get().note == "A boot."
    reading.locator("#w1").click()
    reading.get_by_role("button", name="Remove").click()
    assert Highlight.objects.get().removed_at
    reading.get_by_role("button", name="Undo").click()
    assert not Highlight.objects.get().removed_at


def test_a_comment_on_a_paragraph_a_reply_an_edit_a_deletion(reading, chapter):
    reading.get_by_role("link", name="Highlight or comment on this paragraph").first.click()
    reading.get_by_label("Your comment").fill("Nobody on it?")
    reading.get_by_role("button", name="Comment").click()
    expect(reading.locator(".thread .comment")).to_contain_text("Nobody on it?")
    reading.get_by_role("link", name="Reply to Rose").click()
    reading.get_by_label("Reply to Rose").fill("Nobody.")
    reading.get_by_role("button", name="Reply").click()
    expect(reading.locator(".replies .comment")).to_contain_text("Nobody.")
    reading.locator(".replies").get_by_role("link", name="Edit").click()
    reading.get_by_label("Edit your comment").fill("Nobody at all.")
    reading.get_by_role("button", name="Save").click()
    expect(reading.locator(".replies .comment")).to_contain_text("Nobody at all.")
    reading.locator(".replies").get_by_role("link", name="Delete").click()
    reading.get_by_role("button", name="Delete").click()
    assert Comment.objects.count() == 1


def test_words_that_were_sent_after_a_session_had_ended_are_sent_after_the_door(reading, chapter):
    Session.objects.all().delete()
    cache.clear()
    reading.get_by_placeholder("What do you think of this chapter?").fill("A *long* thought.")
    reading.get_by_role("button", name="Comment").click()
    reading.get_by_label("Username or email address").fill("rose")
    reading.get_by_label("Password").fill("a long password")
    reading.get_by_role("button", name="Sign in").click()
    expect(reading.get_by_label("What you wrote")).to_have_value("A *long* thought.")
    reading.get_by_role("button", name="Send").click()
    expect(reading.locator("#comments")).to_contain_text("A long thought.")
    assert Comment.objects.count() == 1


def test_the_number_in_the_margin_is_a_link_to_the_thread(reading, chapter):
    say(chapter, "Who are they?", make_reader("tam"), on="two goats")
    reading.reload()
    reading.get_by_role("link", name="1 comment on this paragraph").click()
    expect(reading.locator(".comment")).to_contain_text("Who are they?")
    reading.get_by_role("link", name="View in text").click()
    expect(reading.locator("#margin .comment")).to_contain_text("Who are they?")
    expect(reading.locator("#b4")).to_be_in_viewport()
    reading.get_by_role("link", name="Close").click()
    expect(reading.locator("#margin .comment")).to_have_count(0)


def test_a_comment_on_the_chapter(reading):
    reading.get_by_label("Your comment").fill("More, please.")
    reading.get_by_role("button", name="Comment").click()
    expect(reading.locator("#comments")).to_contain_text("More, please.")


def test_a_refused_comment_comes_back_with_what_was_typed(reading):
    reading.get_by_label("Your comment").fill("x" * 10_001)
    reading.get_by_role("button", name="Comment").click()
    expect(reading.get_by_role("alert")).to_contain_text("10,000 characters")
    assert reading.get_by_label("Comment", exact=False).first.input_value() == "x" * 10_001


def test_a_place_can_be_kept_by_hand(reading, reader, chapter):
    reading.locator("#w2").click()
    reading.get_by_role("button", name="Save my place here").click()
    assert Progress.objects.get(reader=reader).block == 2
    reading.goto("/")
    reading.get_by_role("link", name="Low Water").click()
    expect(reading).to_have_url(f"{chapter.get_absolute_url()}#b2")


def test_the_look_is_chosen_on_a_page(plain_page, chapter):
    plain_page.goto(chapter.get_absolute_url())
    plain_page.get_by_label("Appearance").click()
    plain_page.get_by_role("link", name="Change the appearance").click()
    plain_page.locator("#main").get_by_text("Sepia").click()
    plain_page.get_by_role("button", name="Save").click()
    expect(plain_page.locator("html")).to_have_attribute("data-theme", "sepia")
    expect(plain_page).to_have_url(chapter.get_absolute_url())


def test_all_my_highlights_stand_on_a_page(plain_page, sign_in, reader, chapter):
    highlight(chapter, "a widow", reader, note="Which?")
    sign_in(plain_page, reader)
    plain_page.goto("/highlights/")
    expect(plain_page.get_by_role("main")).to_contain_text("Which?")
    plain_page.get_by_role("link", name="View in chapter").click()
    expect(plain_page.locator("#b4")).to_be_in_viewport()
