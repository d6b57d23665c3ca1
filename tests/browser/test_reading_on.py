"""Reading on: the very line, the furthest place, time left, the next chapter, the whole story."""

import pytest
from playwright.sync_api import expect

from reader.actions.revising.revise import revise
from reader.models import Progress
from tests.browser.waiting import until, until_drawn
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "\n\n".join(
    f"Paragraph {i}. " + " ".join(f"And at turn {i}.{j} the river went on." for j in range(40))
    for i in range(14)
)
TOP_LINE = """() => {
  const words = document.caretPositionFromPoint
    ? document.caretPositionFromPoint(innerWidth / 2, 90).offsetNode
    : document.caretRangeFromPoint(innerWidth / 2, 90).startContainer;
  return words.parentElement.closest('[data-start]').id;
}"""


TOP_OF_WORDS = """(words) => {
  const block = document.getElementById('b7'), at = block.textContent.indexOf(words);
  const range = document.createRange();
  range.setStart(block.firstChild, at);
  range.setEnd(block.firstChild, at + 10);
  return range.getBoundingClientRect().top;
}"""


@pytest.fixture
def chapters():
    story = make_story(title="The Ferry")
    return [make_chapter(LONG, story=story, title=f"Part {i}") for i in (1, 2, 3)]


def scroll_into(page, block, share):
    """Bring a place inside a block to the top, and wait until it is kept."""
    page.evaluate(
        "([id, share]) => { const box = document.getElementById(id).getBoundingClientRect();"
        " scrollTo({top: scrollY + box.top + share * box.height - 64, behavior: 'instant'}); }",
        [block, share],
    )


def words_at_the_top(page):
    """The words of the first whole line below the bar."""
    return page.evaluate("""() => {
      for (const block of document.querySelectorAll('#text > p')) {
        const node = block.firstChild;
        for (let i = 0; i < node.length; i += 1) {
          const range = document.createRange();
          range.setStart(node, i); range.setEnd(node, i + 1);
          const box = range.getBoundingClientRect();
          if (box.height && box.top > 62) return node.data.slice(i, i + 30);
        }
      }
    }""")


def test_one_comes_back_to_the_very_line_on_another_device_even_after_a_revision(
    open_context, sign_in, reader, chapters
):
    phone = open_context(viewport={"width": 390, "height": 844}).new_page()
    sign_in(phone, reader)
    phone.goto(chapters[0].get_absolute_url())
    with phone.expect_request(lambda request: request.url.endswith("/place/")):
        scroll_into(phone, "b6", 0.5)
    words = words_at_the_top(phone)
    until(phone, lambda: Progress.objects.exists())
    revise(chapters[0], "A new beginning.\n\n" + LONG, by=None)
    desk = open_context(viewport={"width": 1280, "height": 800}).new_page()
    sign_in(desk, reader)
    desk.goto(chapters[0].get_absolute_url())
    until(desk, "scrollY > 500")
    for url in ("", "#b7", "", ""):  # from the contents, and by the library's way to go on
        desk.goto("about:blank")
        desk.goto(chapters[0].get_absolute_url() + url)
        until(desk, "scrollY > 500")
        desk.wait_for_load_state()
        until_drawn(desk)
        top = desk.evaluate(TOP_OF_WORDS, words[:20])
        assert 50 < top < 120, "the line is at the top, below the bar"


def test_a_place_is_sent_seldom_and_never_lost_at_closing(page, sign_in, reader, chapters):
    page.clock.install()
    sign_in(page, reader)
    sent = []
    page.on("request", lambda request: sent.append(request.url.endswith("/place/")))
    page.goto(chapters[0].get_absolute_url())

    def is_kept(block):
        start, after = chapters[0].revision.starts[block : block + 2]
        return Progress.objects.filter(offset__range=(start, after - 1)).exists()

    scroll_into(page, "b3", 0)
    until(page, lambda: is_kept(3))
    for block in ("b4", "b5", "b6"):
        scroll_into(page, block, 0)
        until_drawn(page)
        page.clock.run_for(5_000)
    assert sum(sent) == 1, "while one reads on it waits"
    page.clock.run_for(50_000)
    until(page, lambda: is_kept(6))
    assert sum(sent) == 2
    scroll_into(page, "b9", 0.4)
    until_drawn(page)
    page.goto("about:blank")
    until(page, lambda: is_kept(9))


def test_the_end_of_a_chapter_is_sent_at_once(page, sign_in, reader, chapters):
    sign_in(page, reader)
    page.goto(chapters[0].get_absolute_url())
    scroll_into(page, "b3", 0)
    until(page, lambda: Progress.objects.filter(finished=False).exists())
    page.evaluate("document.querySelector('#text > p:last-of-type').scrollIntoView(false)")
    page.evaluate("scrollBy(0, 300)")
    until(page, lambda: Progress.objects.filter(finished=True).exists())


def test_a_visitor_finds_the_same_words_after_a_revision(page, chapters):
    page.goto(chapters[0].get_absolute_url())
    scroll_into(page, "b6", 0.5)
    until(page, "Object.keys(localStorage).some(key => key.startsWith('place'))")
    revise(chapters[0], "A new beginning.\n\n" + LONG, by=None)
    page.goto("about:blank")
    page.goto(chapters[0].get_absolute_url())
    until(page, "scrollY > 500")
    assert page.evaluate(TOP_LINE) == "b7"


def test_one_is_asked_and_never_taken_there(
    page, open_context, sign_in, reader, chapters, accessible
):
    sign_in(page, reader)
    page.goto(chapters[0].get_absolute_url())
    expect(page.locator("#further")).to_be_empty()
    tablet = open_context(viewport={"width": 800, "height": 600}).new_page()
    sign_in(tablet, reader)
    tablet.goto(chapters[2].get_absolute_url())
    scroll_into(tablet, "b4", 0)
    until(tablet, "document.querySelector('.bar-progress').value > 10")
    until(tablet, lambda: Progress.objects.filter(furthest_chapter=chapters[2]).exists())
    page.evaluate("scrollTo({top: 400, behavior: 'instant'})")
    page.reload()
    offer = page.locator("#further")
    expect(offer).to_contain_text("You reached chapter 3 on another device.")
    expect(page).to_have_url(chapters[0].get_absolute_url())
    accessible(page)
    for menu in ("Contents", "Appearance"):
        page.get_by_label(menu, exact=True).first.click()
        expect(offer).to_be_hidden()
        page.keyboard.press("Escape")
        expect(offer).to_be_visible()
    page.emulate_media(media="print")
    expect(offer).to_be_hidden()
    page.emulate_media(media="screen")
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 256})  # 400 %
    assert offer.evaluate("it => getComputedStyle(it).position") == "static"
    page.set_viewport_size(size)
    offer.get_by_role("link", name="Go there").click()
    expect(page.locator("#b4")).to_be_in_viewport()
    page.goto(chapters[1].get_absolute_url())
    offer.get_by_role("button", name="Stay here").click()
    expect(offer).to_be_empty()
    page.reload()
    expect(page.locator("article")).to_be_visible()
    expect(offer).to_be_empty()


def test_a_page_left_for_a_while_asks_when_one_comes_back(page, sign_in, reader, chapters):
    page.clock.install()
    sign_in(page, reader)
    page.goto(chapters[0].get_absolute_url())
    Progress.objects.keep(reader, chapters[2], 400, device="tablet")
    hide = """(hidden) => {
      Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
      document.dispatchEvent(new Event('visibilitychange'));
    }"""
    page.evaluate(hide, True)
    page.clock.fast_forward(60_000)
    page.evaluate(hide, False)
    expect(page.locator("#further")).to_contain_text("chapter 3 on another device")


def test_the_bar_says_how_long_it_takes_to_the_end(page, chapters):
    page.goto(chapters[0].get_absolute_url())
    left = page.locator("#left")
    expect(left).to_have_text(f"{chapters[0].minutes} min left")
    scroll_into(page, "b7", 0)
    expect(left).to_have_text(f"{round(chapters[0].words / 250 / 2)} min left")
    page.evaluate("document.querySelector('#text > p:last-of-type').scrollIntoView(false)")
    page.evaluate("scrollBy(0, 300)")
    expect(left).to_have_text("")


def test_progress_begins_at_nothing_and_ends_full(page, chapters):
    page.goto(chapters[0].get_absolute_url())
    line = page.locator(".bar-progress")
    expect(page.locator("#left")).to_have_text(f"{chapters[0].minutes} min left")
    expect(line).to_have_js_property("value", 0)
    scroll_into(page, "b7", 0)
    until(page, "Math.abs(document.querySelector('.bar-progress').value - 50) < 6")
    page.evaluate("document.querySelector('#text > p:last-of-type').scrollIntoView(false)")
    page.evaluate("scrollBy(0, 300)")
    expect(line).to_have_js_property("value", 100)


def test_the_bar_says_which_chapter_and_leads_everywhere(page, sign_in, reader, chapters):
    sign_in(page, reader)
    page.goto(chapters[1].get_absolute_url())
    name = page.locator(".bar-chapter")
    expect(name).to_have_text("Part 2")
    assert name.evaluate("it => it.scrollWidth <= it.clientWidth + 1"), "the whole of it"
    expect(page.locator(".bar-number")).to_be_in_viewport()
    expect(page.locator("#left")).to_be_in_viewport()
    if page.viewport_size["width"] < 700:
        page.get_by_label("Contents", exact=True).first.click()
        menu = page.locator(".chapter-menu")
        expect(menu.get_by_role("link", name="Gloss, the library")).to_be_visible()
        expect(menu.get_by_role("button", name="Sign out")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_label("Your account")).to_be_hidden()
    page.get_by_role("banner").get_by_role("link", name="The Ferry").click()
    expect(page).to_have_url(chapters[0].story.get_absolute_url())


def test_a_chapter_ends_with_the_next_one_and_then_the_talk(page, sign_in, reader, chapters):
    sign_in(page, reader)
    page.goto(chapters[1].get_absolute_url())
    field = page.locator(".talk-section textarea")
    post = page.locator(".talk-section .comment-form").get_by_role("button", name="Comment")
    assert field.bounding_box()["height"] <= 44, "one line"
    expect(post).to_be_hidden()
    field.click()
    expect(post).to_be_visible()
    field.fill("What a ferry.")
    page.get_by_role("heading", name="Comments on this chapter").click()
    expect(post).to_be_visible()
    post.click()
    expect(page.locator("#comments")).to_contain_text("What a ferry.")
    onward = page.locator(".onward")
    expect(onward.get_by_role("link", name="Previous: Part 1")).to_be_visible()
    onward.get_by_role("link", name="3. Part 3").click()
    expect(page).to_have_url(chapters[2].get_absolute_url())
    expect(onward).to_contain_text("To be continued")
    onward.get_by_role("button", name="Tell me").click()
    expect(onward.get_by_role("button", name="Following this story")).to_be_focused()
    page.reload()
    onward.get_by_role("button", name="Following this story").click()
    expect(onward.get_by_role("button", name="Tell me")).to_be_focused()


def test_at_the_end_one_is_told_what_others_said_meanwhile(page, sign_in, reader, chapters):
    page.clock.install()
    sign_in(page, reader)
    page.goto(chapters[0].get_absolute_url())
    say(chapters[0], "Quite so.", make_reader("tam"), on="turn 3.4")
    page.clock.fast_forward(90_000)
    page.evaluate("document.querySelector('#text > p:last-of-type').scrollIntoView(false)")
    page.evaluate("scrollBy(0, 300)")
    news = page.get_by_role("region", name="While you read")
    expect(news).to_contain_text("tam wrote on turn 3.4")


def test_the_next_chapter_is_fetched_near_the_end_and_not_before(page, chapters):
    page.goto(chapters[0].get_absolute_url())
    hint = page.locator(f'link[rel=prefetch][href$="{chapters[1].get_absolute_url()}"]')
    scroll_into(page, "b3", 0)
    expect(page.locator("#left")).not_to_have_text(f"{chapters[0].minutes} min left")
    expect(hint).to_have_count(0)
    scroll_into(page, "b12", 0)
    expect(hint).to_have_count(1)


def test_nothing_is_fetched_ahead_where_bytes_are_dear(page, chapters):
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page.goto(chapters[0].get_absolute_url())
    scroll_into(page, "b12", 0)
    expect(page.locator("#left")).to_have_text("3 min left")
    expect(page.locator("link[rel=prefetch]")).to_have_count(0)


def test_the_contents_are_within_reach(page, chapters, accessible):
    page.goto(chapters[0].get_absolute_url())
    page.get_by_label("Contents", exact=True).first.click()
    accessible(page)
    page.get_by_role("link", name="3 Part 3").click()
    expect(page).to_have_url(chapters[2].get_absolute_url())


def test_focus_dims_all_but_one_paragraph_and_stays(page, sign_in, reader, chapters, accessible):
    highlight(chapters[0], "turn 7.3 the river", reader, colour="pink")
    sign_in(page, reader)
    page.goto(chapters[0].get_absolute_url())
    page.get_by_label("Contents", exact=True).first.click()
    page.get_by_label("Dim all but the paragraph being read").check()
    page.keyboard.press("Escape")
    expect(page.locator("#b0")).to_have_attribute("data-now", "")
    scroll_into(page, "b4", 0.2)
    expect(page.locator("#b4")).to_have_attribute("data-now", "")
    colours = page.evaluate(
        "['b4', 'b6'].map(id => getComputedStyle(document.getElementById(id)).color)"
    )
    assert colours[0] != colours[1]
    ground = page.locator("#b7 mark").evaluate("it => getComputedStyle(it).backgroundColor")
    assert not ground.endswith((", 0)", "/ 0)")), "one's own colours stay"
    accessible(page)
    page.reload()
    expect(page.locator("main")).to_have_attribute("data-focus", "on")
