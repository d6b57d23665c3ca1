"""Sending what one wrote: by the button or by the keyboard, once, and the button says it waits."""

import pytest
from playwright.sync_api import expect

from reader.models import Announcement, Comment
from tests.browser.conftest import DESKTOP
from tests.browser.waiting import until
from tests.factories import highlight, make_chapter, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chapter(reader):
    return make_chapter(story=make_story(author=reader))


@pytest.fixture
def page(open_context, sign_in, reader):
    page = open_context(**DESKTOP).new_page()
    sign_in(page, reader)
    return page


def margin(page):
    return page.locator("#margin")


def in_thread(link):
    """The form that a link of a thread opens."""

    def begin(page, chapter):
        page.goto(chapter.get_absolute_url())
        page.locator("#b4 mark.talk").click()
        margin(page).get_by_role("link", name=link).first.click()
        label = "Edit your comment" if link == "Edit" else "Reply to Rose"
        return margin(page).get_by_label(label)

    return begin


def on_chapter(page, chapter):
    page.goto(chapter.get_absolute_url())
    talk = page.get_by_role("region", name="Comments on this chapter")
    return talk.get_by_label("Your comment").first


def private_note(page, chapter):
    page.goto(chapter.get_absolute_url())
    page.locator("#b4 mark.talk").click()
    margin(page).locator(".own-note > summary").click()
    return margin(page).get_by_label("Private note")


def on_selection(page, chapter):
    page.goto(chapter.get_absolute_url())
    page.evaluate("getSelection().selectAllChildren(document.getElementById('b0'))")
    page.get_by_role("toolbar").get_by_role("button", name="Comment", exact=True).click()
    return margin(page).locator("textarea[name=text]")


FORMS = {
    "a comment on the chapter": on_chapter,
    "a reply": in_thread("Reply to Rose"),
    "an edit": in_thread("Edit"),
    "a private note": private_note,
    "a comment on a selection": on_selection,
}


def texts_of(mark):
    mark.refresh_from_db()
    return [*Comment.objects.values_list("source", flat=True), mark.note]


IS_HERE = r"""performance.getEntriesByType('resource').some(({ name, responseEnd }) =>
  /sending[^/]*\.js$/.test(name) && responseEnd)"""
WAITS = "form.ariaBusy === 'true' && form.querySelector('.button').ariaDisabled === 'true'"


@pytest.mark.parametrize("way", ["the button", "the keyboard"])
def test_what_is_sent_twice_is_sent_once_and_its_button_says_that_it_waits(
    page, chapter, reader, way
):
    mark = highlight(chapter, "two goats", reader, note="Old.")
    say(chapter, "Who are they?", reader, on="two goats")
    held = []

    def hold(route):
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    for name, begin in FORMS.items():
        field = begin(page, chapter)
        words = f"Sent by {way}: {name}."
        field.fill(words)
        page.route("**/*", hold)
        field.focus()
        until(page, IS_HERE)
        page.evaluate("window.form = document.activeElement.form")
        for _ in range(2):
            if way == "the keyboard":
                page.keyboard.press("Control+Enter")
            else:
                page.evaluate("form.querySelector('.button').click()")
            until(page, lambda: held)
        assert page.evaluate(WAITS), name
        page.wait_for_timeout(200)
        assert len(held) == 1, name
        held.pop().continue_()
        until(page, lambda words=words: words in texts_of(mark))
        page.unroute("**/*")
        assert texts_of(mark).count(words) == 1


COUNT = """() => {
  window.form = document.activeElement.form;
  window.sent = 0;
  addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sent += 1;
    event.preventDefault();
  });
}"""


def test_an_announcement_is_sent_once_by_button_and_keyboard(page, chapter):
    page.goto(f"/desk/{chapter.story.slug}/announcements/")
    field = page.get_by_label("Write an announcement")
    field.fill("A word.")
    page.evaluate(COUNT)
    until(page, IS_HERE)
    page.keyboard.press("Control+Enter")
    until(page, "sent === 1")
    page.evaluate("form.querySelector('.button').click()")
    page.keyboard.press("Control+Enter")
    assert page.evaluate(f"sent === 1 && {WAITS}")
    page.reload()
    expect(field).to_have_value("A word.")
    field.focus()
    until(page, IS_HERE)
    field.press("Meta+Enter")
    expect(page.locator("article, .announcement").filter(has_text="A word.")).to_have_count(1)
    assert [one.source for one in Announcement.objects.all()] == ["A word."]
