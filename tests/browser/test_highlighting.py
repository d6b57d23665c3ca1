"""Marking words, with the mouse, the keyboard and the finger."""

import pytest
from playwright.sync_api import expect

from reader.actions.revising.revise import revise
from reader.models import Highlight
from tests.browser.waiting import until
from tests.factories import highlight, make_chapter, make_reader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("colour", ["yellow", "green", "blue", "pink"])
def test_one_press_marks_the_selected_words(reading, select, reader, colour):
    words = select(reading, 0, 4, 9)
    bar = reading.get_by_role("toolbar", name="Selection")
    expect(bar).to_be_visible()
    before = reading.evaluate("[scrollY, performance.timeOrigin]")
    bar.get_by_role("button", name=f"Highlight in {colour}").click()
    expect(reading.locator(f"#b0 mark.{colour}")).to_have_text(words)
    assert reading.evaluate("[scrollY, performance.timeOrigin]") == before
    expect(bar.get_by_role("button", name="Undo")).to_be_visible()
    until(reading, Highlight.objects.exists)
    mark = Highlight.objects.get()
    assert (mark.passage.quote, mark.colour, mark.reader) == (words, colour, reader)
    assert not mark.public


def test_a_mark_runs_across_paragraphs_and_emphasis(reading, select, chapter):
    reading.evaluate(
        """() => {
        const range = document.createRange();
        range.setStart(document.querySelector('#b0 em').firstChild, 2);
        range.setEnd(document.querySelector('#b2').firstChild, 15);
        getSelection().addRange(range);
        }"""
    )
    reading.get_by_role("button", name="Highlight in green").click()
    expect(reading.locator("#b2 mark.green")).to_have_text("She had written")
    expect(reading.locator("#b0 em mark.green")).to_have_text("body")
    until(reading, Highlight.objects.exists)
    assert (
        Highlight.objects.get().passage.quote
        == chapter.text[
            chapter.text.index("body on it") : chapter.text.index("She had written") + 15
        ]
    )


def test_emoji_and_combining_letters_do_not_shift_a_mark(page, sign_in, reader, select):
    chapter = make_chapter("A 👩‍👩‍👧 and a flag 🇳🇿, a cafe\u0301, then *the* words & more.")
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    text = chapter.text
    units = len(text[: text.index("then")].encode("utf-16-le")) // 2
    assert select(page, 0, units, units + 8) == "then the"
    page.get_by_role("button", name="Highlight in blue").click()
    expect(page.locator("#b0 em mark.blue")).to_have_text("the")
    until(page, Highlight.objects.exists)
    assert Highlight.objects.get().passage.quote == "then the"


def test_a_mark_can_be_noted_recoloured_removed_and_brought_back(reading, reader, chapter):
    mark = highlight(chapter, "eleven years", reader)
    reading.reload()
    reading.locator("#b0 mark").click()
    panel = reading.locator("#margin")
    note = panel.get_by_label("Private note")
    panel.get_by_text("Note", exact=True).click()
    expect(note).to_be_focused()
    note.fill("Too long.")
    panel.get_by_role("button", name="Save").click()
    expect(reading.get_by_role("status")).to_contain_text("Saved")
    panel.locator(".dot.pink").click()
    expect(reading.locator("#b0 mark.pink")).to_have_text("eleven years")
    mark.refresh_from_db()
    assert (mark.note, mark.colour) == ("Too long.", "pink")
    panel.get_by_role("button", name="Remove").click()
    expect(reading.locator("#text mark")).to_have_count(0)
    reading.get_by_role("button", name="Undo").click()
    expect(reading.locator("#b0 mark.pink")).to_have_text("eleven years")
    mark.refresh_from_db()
    assert (mark.note, mark.removed_at) == ("Too long.", None)


@pytest.mark.postgresql
def test_a_mark_made_on_an_old_page_lands_on_its_words(reading, select, chapter):
    words = select(reading, 1, 0, 23)
    revise(chapter, "A new beginning.\n\n" + chapter.revision.source, by=None)
    reading.get_by_role("button", name="Highlight in yellow").click()
    expect(reading.locator("#b2 mark.yellow")).to_have_text(words)
    expect(reading.locator("#b0")).to_have_text("A new beginning.")
    expect(reading.get_by_role("status")).to_contain_text("revised")


def test_words_that_are_gone_are_not_marked_elsewhere(reading, select, chapter):
    select(reading, 1, 0, 23)
    kept = chapter.revision.source.split("\n\n")
    revise(chapter, "\n\n".join([kept[0], *kept[2:]]), by=None)
    reading.get_by_role("button", name="Highlight in yellow").click()
    expect(reading.get_by_role("status")).to_contain_text("those words are gone")
    assert not Highlight.objects.exists()


def test_a_copied_link_leads_to_the_words(open_context, sign_in, reader, chapter, select):
    page = open_context(
        viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    ).new_page()
    page.goto(chapter.get_absolute_url())
    words = select(page, 2, 4, 15)
    page.locator(".copying summary").click()
    page.get_by_role("button", name="Copy a link").click()
    expect(page.get_by_role("status")).to_contain_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("mark.linked")).to_have_text(words)
    expect(page.locator("mark.linked")).to_be_in_viewport()


def test_a_link_to_a_passage_opens_its_thread(page, sign_in, reader, chapter):
    mark = highlight(chapter, "a widow", reader)
    sign_in(page, reader)
    page.goto(mark.get_absolute_url())
    expect(page.locator("#b4 mark.open")).to_be_in_viewport()
    expect(page.locator(f"#t{mark.passage_id}")).to_be_visible()


def test_by_keyboard_alone(open_context, sign_in, reader, chapter, select):
    page = open_context(viewport={"width": 1280, "height": 800}).new_page()
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    words = select(page, 0, 4, 9)
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Highlight in yellow")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#b0 mark.green[data-passages]")).to_have_text(words)
    page.locator("#w0").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".thread").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".thread")).to_have_count(0)
    expect(page.locator("#w0")).to_be_focused()


def test_a_private_mark_is_not_on_anybody_elses_page(page, sign_in, reader, chapter):
    highlight(chapter, "a widow", make_reader(), note="mine alone")
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    expect(page.locator("#text mark")).to_have_count(0)
    assert "mine alone" not in page.content()


def test_the_whole_selection_is_measured_in_the_plain_text(reading, chapter):
    """What the script counts is what the server wrote, block by block."""
    blocks = reading.locator("#text > [data-start]").all()
    assert len(blocks) == len(chapter.revision.blocks)
    for block in blocks:
        start = int(block.get_attribute("data-start"))
        text = block.evaluate("element => element.textContent")
        assert chapter.text[start : start + len(text)] == text
