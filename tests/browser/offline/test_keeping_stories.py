"""A whole story kept for reading while the network is away."""

import re

import pytest
from playwright.sync_api import expect

from reader.actions.revising.revise import revise
from reader.views.library import contents
from tests.browser.offline.steps import kept, open_kept
from tests.browser.waiting import until, watch_shifts
from tests.factories import make_chapter, make_chapters

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_story_is_kept_whole_and_let_go(page, sign_in, reader, chapter):
    for number in range(2, 13):
        make_chapter(f"The words of {number}.", story=chapter.story, title="High Water")
    sign_in(page, reader)
    page.goto("/stories/ferry/")
    page.get_by_role("button", name="Save for offline").click()
    expect(page.locator(".keep")).to_contain_text("Saved, 12 chapters")
    make_chapter("The words of 13.", story=chapter.story)
    revise(chapter, "Other words.", by=None)
    page.reload()
    expect(page.locator(".keep")).to_contain_text("Saved, 13 chapters")
    page.context.set_offline(True)
    page.reload()
    page.locator(".contents").get_by_role("link", name=re.compile("^1 Low Water")).click()
    expect(page.locator("#b0")).to_have_text("Other words.")
    for number in range(2, 14):
        text = page.evaluate("path => fetch(path).then((page) => page.text())", f"../{number}/")
        assert f"The words of {number}." in text and "You are offline" in text
    page.goto("/stories/ferry/12/")
    page.locator(".onward [rel=next]").click()
    expect(page.locator("#b0")).to_have_text("The words of 13.")
    page.goto("/kept/")
    row = page.locator("#stories li")
    expect(row).to_contain_text("The Ferry")
    expect(row).to_contain_text("13 chapters")
    row.get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    assert not kept(page, "story")


def test_offering_to_keep_a_story_moves_nothing_on_its_page(page, chapter):
    watch_shifts(page)
    chapter.story.notes.create(source="For *all* of you.")
    page.goto(chapter.story.get_absolute_url())
    expect(page.get_by_role("button", name="Save for offline")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Save for offline")).to_be_visible()
    assert page.evaluate("shift") == 0


def test_a_browser_without_room_says_so_and_goes_on_reading(page, sign_in, reader, chapter):
    for number in range(2, 6):
        make_chapter(f"The words of {number}. " * 4000, story=chapter.story)
    sign_in(page, reader)
    open_kept(page, "/stories/ferry/")
    used = page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    session = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": used + 150_000})
    page.get_by_role("button", name="Save for offline").click()
    expect(page.locator(".keep")).to_contain_text("no space left")
    expect(page.get_by_role("button", name="Save the rest")).to_be_visible()
    page.goto("/stories/ferry/5/")
    expect(page.locator("#b0")).to_contain_text("The words of 5.")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    page.goto("/stories/ferry/")
    expect(page.locator(".keep")).to_contain_text("Saved, 5 chapters")


def test_a_story_that_is_gone_is_not_kept_any_longer(page, sign_in, reader, chapter):
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    chapter.story.published_at = None
    chapter.story.save()
    page.goto(chapter.get_absolute_url())
    until(page, lambda: not kept(page, "pages"))


def test_a_long_story_is_kept_with_all_of_its_contents(page, sign_in, reader, chapter, monkeypatch):
    monkeypatch.setattr(contents, "LONGEST_LIST", 20)
    monkeypatch.setattr(contents, "MOST_AT_ONCE", 20)
    make_chapters(55, slug="nights")
    sign_in(page, reader)
    page.goto("/stories/nights/")
    page.get_by_role("button", name="Save for offline").click()
    expect(page.locator(".keep")).to_contain_text("Saved, 55 chapters")
    page.context.set_offline(True)
    page.reload()
    page.get_by_role("link", name="51 to 55").click()
    page.get_by_role("link", name="Crossing 53").click()
    expect(page.get_by_role("heading", name="Crossing 53")).to_be_visible()
    page.goto("/kept/")
    expect(page.locator("#stories li")).to_contain_text("55 chapters")
