"""What one hears of a text, and where the Tab key stops in it: the story, and who speaks up."""

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import until
from tests.factories import highlight, make_chapter, make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "\n\n".join(
    f"Paragraph {number} of a *quiet* chapter, as it was {number}." for number in range(40)
)
STOPS = """[...document.querySelectorAll("#text a, #text [tabindex]")]
  .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }))
  .map((one) => one.id)"""


def heard(page):
    """The names of all links in the text, and what is said of the marks, as Chromium tells them
    to a screen reader."""
    session = page.context.new_cdp_session(page)
    links, marks = [], []
    for node in session.send("Accessibility.getFullAXTree")["nodes"]:
        role = node.get("role", {}).get("value")
        name = node.get("name", {}).get("value", "")
        if role == "link" and "paragraph" in name:
            links.append(name)
        elif role == "mark":
            marks.append(node.get("description", {}).get("value", ""))
    session.detach()
    return links, marks


@pytest.fixture
def quiet(open_context, sign_in, reader):
    """A page on which a reader reads a chapter with one mark of theirs, and one comment."""
    chapter = make_chapter(TEXT)
    highlight(chapter, "of a quiet chapter, as it was 3.", reader)
    say(chapter, "Is it?", make_reader("tam"), on="Paragraph 7 of a quiet")
    page = open_context(viewport={"width": 1280, "height": 800}).new_page()
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    expect(page.locator("[data-now]")).to_have_count(1)
    return page


def test_only_what_says_something_is_heard_and_the_paragraph_that_one_is_at(quiet, accessible):
    links, marks = heard(quiet)
    assert links.count("1 comment on this paragraph") == 1 and len(links) == 2
    assert len(quiet.evaluate(STOPS)) == 2
    assert [said for said in marks if said] == ["your yellow highlight", "1 comment"]
    assert quiet.locator("#b3 mark").count() == 3
    assert quiet.locator("#b3 mark[aria-details]").count() == 1
    accessible(quiet)
    quiet.evaluate("document.documentElement.dataset.counts = 'hidden'")
    until(quiet, lambda: [said for said in heard(quiet)[1] if said] == ["your yellow highlight"])
    links, _ = heard(quiet)
    assert links == ["Highlight or comment on this paragraph"]
    assert len(quiet.evaluate(STOPS)) == 1


def test_the_way_to_a_paragraph_comes_with_the_keys_and_with_reading(quiet):
    for _ in range(3):
        quiet.keyboard.press("j")
    expect(quiet.locator("#b2")).to_be_focused()
    quiet.keyboard.press("Shift+Tab")
    expect(quiet.locator("#w2")).to_be_focused()
    quiet.keyboard.press("Enter")
    expect(quiet.locator("#margin")).to_be_focused()
    quiet.keyboard.press("Escape")
    expect(quiet.locator("#w2")).to_be_focused()
    quiet.locator("#b30").scroll_into_view_if_needed()
    read = "document.querySelector('[data-now]').id.replace('b', 'w')"
    until(quiet, lambda: int(quiet.evaluate(read)[1:]) > 10)
    assert quiet.evaluate(STOPS) == ["w2", "w7", quiet.evaluate(read)]
    link = quiet.locator("#w33")  # one out of reach of the keys can be pressed all the same
    link.click()
    expect(quiet.locator("#margin .panel")).to_be_visible()


def test_a_mark_is_heard_at_once_and_its_answer_adds_no_stop(quiet):
    held = []
    quiet.route("**/highlights/", lambda route: held.append(route))
    for _ in range(2):
        quiet.keyboard.press("j")
    quiet.keyboard.press("h")
    marks = quiet.locator("#b1 mark")
    expect(marks).to_have_count(3)
    said = [mark.get_attribute("aria-description") for mark in marks.all()]
    assert said == ["your yellow highlight", None, None]
    until(quiet, lambda: held)
    held[0].continue_()
    expect(quiet.locator("#b1 mark[data-passages]")).to_have_count(3)
    assert [mark.get_attribute("aria-description") for mark in marks.all()] == said
    expect(quiet.locator("#w1")).to_have_attribute(
        "aria-label", "Highlight or comment on this paragraph, 1 highlight of yours"
    )
    assert set(quiet.evaluate(STOPS)) <= {"w0", "w1", "w7"}


def test_a_colour_is_called_by_the_name_that_its_reader_gave_it(quiet, reader, sign_in):
    reader.colour_names = {"yellow": "Foreshadowing", "blue": "Oh, no"}
    reader.save()
    quiet.reload()
    _, marks = heard(quiet)
    assert [said for said in marks if said] == ["your Foreshadowing highlight", "1 comment"]
    for _ in range(2):
        quiet.keyboard.press("j")
    held = []
    quiet.route("**/highlights/", lambda route: held.append(route))
    quiet.keyboard.press("h")
    mark = quiet.locator("#b1 mark").first
    expect(mark).to_have_attribute("aria-description", "your Foreshadowing highlight")
    until(quiet, lambda: held)
    held[0].continue_()
    expect(quiet.locator("#b1 mark[data-passages]")).to_have_count(3)
    expect(mark).to_have_attribute("aria-description", "your Foreshadowing highlight")


def test_with_one_thread_the_keys_go_from_people_to_the_composer_to_ones_own_mark(quiet, reader):
    chapter = reader.highlights.get().passage.chapter
    say(chapter, "So it was.", make_reader("ivo"), on="of a quiet chapter, as it was 3.")
    quiet.reload()
    quiet.locator("#w3").click()
    expect(quiet.locator("#margin .comment")).to_be_visible()
    seen = []
    for _ in range(20):
        quiet.keyboard.press("Tab")
        seen.append(quiet.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
    where = {
        "people": next(i for i, html in enumerate(seen) if "who-name" in html),
        "composer": next(i for i, html in enumerate(seen) if "textarea" in html),
        "mark": next(i for i, html in enumerate(seen) if 'name="colour"' in html),
    }
    assert sorted(where, key=where.__getitem__) == ["people", "composer", "mark"]


def test_without_script_every_paragraph_keeps_its_way(open_context):
    chapter = make_chapter(TEXT)
    page = open_context(java_script_enabled=False).new_page()
    page.goto(chapter.get_absolute_url())
    links, _ = heard(page)
    assert len(links) == 40
