"""The question before the text, as a person meets it: with script and without, by a link to some
words, and where there is no network."""

import pytest
from playwright.sync_api import expect

from reader.models import Progress
from tests.factories import make_chapter, make_story

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "They crossed at noon"


@pytest.fixture
def warned():
    story = make_story(rating="explicit")
    story.tag(["Deep water"], "warning")
    return make_chapter(story=story)


def ask(page, warned):
    """Open the chapter at its last paragraph: the question stands there, and nothing else."""
    page.goto("about:blank")
    page.goto(f"{warned.get_absolute_url()}#b4")
    question = page.get_by_role("region", name="Before you read")
    expect(question).to_contain_text("Explicit")
    expect(question).to_contain_text("Deep water")
    expect(page.get_by_text(WORDS)).to_be_hidden()
    expect(page.get_by_role("heading", name="Comments on this chapter")).to_be_hidden()
    expect(question).to_be_in_viewport()
    return question


def test_who_reads_on_is_at_the_words_they_came_for(
    page, plain_page, warned, accessible, sign_in, reader
):
    for tab in (page, plain_page):
        question = ask(tab, warned)
        question.get_by_role("button", name="Read on").click()
        expect(tab.get_by_text(WORDS)).to_be_in_viewport()
        assert tab.url.endswith("#b4") and question.count() == 0
        tab.reload()
        expect(tab.get_by_text(WORDS)).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, reader)
    question = ask(page, warned)
    accessible(page)
    page.get_by_role("link", name="Skip to the story").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(question.get_by_role("button", name="Read on")).to_be_focused()
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert not Progress.objects.exists()
    page.context.set_offline(False)
