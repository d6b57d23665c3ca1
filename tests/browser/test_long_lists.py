"""Long lists in a browser: what is folded comes where it was asked for, the keyboard with it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.factories import make_chapters, make_reader, say, say_many

pytestmark = pytest.mark.django_db(transaction=True)
PLAIN = {"color-contrast": {"enabled": False}}
"""All rules of axe but one, which takes seconds where rows are many: test_every_page asks it of the
same page with few."""


@pytest.fixture
def tam():
    return make_reader("tam")


def test_folded_replies_come_by_keyboard(page, sign_in, reader, chapter, tam, accessible):
    first = say(chapter, "Who are they?", tam)
    say_many(chapter, 70, tam, parent=first, answers=first)
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    replies = page.locator(".replies .comment")
    expect(replies).to_have_count(5)
    page.get_by_role("link", name="Show 65 more replies").focus()
    page.keyboard.press("Enter")
    expect(replies).to_have_count(55)
    expect(replies.nth(2)).to_be_focused()
    expect(replies.nth(2)).to_contain_text("Remark 3.")
    page.get_by_role("link", name="Show 15 more replies").press("Enter")
    expect(replies).to_have_count(70)
    expect(replies.nth(52)).to_be_focused()
    accessible(page)


def test_folded_comments_come_in_the_margin(page, sign_in, reader, chapter, tam):
    passage = say(chapter, "Who are they?", tam, on="two goats").passage
    said = say_many(chapter, 30, tam, passage=passage)
    sign_in(page, reader)
    page.goto(said[14].get_absolute_url())
    margin = page.locator("#margin")
    expect(margin.locator(f"#c{said[14].pk}")).to_be_in_viewport()
    margin.get_by_role("link", name="Show 11 more comments").click()
    expect(margin.locator(".comment")).to_have_count(22)
    expect(margin.locator(f"#c{said[3].pk}")).to_be_focused()


@pytest.mark.parametrize("screen", [DESKTOP])
def test_a_folded_thread_is_read_without_script(plain_page, chapter, tam):
    first = say(chapter, "Who are they?", tam)
    say_many(chapter, 70, tam, parent=first, answers=first)
    plain_page.goto(chapter.get_absolute_url())
    plain_page.get_by_role("link", name="Show 65 more replies").click()
    expect(plain_page.locator(".replies .comment")).to_have_count(50)
    plain_page.get_by_role("link", name="Next").click()
    expect(plain_page.locator(".replies .comment")).to_have_count(20)
    expect(plain_page.get_by_text("Remark 70.")).to_be_visible()


def test_a_chapter_of_a_long_story_is_two_presses_away(page, sign_in, reader, accessible):
    story = make_chapters(240)
    sign_in(page, reader)
    page.goto(story.get_absolute_url())
    chapters = page.locator(".contents li")
    expect(chapters).to_have_count(50)
    page.get_by_role("link", name="201 to 240").focus()
    page.keyboard.press("Enter")
    expect(chapters).to_have_count(90)
    expect(page.locator("#chapters-201 summary")).to_be_focused()
    expect(page).to_have_url(re.compile(f"{story.get_absolute_url()}$"))
    accessible(page)
    page.get_by_role("link", name="Crossing 222").click()
    expect(page.get_by_role("heading", name="Crossing 222")).to_be_visible()


@pytest.mark.parametrize("screen", [DESKTOP])
def test_and_also_without_script(plain_page):
    story = make_chapters(240)
    plain_page.goto(story.get_absolute_url())
    plain_page.get_by_role("link", name="201 to 240").click()
    expect(plain_page.get_by_text("201 to 240")).to_be_in_viewport()
    plain_page.get_by_role("link", name="Crossing 222").click()
    expect(plain_page.get_by_role("heading", name="Crossing 222")).to_be_visible()


def test_an_author_stays_where_they_work(page, sign_in, reader, accessible):
    story = make_chapters(240, author=reader)
    sign_in(page, reader)
    page.goto(f"/desk/{story.slug}/")
    page.get_by_role("navigation", name="Chapters", exact=True).get_by_text("51–100").click()
    row = page.locator("#chapter-90")
    row.get_by_role("button", name="Move Crossing 90 down").click()
    moved = page.locator("#chapter-91")
    expect(moved).to_contain_text("Crossing 90")
    expect(moved).to_be_in_viewport()
    accessible(page, rules=PLAIN)
