"""What is changed while the network is away: highlights, notes, the place, the look."""

import pytest
from playwright.sync_api import expect

from reader.models import Progress
from tests.browser.offline.steps import LOOK, back_online, kept, open_kept, waiting
from tests.browser.waiting import until, until_drawn
from tests.factories import highlight, make_chapter, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_thread_seen_before_is_there_and_its_mark_can_be_changed(
    page, sign_in, reader, chapter, accessible
):
    mark = highlight(chapter, "eleven years", reader)
    say(chapter, "Why eleven?", reader, on="eleven years")
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.locator("#b0 mark").click()
    until(page, lambda: kept(page, "threads"))
    page.context.set_offline(True)
    page.reload()
    page.locator("#b0 mark").click()
    panel = page.locator("#margin")
    expect(panel).to_contain_text("Why eleven?")
    expect(panel).to_contain_text("You are offline")
    accessible(page)
    panel.locator(".dot.pink").click()
    waiting(page, 1)
    panel.get_by_role("button", name="Remove").click()
    waiting(page, 2)
    back_online(page)
    mark.refresh_from_db()
    assert mark.colour == "pink" and mark.removed_at
    expect(page.locator("#b0 mark.pink")).to_have_count(0)


@pytest.mark.postgresql
def test_of_two_changes_to_one_mark_the_later_holds_whatever_the_network_does(
    page, context, sign_in, reader, chapter
):
    mark = highlight(chapter, "eleven years", reader)
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.locator("#b0 mark").click()
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route)
            page.wait_for_timeout(300)  # a network that takes its time to lose it
            route.abort()
        else:
            route.continue_()

    context.route(f"**/highlights/{mark.pk}/", lose)
    panel = page.locator("#margin")
    change = """async (colours) => {
      const form = document.querySelector(".highlight-form");
      const sent = new URLSearchParams(new FormData(form));
      await Promise.all(colours.map((colour) => {
        sent.set("colour", colour);
        return fetch(form.action, { method: "POST", body: new URLSearchParams(sent) });
      }));
    }"""
    expect(panel.locator(".highlight-form")).to_be_visible()
    page.evaluate(change, ["pink", "blue"])
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)
    mark.refresh_from_db()
    assert lost and mark.colour == "blue"


def test_two_notes_on_one_mark_that_waited_are_no_quarrel_of_two_windows(
    page, sign_in, reader, chapter
):
    mark = highlight(chapter, "eleven years", reader, note="Old.")
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.locator("#b0 mark").click()
    panel = page.locator("#margin")
    panel.get_by_text("Old.").first.click()
    expect(panel.get_by_label("Private note")).to_have_value("Old.")
    page.context.set_offline(True)
    for count, note in enumerate(("First.", "Second."), 1):
        panel.get_by_label("Private note").fill(note)
        panel.get_by_role("button", name="Save").click()
        waiting(page, count)
    back_online(page)
    mark.refresh_from_db()
    assert mark.note == "Second."


def test_a_reading_place_waits_too(reading, reader, chapter):
    reading.evaluate(
        """() => {
        const sent = new FormData(document.getElementById('place'));
        sent.set('offset', '100');
        sent.set('quietly', '1');
        navigator.sendBeacon(document.getElementById('place').action, sent);
        }"""
    )
    reading.goto("/kept/")
    expect(reading.locator("#waiting li")).to_contain_text("Reading progress")
    reading.context.set_offline(False)
    until(reading, Progress.objects.exists)
    assert Progress.objects.get().reader == reader


def test_a_place_on_a_page_that_is_left_without_a_network_is_sent_later(page, sign_in, reader):
    chapter = make_chapter("\n\n".join(f"Turn {i}. " + "It went on. " * 90 for i in range(12)))
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.evaluate("document.getElementById('b3').scrollIntoView({behavior: 'instant'})")
    until(page, Progress.objects.exists)
    page.context.set_offline(True)
    page.evaluate("document.getElementById('b6').scrollIntoView({behavior: 'instant'})")
    until_drawn(page)
    page.goto("/kept/")
    expect(page.locator("#waiting li")).to_contain_text("Reading progress")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    start, after = chapter.revision.starts[6:8]
    until(page, lambda: start <= Progress.objects.get().offset < after)


def test_a_look_chosen_without_a_network_is_kept_when_it_is_back(reading, reader):
    reading.reload()
    reading.get_by_label("Appearance").click()
    reading.locator("#look").get_by_role("radio", name="Dark", exact=True).check(force=True)
    expect(reading.get_by_role("status")).to_contain_text("saved when you are back online")
    reading.context.set_offline(False)

    def is_dark():
        reader.refresh_from_db()
        return (reader.look or {}).get("theme") == "dark"

    until(reading, is_dark)


def test_the_kept_pages_follow_the_look_that_is_chosen_offline(reading, chapter):
    reading.get_by_label("Appearance").click()
    reading.locator("#look").get_by_role("radio", name="Dark", exact=True).check(force=True)
    until(reading, lambda: "dark" in reading.evaluate(LOOK))
    reading.reload()
    expect(reading.locator("html")).to_have_attribute("data-theme", "dark")
    reading.goto("/nowhere/")
    expect(reading.get_by_role("heading", name="You are offline")).to_be_visible()
    expect(reading.locator("html")).to_have_attribute("data-theme", "dark")
