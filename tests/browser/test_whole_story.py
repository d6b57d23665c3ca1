"""The page of a whole story: it is whole, and one marks and comments there as in a chapter."""

import pytest
from playwright.sync_api import expect

from reader.models import Comment, Highlight, Progress
from tests.browser.conftest import DESKTOP
from tests.browser.waiting import until
from tests.factories import make_chapter, make_story, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POINT = """void (window.point = (id, offset) => {
  const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
  return [walker.nextNode(), offset];
})"""
WORDS = "The ferry came late, and nobody said so.\n\n"


@pytest.fixture
def story(author, reader):
    story = make_story(author=author, title="The Ferry")
    for number in range(1, 8):
        chapter = make_chapter(
            f"Landing {number}.\n\n{WORDS * 30}", story=story, title=f"Part {number}"
        )
    say(chapter, "Landed!", reader, on="Landing 7")
    chapter.notes.create(kind="note", source="The last landing.")
    return story


def test_one_marks_and_comments_as_in_a_chapter(page, sign_in, reader, story, select, accessible):
    sign_in(page, reader)
    page.goto(f"{story.get_absolute_url()}all/")
    accessible(page)
    page.get_by_label("Contents", exact=True).first.click()
    page.get_by_role("link", name="5 Part 5").click()
    expect(page.locator("#c5-b0")).to_be_in_viewport()
    page.keyboard.press("Escape")
    select(page, "c5-b1", 4, 9)
    page.get_by_role("button", name="Highlight in Green").click()
    expect(page.locator("#c5-b1 mark.green")).to_have_text("ferry")
    until(page, lambda: Highlight.objects.filter(passage__chapter__number=5).exists())
    assert page.locator("mark.green").count() == 1
    page.goto(f"{story.get_absolute_url()}all/#chapter-5")
    page.locator("#c5-b1 mark.green").click()
    expect(page.locator("#margin")).to_contain_text("ferry")
    expect(page.locator("#c5-b1 mark.open")).to_have_text("ferry")
    page.locator("#margin textarea[name=text]").last.fill("Late again.")
    page.locator("#margin").get_by_role("button", name="Comment", exact=True).last.click()
    expect(page.locator("#c5-w1")).to_have_text("1")
    assert Comment.objects.get(source="Late again.").chapter.number == 5
    page.keyboard.press("Escape")
    page.goto(f"{story.get_absolute_url()}all/#chapter-7")
    expect(page.locator("#c7-b0")).to_be_in_viewport()
    page.locator("#c7-w0").click()
    expect(page.locator("#margin")).to_contain_text("Landed!")
    until(page, lambda: Progress.objects.filter(chapter__number__gte=5).exists())
    names = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(names) == len(set(names))


@pytest.mark.parametrize("screen", [DESKTOP])
def test_who_selects_on_into_the_next_chapter_is_told_where_the_mark_will_end(
    page, sign_in, reader, story
):
    sign_in(page, reader)
    page.goto(f"{story.get_absolute_url()}all/#chapter-5")
    reach = "(end) => getSelection().setBaseAndExtent(...point('c4-b30', 4), ...point(...end))"
    page.evaluate(POINT)
    page.evaluate(reach, ["c4-b30", 9])
    expect(page.locator("#selection")).to_be_visible()
    page.evaluate(reach, ["c5-b1", 9])
    expect(page.locator("#status")).to_contain_text("this one will end with “Part 4”")
    page.get_by_role("button", name="Highlight in Green").click()
    until(page, lambda: Highlight.objects.exists())
    highlight = Highlight.objects.get()
    assert highlight.passage.chapter.number == 4 and highlight.passage.quote.startswith("ferry")


@pytest.mark.parametrize("screen", [DESKTOP])
def test_what_was_left_unfinished_goes_on_in_its_chapter(page, sign_in, reader, story, select):
    sign_in(page, reader)
    for button in ("Comment", "Note"):
        page.goto(f"{story.get_absolute_url()}all/#chapter-5")
        select(page, "c5-b1", 4, 9)
        page.get_by_role("toolbar").get_by_role("button", name=button, exact=True).click()
        field = page.locator("#selection-note, #margin textarea[name=text]").locator("visible=true")
        expect(field).to_be_focused()
        field.fill(f"Half a {button}")
        until(page, f"JSON.stringify(localStorage).includes('Half a {button}')")
        page.keyboard.press("Escape")
        page.goto("/words/")
        row = page.locator("#unfinished li", has_text=f"Half a {button}")
        expect(row.locator(".quote")).to_have_text("ferry")
        row.get_by_role("link", name="Go on writing").click()
        expect(page.locator("textarea:focus")).to_have_value(f"Half a {button}")
        assert page.url.split("?")[0].endswith(f"{story.get_absolute_url()}5/")


CUT_OFF = """cards => cards.filter(card => {
  const { left, right, top, bottom } = card.getBoundingClientRect();
  return !card.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
}).length"""


@pytest.mark.parametrize("screen", [DESKTOP])
def test_threads_stand_beside_the_chapters_that_are_near(page, reader, story, sign_in):
    first = story.chapters.get(number=1)
    say(first, "The first!", reader, on="Landing 1")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, reader)
    page.goto(f"{story.get_absolute_url()}all/")
    expect(page.get_by_label("Threads beside the text")).to_be_checked()
    place = page.locator("#c1-b0").bounding_box()
    card = page.locator("#chapter-1 .thread-card")
    expect(card).to_contain_text("The first!")
    assert page.locator("#c1-b0").bounding_box() == place, "the room was there before"
    assert card.evaluate_all(CUT_OFF) == 0
    assert abs(card.bounding_box()["y"] - page.locator("#c1-b0 mark").bounding_box()["y"]) < 3
    assert sum("/margin/" in url for url in asked) == 1, "nobody came near the others"
    page.evaluate("document.getElementById('chapter-7').scrollIntoView()")
    card = page.locator("#chapter-7 .thread-card")
    expect(card).to_contain_text("Landed!")
    mark = page.locator("#c7-b0 mark")
    until(page, lambda: abs(card.bounding_box()["y"] - mark.bounding_box()["y"]) < 3)
    assert card.evaluate_all(CUT_OFF) == 0
    expect(page.locator("#c7-w0")).to_have_css("opacity", "0")
    card.click()
    field = page.locator("#margin").get_by_label("Your comment")
    field.fill("At last.")
    page.locator("#margin").get_by_role("button", name="Comment").click()
    expect(page.locator("#margin .comment")).to_have_count(2)
    page.get_by_role("link", name="Close").click()
    expect(card).to_contain_text("1 more")


@pytest.mark.parametrize("screen", [DESKTOP])
def test_it_is_found_in_and_printed_whole(page, story):
    page.goto(f"{story.get_absolute_url()}all/")
    assert page.evaluate("find('Landing 7')"), "the browser's own search"
    expect(page.locator("#c7-b0")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.innerHTML").count("Landing 7") >= 1
    page.emulate_media(media="print")
    tall = page.locator(".part").evaluate_all("all => all.map(part => part.offsetHeight)")
    assert min(tall) > 500


def test_without_script_every_chapter_and_note_is_there(plain_page, story):
    plain_page.goto(f"{story.get_absolute_url()}all/")
    expect(plain_page.locator("article")).to_have_count(7)
    expect(plain_page.locator("article").last).to_contain_text("Landing 7")
    expect(plain_page.get_by_text("The last landing.")).to_be_visible()
    plain_page.locator("#c7-w0").click()
    expect(plain_page).to_have_url(f"{story.get_absolute_url()}7/blocks/0/")
    expect(plain_page.get_by_text("Landed!")).to_be_visible()
