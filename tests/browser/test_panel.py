"""The panel: people first, one field to write in, and the words in sight while one writes."""

import pytest
from playwright.sync_api import expect

from reader.models import Comment
from tests.browser.waiting import until
from tests.factories import highlight, make_chapter, make_reader, say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_screens]
WIDE = {"viewport": {"width": 1280, "height": 800}}
WORDS = ("river went by", "on its way", "nobody saw it", "told the dog")
PARAGRAPH = "The river went by on its way, and nobody saw it go, or so they told the dog."


@pytest.fixture
def tam():
    return make_reader("tam")


@pytest.fixture
def chapter():
    return make_chapter("\n\n".join([PARAGRAPH] + ["Something else is here."] * 12))


@pytest.fixture
def page(open_context, sign_in, reader):
    page = open_context(**WIDE).new_page()
    sign_in(page, reader)
    return page


def panel(page):
    return page.locator("#margin .panel")


def fields(page):
    return page.locator("#margin textarea:visible")


TINTED = """[...(CSS.highlights.get('chosen') || [])].map(String).join('|')"""


def test_pressing_a_count_shows_what_people_say_on_one_screen(
    page, chapter, reader, tam, accessible
):
    for words in WORDS[:3]:
        say(chapter, "That is how it was, at length. " * 3, tam, on=words)
    highlight(chapter, WORDS[3], reader, note="Mine.")
    page.goto(chapter.get_absolute_url())
    page.locator("#w0").click()
    box = panel(page).bounding_box()
    expect(page.locator("#margin .comment:visible")).to_have_count(3)
    first = page.locator("#margin .comment").first.bounding_box()
    assert first["y"] - box["y"] < 80, "people come first"
    assert box["y"] + box["height"] <= 800
    expect(fields(page)).to_have_count(1)
    expect(page.locator("#margin .thread").nth(3)).to_contain_text("Mine.")
    expect(page.locator("#margin .thread .quote:visible")).to_have_count(4)
    accessible(page)


def test_one_thread_is_people_then_a_line_to_answer_then_my_mark(page, chapter, reader, tam):
    say(chapter, "Who?", tam, on=WORDS[0])
    highlight(chapter, WORDS[0], reader, note="Mine.")
    page.goto(chapter.get_absolute_url())
    page.locator("#b0 mark").first.click()
    expect(page.locator("#margin .quote:visible")).to_have_count(0)
    tops = [
        page.locator(f"#margin {part}").bounding_box()["y"]
        for part in (".comment", ".panel > .comment-form", ".highlight-form")
    ]
    assert tops == sorted(tops)
    expect(page.locator("#margin .panel > .comment-form .button")).to_be_hidden()


def test_where_much_is_said_each_thread_is_closed_to_its_words_and_first_lines(page, chapter, tam):
    for words in WORDS:
        first = say(chapter, f"I know about {words}.", tam, on=words)
        say(chapter, "So do I.", tam, to=first)
    page.goto(chapter.get_absolute_url())
    page.locator("#w0").click()
    expect(page.locator("#margin .first-lines:visible")).to_have_count(4)
    expect(page.locator("#margin .comment:visible")).to_have_count(0)
    line = page.locator("#margin summary").first
    expect(line).to_contain_text("tam I know about river went by. 1 more")
    expect(page.locator("#b0 mark.open")).to_have_count(0)
    line.click()
    expect(page.locator("#margin .comment:visible")).to_have_count(2)
    expect(page.locator("#b0 mark.open")).to_have_text([WORDS[0]])


def test_one_field_answers_whom_one_says_and_loses_nothing(page, chapter, tam):
    for words in WORDS[:2]:
        say(chapter, f"On {words}.", tam, on=words)
    page.goto(chapter.get_absolute_url())
    page.locator("#w0").click()
    fields(page).fill("About it all")
    until(page, "Object.keys(localStorage).some((name) => name.startsWith('typed '))")
    answers = page.locator("#margin .comment").get_by_role("link", name="Reply to tam")
    answers.nth(1).click()
    expect(fields(page)).to_be_focused()
    expect(fields(page)).to_have_count(1)
    until(page, f"{TINTED} === '{WORDS[1]}'")
    fields(page).fill("To the second")
    answers.nth(0).click()
    expect(fields(page)).to_have_value("")
    answers.nth(1).click()
    expect(fields(page)).to_have_value("To the second")
    page.keyboard.press("Control+Enter")
    reply = page.locator("#margin .replies .comment")
    expect(reply).to_contain_text("To the second")
    expect(reply).to_be_focused()
    assert Comment.objects.get(parent__isnull=False).passage.quote == WORDS[1]
    expect(fields(page)).to_have_value("About it all")


def test_what_is_refused_comes_back_as_it_stood(page, chapter, tam, settings):
    settings.LONGEST_COMMENT = 20
    highlight(chapter, WORDS[0], tam, public=True)
    say(chapter, "So.", tam, on=WORDS[1])
    page.goto(chapter.get_absolute_url())
    page.locator("#w0").click()
    fields(page).fill("About it all")
    page.locator("#margin .answer[data-about]:visible").first.click()
    label = page.locator("#margin .panel > .comment-form label").inner_text()
    fields(page).fill("More than can be said here.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#margin").get_by_role("alert")).to_contain_text("at most 20")
    expect(fields(page)).to_have_value("More than can be said here.")
    assert page.locator("#margin .panel > .comment-form label").inner_text() == label
    page.locator("#margin .panel > .comment-form").get_by_role("link", name="Cancel").click()
    expect(fields(page)).to_have_value("About it all")


def test_the_words_stay_in_sight_while_one_writes_about_them(page, chapter, select):
    page.goto(chapter.get_absolute_url())
    words = select(page, 0, 4, 17)
    page.get_by_role("toolbar").get_by_role("button", name="Comment").click()
    expect(fields(page)).to_be_focused()
    until(page, f"{TINTED} === '{words}'")
    expect(panel(page)).not_to_contain_text("paragraph")
    expect(page.get_by_role("button", name="Save my place here")).to_have_count(0)
    fields(page).fill("These.")
    page.get_by_role("button", name="Comment", exact=True).last.click()
    expect(page.locator("#b0 mark.talk.open")).to_have_text(words)
    fields(page).fill("And these again.")
    page.get_by_role("button", name="Comment", exact=True).last.click()
    expect(page.locator("#margin .comment")).to_have_count(2)
    assert len({comment.passage_id for comment in Comment.objects.all()}) == 1


def test_deleting_leaves_the_focus_at_a_neighbour(page, chapter, reader, tam):
    first = say(chapter, "First.", tam, on=WORDS[0])
    for text in ("Second.", "Third."):
        say(chapter, text, reader, on=WORDS[0])
    page.goto(chapter.get_absolute_url())
    page.locator("#b0 mark").click()
    for text, left in (("Second.", "Third."), ("Third.", "First.")):
        mine = page.locator("#margin .comment", has_text=text)
        mine.get_by_role("link", name="Delete").click()
        mine.get_by_role("button", name="Delete").click()
        expect(page.locator("#margin .comment", has_text=left)).to_be_focused()
    assert Comment.objects.spoken().get() == first


def test_what_is_sent_shows_that_it_waits_and_is_not_sent_twice(page, chapter, tam):
    say(chapter, "Who?", tam, on=WORDS[0])
    page.goto(chapter.get_absolute_url())
    page.locator("#b0 mark").click()
    held = []
    page.route("**/comments/", lambda route: held.append(route))
    fields(page).fill("Once.")
    send = page.locator("#margin .panel > .comment-form .button")
    send.click()
    expect(page.locator("#margin .panel > .comment-form")).to_have_attribute("aria-busy", "true")
    expect(send).to_be_disabled()
    page.keyboard.press("Control+Enter")
    send.click(force=True)
    fields(page).fill("Typed meanwhile")
    held[0].continue_()
    expect(page.locator("#margin .comment")).to_have_count(2)
    expect(fields(page)).to_have_value("Typed meanwhile")
    assert len(held) == 1
    expect(page.locator("#margin .panel > .comment-form")).not_to_have_attribute(
        "aria-busy", "true"
    )


OVER = """() => {
  const notice = document.querySelector("#status > p").getBoundingClientRect();
  const used = document.querySelectorAll("a, button, input, textarea, select, summary");
  const shown = [...used].filter((one) => one.checkVisibility() && !one.closest("#status"));
  return shown.filter((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    const isApart = left >= notice.right || right <= notice.left || top >= notice.bottom;
    return !isApart && bottom > notice.top;
  }).length;
}"""


def test_a_notice_covers_nothing_and_goes_with_the_next_act(page, chapter, reader):
    for words in WORDS[:2]:
        highlight(chapter, words, reader)
    page.goto(chapter.get_absolute_url())
    notice = page.locator("#status > p")
    acts = {
        "a press": lambda: page.mouse.click(5, 400),
        "Escape": lambda: page.keyboard.press("Escape"),
        "another thread": lambda: page.locator("#b0 mark").last.click(),
    }
    for colour, act in enumerate(acts.values(), 1):
        page.locator("#b0 mark").first.click()
        page.locator("#margin .dot").nth(colour).click()
        expect(notice).to_be_visible()
        until(page, "'placed' in document.getElementById('status').dataset")
        assert page.evaluate(OVER) == 0
        act()
        expect(notice).to_have_count(0)
        page.keyboard.press("Escape")


def test_marking_in_an_open_thread_leaves_it_as_it_is(page, chapter, reader, tam):
    first = say(chapter, "Who?", tam, on=WORDS[0])
    page.goto(chapter.get_absolute_url())
    page.locator("#b0 mark").click()
    page.locator(f"#c{first.pk} .comment-text").evaluate("text => { text.dataset.seen = '1' }")
    fields(page).fill("Half a thought")
    page.get_by_role("button", name="Highlight this in green").click()
    expect(page.locator("#b0 mark.green.talk")).to_have_text(WORDS[0])
    expect(page.locator("#margin .highlight-form")).to_be_visible()
    expect(page.locator("#margin [data-seen]")).to_have_count(1)
    expect(fields(page)).to_have_value("Half a thought")
    page.locator("#margin").get_by_role("button", name="Remove").click()
    expect(page.locator("#b0 mark.green")).to_have_count(0)
    expect(page.locator("#margin .comment")).to_have_count(1)
