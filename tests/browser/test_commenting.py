"""Talking in the margin."""

import re

import pytest
from playwright.sync_api import expect

from reader.actions.revising.revise import revise
from reader.models import Comment, Reader
from tests.browser.conftest import DESKTOP
from tests.factories import make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)


def margin(page):
    return page.locator("#margin")


def test_a_comment_on_selected_words_stands_in_the_margin(reading, select):
    words = select(reading, 0, 4, 9)
    reading.get_by_role("toolbar").get_by_role("button", name="Comment").click()
    box = margin(reading).get_by_label("Your comment")
    expect(box).to_be_focused()
    box.fill("That *ferry* again.")
    margin(reading).get_by_role("button", name="Comment").click()
    expect(margin(reading).locator(".comment em")).to_have_text("ferry")
    expect(reading.locator("#b0 mark.talk")).to_have_text(words)
    expect(reading.locator("#w0")).to_have_text("1")
    expect(reading.locator("#w0")).to_have_accessible_name("1 comment on this paragraph")


def test_the_number_in_the_margin_opens_the_thread(page, sign_in, reader, chapter):
    say(chapter, "Who are they?", make_reader("tam"), on="two goats")
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    page.get_by_role("link", name="1 comment on this paragraph").click()
    thread = margin(page).locator(".thread").first
    expect(thread).to_contain_text("Who are they?")
    expect(thread.locator(".comment")).to_be_in_viewport()
    expect(page.locator("#b4 mark.talk")).to_be_in_viewport()
    words, panel = page.locator("#b4 mark.talk").bounding_box(), margin(page).bounding_box()
    apart = panel["x"] >= words["x"] + words["width"] or panel["y"] >= words["y"] + words["height"]
    assert apart, "the thread covers the words it is about"


def test_answering_editing_and_deleting(page, sign_in, reader, chapter):
    first = say(chapter, "Who are they?", make_reader("tam"), on="two goats")
    sign_in(page, reader)
    page.goto(first.get_absolute_url())
    expect(margin(page).locator(f"#c{first.pk}")).to_be_visible()
    page.get_by_role("link", name="Reply to tam").click()
    page.get_by_label("Reply to tam").fill("Kings.")
    page.get_by_role("button", name="Reply", exact=True).click()
    reply = margin(page).locator(".replies .comment")
    expect(reply).to_contain_text("Kings.")
    reply.get_by_role("link", name="Edit").click()
    page.get_by_label("Edit your comment").fill("Kings of somewhere.")
    reply.get_by_role("button", name="Save").click()
    expect(reply).to_contain_text("Kings of somewhere.")
    expect(reply).to_contain_text("edited")
    reply.get_by_role("link", name="Delete").click()
    reply.get_by_role("button", name="Delete").click()
    expect(margin(page).locator(".replies .comment")).to_have_count(0)
    expect(margin(page)).to_contain_text("Who are they?")
    assert Comment.objects.get() == first


def test_new_comments_come_without_losing_what_is_being_typed(page, sign_in, reader, chapter):
    first = say(chapter, "Who are they?", make_reader("tam"), on="two goats")
    sign_in(page, reader)
    page.goto(first.get_absolute_url())
    box = margin(page).get_by_label("Your comment")
    box.fill("Half a thought")
    say(chapter, "I know.", make_reader("una"), to=first)
    page.get_by_role("link", name="Check for new comments").click()
    expect(margin(page)).to_contain_text("I know.")
    expect(box).to_have_value("Half a thought")
    page.get_by_role("link", name="Close").click()
    expect(margin(page).locator(".thread")).to_have_count(0)
    page.reload()
    page.get_by_role("link", name="2 comments on this paragraph").click()
    expect(margin(page).get_by_label("Your comment")).to_have_value("Half a thought")


def test_a_comment_on_the_chapter_as_a_whole(reading, chapter):
    section = reading.get_by_role("region", name="Comments on this chapter")
    section.get_by_label("Your comment").fill("More, please.")
    section.get_by_role("button", name="Comment").click()
    expect(section.locator(".comment")).to_contain_text("More, please.")
    expect(section.get_by_label("Your comment")).to_have_value("")
    assert Comment.objects.get().passage is None


def test_a_refused_comment_keeps_what_was_typed(reading, settings, chapter):
    section = reading.get_by_role("region", name="Comments on this chapter")
    section.get_by_label("Your comment").fill("x" * 10_001)
    section.get_by_role("button", name="Comment").click()
    expect(section.get_by_role("alert")).to_contain_text("10,000 characters")
    assert section.get_by_label("Your comment").input_value() == "x" * 10_001
    assert not Comment.objects.exists()


def test_a_lost_network_keeps_what_was_typed(open_context, sign_in, reader, chapter):
    context = open_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    section = page.get_by_role("region", name="Comments on this chapter")
    box = section.get_by_label("Your comment")
    box.fill("On the train")
    page.route("**/comments/", lambda route: route.fulfill(status=502, body="gone"))
    section.get_by_role("button", name="Comment").click()
    expect(page.get_by_role("status")).to_contain_text("Your text is kept here")
    expect(box).to_have_value("On the train")
    page.unroute("**/comments/")
    section.get_by_role("button", name="Comment").click()
    expect(section.locator(".comment")).to_contain_text("On the train")
    context.clear_cookies()


def test_words_gone_meanwhile_are_said_and_the_comment_is_kept(reading, select, chapter):
    select(reading, 1, 0, 23)
    reading.get_by_role("toolbar").get_by_role("button", name="Comment").click()
    margin(reading).get_by_label("Your comment").fill("A good line.")
    kept = chapter.revision.source.split("\n\n")
    revise(chapter, "\n\n".join([kept[0], *kept[2:]]), by=None)
    margin(reading).get_by_role("button", name="Comment").click()
    expect(margin(reading).get_by_role("alert")).to_contain_text("these words are gone")
    expect(margin(reading).get_by_label("Your comment")).to_have_value("A good line.")
    assert not Comment.objects.exists()


def test_who_was_signed_out_finds_what_they_typed_and_nobody_else_does(reading, sign_in, chapter):
    reading.get_by_label("Your comment").fill("Said at length.")
    reading.context.clear_cookies(name="sessionid")
    reading.locator("#say-chapter").get_by_role("button", name="Comment").click()
    expect(reading).to_have_url(re.compile("/accounts/login/"))
    sign_in(reading, make_reader("tam"))
    reading.goto(chapter.get_absolute_url())
    expect(reading.get_by_label("Your comment")).to_have_value("")
    sign_in(reading, Reader.objects.get(username="rose"))
    reading.reload()
    expect(reading.get_by_label("Your comment")).to_have_value("Said at length.")


SIDES = """p => [...p.firstChild.data].map((_, i) => {
  const range = document.createRange();
  range.setStart(p.firstChild, i);
  range.setEnd(p.firstChild, i + 1);
  return range.getBoundingClientRect().x;
})"""


@pytest.mark.parametrize("screen", [DESKTOP])
def test_a_comment_runs_as_its_language_does(page, sign_in, reader, chapter):
    said = say(chapter, "مرحبا بالعالم! قرأت Chapter 2.\n\nIn English too.", reader)
    say(chapter, "وأعجبني.", make_reader("tam"), to=said)
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    expect(page.locator(".comment-text")).to_have_count(2)
    for written in page.locator(".comment-text p").filter(has_text="ا").all():
        places = written.evaluate(SIDES)
        box = written.bounding_box()
        assert places[-1] == min(places)  # the full stop is at the left end
        assert max(places) > box["x"] + box["width"] - 30
    english = page.get_by_text("In English too.")
    assert min(english.evaluate(SIDES)) - english.bounding_box()["x"] < 2
    box = page.locator("textarea[name=text]").last
    box.fill("مرحبا")
    expect(box).to_have_css("direction", "rtl")
