"""What one says: spoilers are covered and uncovered, readers are named."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from reader.actions.people.silence import silence
from reader.models import Comment, Silence
from tests.browser.conftest import DESKTOP
from tests.factories import make_reader, say
from tests.web.test_relative_time import MOMENTS, NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_spoiler_is_opened_by_a_press_or_a_key(page, sign_in, reader, chapter, accessible):
    said = say(chapter, "I knew: ||the widow\ndid *it*|| and ||he|| knew.", make_reader("tam"))
    sign_in(page, reader)
    page.goto(said.get_absolute_url())
    comment = page.locator(f"#c{said.pk}")
    covers, words = comment.locator(".spoiler"), comment.locator(".spoiler > span")
    expect(words.first).to_be_hidden()
    covers.first.click()
    expect(words.first).to_be_visible()
    expect(words.last).to_be_hidden()
    covers.first.click()
    expect(words.first).to_be_hidden()
    box = comment.get_by_role("checkbox", name="Show the spoiler").last
    box.focus()
    page.keyboard.press("Space")
    expect(words.last).to_be_visible()
    accessible(page)


def test_without_script_too(open_context, chapter):
    said = say(chapter, "I knew: ||the widow||.", make_reader("tam"), on="two goats")
    page = open_context(**DESKTOP, java_script_enabled=False).new_page()
    page.goto(said.get_absolute_url())
    words = page.locator(f"#c{said.pk} .spoiler > span")
    expect(words).to_be_hidden()
    page.locator(f"#c{said.pk} .spoiler").click()
    expect(words).to_be_visible()


def test_words_are_covered_and_a_reader_is_named_by_keyboard_alone(
    page, sign_in, reader, chapter, accessible
):
    first = say(chapter, "Who are they?", make_reader("tam", name="Tam Reed"), on="two goats")
    say(chapter, "Oh.", make_reader("tamsin"))
    sign_in(page, reader)
    page.goto(first.get_absolute_url())
    margin = page.locator("#margin")
    box = margin.get_by_label("Your comment")
    box.fill("The widow did it.")
    box.press("Control+a")
    margin.get_by_role("button", name="Hide as a spoiler").press("Enter")
    expect(box).to_have_value("||The widow did it.||")
    expect(box).to_be_focused()
    margin.get_by_role("button", name="Hide as a spoiler").click()
    expect(box).to_have_value("The widow did it.")
    box.press("End")
    box.press_sequentially(" @tam")
    names = page.get_by_role("listbox", name="Readers").get_by_role("option")
    expect(names).to_have_text(["T Tam Reed @tam", "T tamsin"])
    expect(names.first).to_have_attribute("aria-selected", "true")
    accessible(page)
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", names.last.get_attribute("id"))
    box.press("ArrowUp")
    box.press("Enter")
    expect(box).to_have_value("The widow did it. @tam ")
    expect(names).to_have_count(0)
    box.press_sequentially("and @ta")
    expect(names).to_have_count(2)
    box.press("Escape")
    expect(names).to_have_count(0)
    expect(box).to_be_visible()
    box.press("Control+Enter")
    named = margin.locator(".comment .mention")
    expect(named).to_have_text("@tam")
    named.click()
    expect(page.get_by_role("heading", name="Tam Reed")).to_be_visible()


def test_names_are_of_the_thread_that_one_writes_in(page, sign_in, reader, chapter):
    goats = say(chapter, "Two?", make_reader("zoe"), on="two goats")
    lamps = say(chapter, "Light.", make_reader("abe"), on="lamp oil")
    muted = make_reader("mun")
    for said in (goats, lamps):
        say(chapter, "So?", muted, to=said)
    silence(reader, muted, Silence.Kind.MUTE)
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    page.locator("#text .block-link[href*='blocks/4/']").click()
    margin, names = page.locator("#margin"), page.get_by_role("listbox").get_by_role("option")
    author = chapter.story.author.username
    whole = margin.locator(".comment-form textarea")
    whole.press_sequentially("@")
    expect(names.first).to_have_attribute("data-name", author)
    whole.press("Escape")
    for said, first, other in ((lamps, "abe", "zoe"), (goats, "zoe", "abe")):
        thread = margin.locator(f"#t{said.passage_id}")
        if thread.locator("> details").get_attribute("open") is None:
            thread.locator("> details > summary").click()
        thread.get_by_role("link", name=f"Reply to {first}").click()
        box = margin.locator(f"#reply-{said.pk} textarea")
        box.press_sequentially("Oh @")
        expect(names).to_have_count(3)
        offered = [name.get_attribute("data-name") for name in names.all()]
        assert offered == [first, author, other]
        box.press("Escape")


def test_times_are_relative_in_a_page_that_was_kept_and_exact_by_keyboard(
    open_context, sign_in, reader, chapter
):
    said = say(chapter, "Oh.", make_reader("tam"))
    then = datetime(2026, 11, 27, 1, 30, tzinfo=UTC)
    Comment.objects.filter(pk=said.pk).update(created_at=then)
    page = open_context(**DESKTOP, timezone_id="Europe/Berlin").new_page()
    page.clock.install(time=then + timedelta(minutes=5))
    sign_in(page, reader)
    kept = page.request.get(chapter.get_absolute_url()).text()
    assert ">27 Nov 2026</time>" in kept and "minutes ago" not in kept
    page.goto(said.get_absolute_url())
    time = page.locator(f"#c{said.pk} time")
    expect(time).to_have_text("5 minutes ago")
    page.clock.run_for(60_000)
    expect(time).to_have_text("6 minutes ago")
    expect(page.locator(f"#c{said.pk} .when")).to_have_accessible_description(
        "27 November 2026 at 02:30"
    )
    found = page.evaluate(
        """async ([path, now, moments]) => {
          const { ago } = await import(path);
          return moments.map((then) => ago(new Date(then), new Date(now)));
        }""",
        [
            page.locator("script[src*='page']").get_attribute("src").replace("page", "times"),
            NOW.replace(tzinfo=None).isoformat(),
            [(NOW - before).replace(tzinfo=None).isoformat() for before, _ in MOMENTS],
        ],
    )
    assert found == [words for _, words in MOMENTS]
