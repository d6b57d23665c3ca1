"""Reporting in the margin, and deciding by keyboard."""

import pytest
from playwright.sync_api import expect

from reader.actions.moderation.report import report
from reader.models import Comment, Decision, Report
from tests.browser.waiting import until
from tests.factories import make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def comment(chapter):
    return say(chapter, "You fool.", make_reader("una"))


def test_one_reports_where_one_reads(reading, comment, reader, accessible):
    reading.reload()
    shown = reading.locator(f"#c{comment.pk}")
    shown.get_by_text("More").click()
    shown.get_by_role("link", name="Report this comment").click()
    shown.get_by_label("Something else").check()
    shown.get_by_role("button", name="Report").click()
    expect(shown.get_by_role("alert")).to_contain_text("Say in a few words")
    accessible(reading)
    shown.get_by_label("A word to the moderators").fill("Rude.")
    shown.get_by_role("button", name="Report").click()
    expect(shown).to_contain_text("you will hear in your inbox")
    until(reading, lambda: Report.objects.filter(by=reader, text="Rude.").exists())


def test_a_moderator_works_by_keyboard(page, sign_in, comment, chapter, reader):
    report(comment, by=reader, reason="spam")
    report(say(chapter, "Me too.", make_reader()), by=reader, reason="spam")
    keeper = make_reader("keeper", is_staff=True, is_superuser=True)
    sign_in(page, keeper)
    page.goto("/moderation/")
    page.keyboard.press("h")  # nothing is chosen yet
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".case").nth(1)).to_be_focused()
    expect(page.locator(".case").nth(1)).to_contain_text("You fool.")
    page.keyboard.press("h")
    expect(page.locator(".case")).to_have_count(1)
    assert Decision.objects.get().about == comment.reader
    assert Comment.objects.spoken().get().source == "Me too."
