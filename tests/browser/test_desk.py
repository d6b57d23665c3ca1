"""An author arranges chapters, and a reader puts a note on other words, by hand and by keyboard."""

import pytest
from playwright.sync_api import expect

from reader.actions.library.chapter_list import ChapterList
from reader.actions.revising.revise import revise
from reader.models import Chapter, Highlight, Passage
from tests.factories import TEXT, highlight, make_chapter, make_reader, make_story

pytestmark = pytest.mark.django_db(transaction=True)
WITHOUT = TEXT.replace(" with two goats, a widow, and a box of lamp oil", "")


@pytest.fixture
def story():
    story = make_story(author=make_reader("author"), title="Slack Water")
    for title in ("Low Water", "High Water"):
        make_chapter(f"{TEXT}\n\n{title} it was.", story=story, title=title)
    return story


@pytest.fixture
def loose():
    una = make_reader("una")
    chapter = make_chapter()
    mark = highlight(chapter, "two goats", una, note="Kings?")
    revise(chapter, WITHOUT, by=None)
    return Passage.objects.get(pk=mark.passage_id)


@pytest.mark.parametrize("script", [True, False])
def test_chapters_are_arranged(open_context, screen, sign_in, story, script):
    page = open_context(java_script_enabled=script, **screen).new_page()
    sign_in(page, story.author)
    page.goto("/desk/")
    page.get_by_role("link", name="Slack Water", exact=True).click()
    page.get_by_role("button", name="Move High Water up").click()
    expect(page.locator(".desk-title").first).to_have_text("High Water")
    page.get_by_role("link", name="Split High Water").click()
    page.get_by_label("Title of the new chapter").fill("Noon")
    page.get_by_label("They crossed at noon").check()
    page.get_by_role("button", name="Split here").click()
    expect(page.locator(".desk-title")).to_have_text(["High Water", "Noon", "Low Water"])
    page.get_by_role("button", name="Merge Noon with the next").click()
    page.get_by_role("button", name="Remove High Water from story").click()
    expect(page.locator(".desk-chapters .desk-title")).to_have_text(["Noon"])
    page.get_by_role("button", name="Restore High Water").click()
    expect(page.locator(".desk-chapters .desk-title")).to_have_text(["Noon", "High Water"])
    page.get_by_role("link", name="Notes on Noon").click()
    page.get_by_label("Text (Markdown)").fill("Thanks to *Tam*.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("aside.note em")).to_have_text("Tam")


def test_a_story_is_begun_and_published(page, sign_in, accessible):
    sign_in(page, make_reader("tam"))
    page.goto("/desk/")
    accessible(page)
    page.get_by_label("Title").fill("The Heron’s Debt")
    page.get_by_role("button", name="Create").click()
    page.get_by_label("Text (Markdown)").fill("A heron stood.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#text")).to_have_text("A heron stood.")
    page.goto("/desk/the-herons-debt/about/")
    page.get_by_label("Tags").fill("birds, debts")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Publish the story").click()
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text("The Heron’s Debt")


def test_a_loose_note_is_put_on_selected_words(page, sign_in, select, accessible, loose):
    sign_in(page, Highlight.objects.get().reader)
    page.goto(loose.chapter.get_absolute_url())
    page.get_by_role("link", name="Attach to other text").click()
    expect(page.get_by_role("heading", name="Where does this belong now?")).to_be_visible()
    accessible(page)
    assert select(page, 0, 4, 9) == "ferry"
    page.get_by_role("button", name="Attach here").click()
    expect(page.locator("#text mark.mine")).to_have_text("ferry")
    expect(page.locator("#margin")).to_contain_text("It now reads: ferry")


def test_and_without_script_on_a_paragraph(plain_page, sign_in, loose):
    sign_in(plain_page, Highlight.objects.get().reader)
    plain_page.goto(loose.chapter.get_absolute_url())
    plain_page.get_by_role("link", name="Attach to other text").click()
    plain_page.get_by_label("Or choose a whole paragraph").select_option(
        label="They crossed at noon."
    )
    plain_page.get_by_role("button", name="Attach to this paragraph").click()
    expect(plain_page.locator("#text mark.mine")).to_have_text("They crossed at noon.")


def test_what_was_written_on_a_chapter_that_is_out_is_read(page, sign_in, story):
    una = make_reader("una")
    chapter = story.chapters.get(number=1)
    highlight(chapter, "two goats", una, note="Kings?")
    ChapterList(story).take_out(chapter)
    sign_in(page, una)
    page.goto("/highlights/")
    page.get_by_role("link", name="View where it was").click()
    expect(page.get_by_role("main")).to_contain_text("removed this chapter")
    expect(page.get_by_label("Private note")).to_have_value("Kings?")


def test_who_never_said_where_their_clock_is_schedules_by_their_browsers(
    open_context, sign_in, story
):
    author, draft = story.author, story.chapters.last()
    Chapter.objects.filter(pk=draft.pk).update(published_at=None)
    page = open_context(timezone_id="America/New_York").new_page()
    sign_in(page, author)
    for zone in ("America/New_York", "Asia/Tokyo"):
        page.goto(f"/desk/{story.slug}/{draft.pk}/schedule/")
        expect(page.get_by_label("Time zone")).to_have_value(zone)
        author.time_zone = "Asia/Tokyo"
        author.save(update_fields=["time_zone"])
