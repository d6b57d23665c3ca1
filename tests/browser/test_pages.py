"""Pages: fit for everybody when something is open on them, and the same when one is back."""

import re
from urllib.parse import urlsplit

import brotli
import pytest
from django.contrib.sessions.backends.cached_db import SessionStore
from playwright.sync_api import expect

from reader.actions.revising.revise import revise
from reader.models import Progress
from tests.browser.conftest import DESKTOP
from tests.browser.waiting import until, watch_shifts
from tests.factories import RICH, highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)
HEADERS = 300  # bytes around an answer, about
PLACE_IS_KEPT = "Object.keys(localStorage).some((key) => key.startsWith('place'))"
"""A visitor's place is stored when the page has stood still for a while."""


@pytest.fixture
def reader():
    return make_reader("rose", name="Rose", bio="Reads.")


@pytest.fixture
def chapter():
    story = make_story(title="The Ferry", summary="A river goes down.", rating="teen")
    story.tags.create(name="rivers")
    story.notes.create(kind="dedication", source="For *all* of you.")
    chapter = make_chapter(story=story)
    chapter.notes.create(kind="note", source="Late again. [A link](https://example.org/)")
    chapter.notes.create(kind="warning", source="Water.")
    chapter.notes.create(kind="note", place="after", source="More on Friday.")
    make_chapter(RICH, story=story, title="What the Goats Knew")
    return chapter


@pytest.fixture
def populated(chapter, reader):
    """A library with something of everything in it."""
    for colour, words in zip(
        ["yellow", "green", "blue", "pink"],
        ["eleven years", "one boot in", "folded around", "lamp oil"],
        strict=True,
    ):
        highlight(chapter, words, reader, colour=colour, note="Mine.")
    highlight(chapter, "crossed at noon", make_reader("una"), public=True)
    first = say(chapter, "Why > how?", make_reader("tam"), on="boot in the boat")
    say(chapter, "Because.", reader, to=first)
    say(chapter, "On the whole, yes.", reader)
    Progress.objects.keep(reader, chapter, 90)
    return chapter


def test_an_open_margin_and_a_selection_are_accessible_too(
    page, sign_in, accessible, populated, reader, select
):
    sign_in(page, reader)
    page.goto(populated.get_absolute_url())
    page.locator("#w1").click()
    expect(page.locator(".thread").first).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Close").click()
    select(page, 2, 4, 15)
    expect(page.get_by_role("toolbar")).to_be_visible()
    accessible(page)


def test_what_was_sent_after_a_session_had_ended_is_there_to_be_sent(
    page, sign_in, accessible, reader, populated
):
    sign_in(page, reader)
    session = SessionStore(page.context.cookies()[0]["value"])
    say_it, field = f"{populated.get_absolute_url()}comments/", ("text", "A thought. " * 40)
    form = {"path": say_it, "page": "/", "fields": [field]}
    session["unsent"] = {"one": form, "two": form}
    session.save()
    page.goto("/accounts/unsent/")
    accessible(page)
    page.get_by_role("button", name="Discard").first.click()
    expect(page.get_by_role("button", name="Discard")).to_have_count(1)
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("heading", name="The library")).to_be_visible()


def test_one_comes_back_to_the_line_where_one_stopped(page, sign_in, reader, open_context):
    paragraphs = [f"Paragraph {i}: " + "and the river went on " * 12 for i in range(60)]
    chapter = make_chapter("\n\n".join(paragraphs))
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    page.locator("#b30").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('b30').scrollIntoView({block: 'start'})")
    with page.expect_response(lambda response: response.url.endswith("/place/")):
        pass
    place = Progress.objects.get(reader=reader)
    assert 28 <= place.block <= 31
    elsewhere = open_context(viewport={"width": 800, "height": 600}).new_page()
    sign_in(elsewhere, reader)
    elsewhere.goto("/")
    elsewhere.get_by_role("link", name="Low Water").click()
    expect(elsewhere.locator(f"#b{place.block}")).to_be_in_viewport()
    elsewhere.goto("about:blank")
    elsewhere.goto(chapter.get_absolute_url())
    expect(elsewhere.locator(f"#b{place.block}")).to_be_in_viewport()


def test_a_visitor_comes_back_too(page):
    chapter = make_chapter("\n\n".join("and the river went on " * 12 for _ in range(60)))
    page.goto(chapter.get_absolute_url())
    page.evaluate("document.getElementById('b30').scrollIntoView({block: 'start'})")
    expect(page.locator(".bar-progress")).not_to_have_js_property("value", 0)
    until(page, PLACE_IS_KEPT)
    page.goto("about:blank")
    page.goto(chapter.get_absolute_url())
    expect(page.locator("#b31")).to_be_in_viewport()
    assert not Progress.objects.exists()


def test_a_visitors_place_stays_with_its_words_through_a_revision(page):
    paragraphs = [f"Paragraph {i}: " + "and the river went on " * 12 for i in range(60)]
    chapter = make_chapter("\n\n".join(paragraphs))
    page.goto(chapter.get_absolute_url())
    page.evaluate("document.getElementById('b30').scrollIntoView({block: 'start'})")
    # The very last line of a paragraph under the bar: its words alone are like many others.
    page.evaluate("scrollBy(0, document.getElementById('b30').offsetHeight - 20)")
    until(page, PLACE_IS_KEPT)
    page.goto("about:blank")
    revise(chapter, "\n\n".join(["A new beginning."] * 8 + paragraphs), by=None)
    page.goto(chapter.get_absolute_url())
    expect(page.locator("#b39")).to_be_in_viewport()
    expect(page.locator("#b36")).not_to_be_in_viewport()


def test_a_folded_note_stays_folded_on_the_next_chapter(page, chapter):
    following = chapter.story.chapters.get(number=2)
    following.notes.create(kind="note", source="Another.")
    page.goto(chapter.get_absolute_url())
    note = page.locator("aside[data-kind=note] details").first
    expect(note).to_have_attribute("open", "")
    note.locator("summary").click()
    until(page, lambda: "folded" in {cookie["name"] for cookie in page.context.cookies()})
    page.goto(following.get_absolute_url())
    expect(page.locator("aside[data-kind=note] details").first).not_to_have_attribute("open", "")


def test_signing_up_in_and_out(page):
    page.goto("/")
    bar = page.get_by_role("navigation", name="Gloss")
    bar.get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Username").fill("newcomer")
    page.get_by_label("Password").fill("a very long password")
    page.get_by_role("button", name="Make an account").click()
    words = page.locator(".try-words")
    plain = words.evaluate("words => getComputedStyle(words).backgroundColor")
    page.get_by_role("radio", name="Green").press("Space")
    expect(words).not_to_have_css("background-color", plain)
    expect(page.get_by_text("A mark is yours alone")).to_be_visible()
    page.get_by_role("link", name="To the library").click()
    expect(page).to_have_url(re.compile("/$"))
    page.get_by_label("Your account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(bar.get_by_role("link", name="Sign in")).to_be_visible()


def test_the_page_does_not_shift_while_it_loads(page, sign_in, populated, reader):
    sign_in(page, reader)
    watch_shifts(page)
    page.goto(f"{populated.story.get_absolute_url()}2/", wait_until="networkidle")
    assert page.evaluate("shift") < 0.01  # a pixel of one line, which nobody sees


@pytest.mark.parametrize("who", ["a visitor", "a reader"])
def test_a_first_visit_asks_for_little(open_context, sign_in, reader, who):
    """8 requests and 60 kB without fonts, 15 kB of them scripts; 10 and 102 kB with both."""
    said = " She *did* say so, or did she not, and who would have believed her?" * 8
    chapter = make_chapter("\n\n".join(f"Word {number}.{said}" for number in range(100, 140)))
    for number in range(100, 140):
        say(chapter, f"That makes {number}.", make_reader(f"n{number}"), on=f"Word {number}")
    page = open_context(service_workers="allow", **DESKTOP).new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    if who == "a reader":
        sign_in(page, reader)
    page.goto(chapter.get_absolute_url(), wait_until="networkidle")
    expect(page.locator(".thread-card")).to_have_count(40)
    fonts, own, others = [], [], []
    for answer in answers:
        path = urlsplit(answer.url).path
        if answer.from_service_worker or not answer.url.startswith("http"):
            continue
        if path.endswith(".woff2"):
            fonts.append(len(answer.body()))
        else:
            kind = own if path.startswith("/static/js/") else others
            kind.append(len(brotli.compress(answer.body())) + HEADERS)
    assert len(own) > 2 and len(others) > 2 and fonts
    assert len(own + others) <= 8 and sum(own + others) <= 60_000
    assert len(own + others + fonts) <= 10 and sum(own + others + fonts) <= 102_000
    assert sum(own) <= 15_000
