"""An open chapter hears of others: quietly, in time, and without taking anything from who reads."""

import time

import pytest
from playwright.sync_api import expect

from reader.actions.margin.comment import delete_comment
from reader.actions.margin.thank import thank
from reader.actions.revising.revise import revise
from reader.models import Highlight, Reader
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.waiting import until, until_drawn
from tests.factories import TEXT, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)

HURRY = """
const wait = window.setTimeout;
window.setTimeout = (act, time, ...more) => wait(act, time >= 3000 ? time / 20 : time, ...more);
"""
"""Long waits are short: what a page asks now and then it asks soon."""
LONG = "\n\n".join([TEXT, *["And the river went on, as it had before."] * 40])


@pytest.fixture
def chapter():
    return make_chapter(LONG, story=make_story(title="The Ferry"))


@pytest.fixture
def tam():
    return make_reader("tam", name="Tam")


@pytest.fixture
def open_page(open_context, sign_in, reader, chapter):
    """A page of the chapter in a browser of its own, and what it asks of the live view."""

    def do(by=reader, screen=DESKTOP, hurry=True):
        context = open_context(**screen)
        page = context.new_page()
        if hurry:
            page.add_init_script(HURRY)
        if by:
            sign_in(page, by)
        page.asked = []
        page.on(
            "request", lambda request: "/live/" in request.url and page.asked.append(request.url)
        )
        page.goto(chapter.get_absolute_url())
        return page

    return do


def margin(page):
    return page.locator("#margin")


def top(page, selector):
    return page.locator(selector).first.bounding_box()["y"]


def test_an_open_thread_hears_another_within_ten_seconds_and_nothing_moves(
    open_page, chapter, reader, tam
):
    first = say(chapter, "Who are they?", tam, on="two goats")
    una = make_reader("una", name="Una")
    rose, other = open_page(hurry=False), open_page(una)
    for page in (rose, other):
        page.locator("#b4 mark.talk").click()
    rose.evaluate("scrollBy(0, 40)")
    box = margin(rose).get_by_label("Your comment")
    box.press_sequentially("Half a th")
    rose.wait_for_timeout(600)  # what opened is at rest
    read = ("#b4", "#b6", f"#c{first.pk}", "#margin textarea[name=text]")
    before = [top(rose, one) for one in read]
    other.get_by_role("link", name="Reply to Tam").click()
    other.get_by_label("Reply to Tam").fill("I know them. ||Kings||.")
    other.get_by_role("button", name="Reply", exact=True).click()
    expect(margin(other)).to_contain_text("I know them.")
    said_at = time.monotonic()
    expect(margin(rose)).to_contain_text("I know them.")
    assert time.monotonic() - said_at < 10
    until_drawn(rose)
    assert [top(rose, one) for one in read[:2]] == before[:2]
    assert abs(top(rose, read[3]) - before[3]) <= 1
    expect(margin(rose).locator(".replies .comment")).to_be_in_viewport()
    expect(rose.locator("#status")).to_contain_text("Una: I know them. [spoiler].")
    box.press_sequentially("ought")
    expect(box).to_have_value("Half a thought")
    expect(rose.locator("#w4")).to_have_text("2")
    margin(rose).get_by_role("link", name="Reply to Una").click()  # it is as any other
    expect(rose.get_by_label("Reply to Una")).to_be_focused()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_open_thread_shows_what_is_new_below_and_what_became_of_the_rest(
    open_page, chapter, tam, screen
):
    first, second = (
        say(chapter, text, tam, on="two goats") for text in ("Who are they?", "Why goats?")
    )
    third = say(chapter, "Goats are clever.", tam, to=second)
    page = open_page(screen=screen)
    page.locator("#b4 mark.talk").click()
    expect(margin(page)).to_contain_text("Goats are clever.")
    page.wait_for_timeout(600)
    before = [top(page, f"#c{one.pk}") for one in (first, second)]
    late = say(chapter, "Kings, I think.", make_reader("una"), to=first)
    expect(page.locator(f"#c{late.pk}")).to_have_count(1)
    until_drawn(page)
    assert [top(page, f"#c{one.pk}") for one in (first, second)] == before
    expect(page.locator(f"#c{late.pk} .to")).to_have_text("@Tam")
    assert top(page, f"#c{late.pk}") > top(page, f"#c{third.pk}")
    second.edit("Why two goats?")
    delete_comment(third)
    expect(page.locator(f"#c{second.pk} .comment-text").first).to_have_text("Why two goats?")
    expect(page.locator(f"#c{second.pk}")).to_contain_text("edited")
    expect(margin(page)).not_to_contain_text("Goats are clever.")
    first.hide()
    expect(page.locator(f"#c{first.pk}")).to_contain_text("This comment isn’t shown.")


def test_elsewhere_counts_change_quietly_and_the_news_waits_to_be_pressed(
    open_page, chapter, reader, tam, select, accessible
):
    page, visitor = open_page(), open_page(by=None)
    title = visitor.locator(".bar-chapter").bounding_box()
    words = select(page, 4, 5, 12)
    before = top(page, "#b4")
    Reader.objects.filter(pk=reader.pk).update(unread=2)
    say(chapter, "Who are they?", tam, on="two goats")
    say(chapter, "Wet.", tam, on="one boot")
    say(chapter, "Poor Tam.", tam, on="one boot")
    news = page.get_by_role("button", name="3 new in the margin")
    for one in (page, visitor):
        expect(one.get_by_role("button", name="3 new in the margin")).to_be_visible()
        expect(one.locator("#left")).to_be_hidden()
    expect(page.locator("#status")).to_contain_text("3 new in the margin.")
    expect(page.get_by_role("link", name="Inbox, 2 unread")).to_be_visible()
    assert visitor.locator(".bar-chapter").bounding_box() == title
    accessible(visitor)
    assert page.evaluate("getSelection().toString()") == words
    expect(page.locator("#b4 mark.talk")).to_have_count(0)
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.locator("#b4 mark.talk")).to_have_text("two goats")
    expect(page.locator("#w4")).to_have_accessible_name("1 comment on this paragraph")
    assert top(page, "#b4") == before
    news.click()
    expect(margin(page)).to_contain_text("Poor Tam.")
    expect(page.get_by_role("button", name="1 new in the margin")).to_be_visible()
    page.locator("#b4 mark.talk").click()
    expect(page.locator("#left")).to_be_visible()
    expect(page.locator(".news")).to_have_count(0)


def test_comments_on_the_chapter_come_below_and_wait_to_be_pressed(open_page, chapter, tam):
    first = say(chapter, "A fine chapter.", tam)
    page = open_page()
    answer = say(chapter, "Is it?", make_reader("una", name="Una"), to=first)
    more = say(chapter, "More, please.", tam)
    news = page.get_by_role("button", name="2 new comments")
    news.click()
    expect(page.locator(f"#c{answer.pk}")).to_be_in_viewport()
    expect(page.locator(f"#c{first.pk} .replies #c{answer.pk}")).to_have_count(1)
    expect(page.locator(f"#comments > #c{more.pk}")).to_have_count(1)
    expect(page.locator(".news")).to_have_count(0)
    thank(make_reader(), first)
    delete_comment(more)
    expect(page.locator(f"#c{more.pk}")).to_have_count(0)
    expect(page.locator(f"#c{first.pk}-thanks")).to_contain_text("1 thanked")


def test_a_page_is_silent_when_hidden_offline_or_switched_off(open_page, chapter, tam):
    page = open_page()
    quiet = 900  # milliseconds, in which a page that hears asks several times

    def is_silent():
        page.wait_for_timeout(300)
        page.asked.clear()
        page.wait_for_timeout(quiet)
        return not page.asked

    def hide(hidden):
        page.evaluate(
            "(hidden) => { Object.defineProperty(document, 'hidden', {value: hidden,"
            " configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }",
            hidden,
        )

    until(page, lambda: page.asked)
    hide(True)
    assert is_silent()
    say(chapter, "Ah.", tam)
    hide(False)
    expect(page.get_by_role("button", name="1 new comment", exact=True)).to_be_visible()
    page.context.set_offline(True)
    assert is_silent()
    expect(page.locator("#status")).not_to_contain_text("offline")
    page.context.set_offline(False)
    until(page, lambda: page.asked)
    page.locator(".chapter-menu > summary").click()
    page.get_by_label("Show what others write meanwhile").uncheck()
    assert is_silent()
    page.reload()
    assert is_silent()
    page.locator(".chapter-menu > summary").click()
    page.get_by_label("Show what others write meanwhile").check()
    until(page, lambda: page.asked)


@pytest.mark.parametrize("status", [429, 502])
def test_a_server_that_has_no_answer_is_asked_ever_more_seldom(open_page, chapter, tam, status):
    say(chapter, "Who are they?", tam, on="two goats")
    page = open_page()
    page.locator("#b4 mark.talk").click()
    expect(margin(page)).to_contain_text("Who are they?")
    page.route("**/live/**seconds=**", lambda route: route.fulfill(status=status))
    say(chapter, "Kings.", tam, on="one boot")
    until(page, lambda: any("seconds=" in url for url in page.asked))
    page.asked.clear()
    page.wait_for_timeout(3000)  # 400 milliseconds each are eight times
    assert len([url for url in page.asked if "seconds=" in url]) <= 4
    page.unroute("**/live/**seconds=**")
    expect(page.get_by_role("button", name="1 new in the margin")).to_be_visible()


def test_of_very_many_comments_the_nearest_are_asked_for(open_page, chapter, tam):
    say(chapter, "A fine chapter.", tam)
    page = open_page()
    page.evaluate(
        "() => { const one = document.querySelector('#comments .comment');"
        " for (let key = 1000000; key < 1000600; key += 1) { const copy = one.cloneNode(true);"
        " copy.id = `c${key}`; one.parentElement.append(copy); } }"
    )
    say(chapter, "Who are they?", tam, on="two goats")
    until(page, lambda: any("seconds=" in url for url in page.asked))
    assert max(map(len, page.asked)) < 4000


def test_a_late_answer_takes_no_mark_that_was_made_meanwhile(open_page, chapter, tam, select):
    page = open_page()
    late = []
    page.route("**/live/**seconds=**", lambda route: late.append((route, route.fetch())))
    say(chapter, "Who are they?", tam, on="two goats")
    until(page, lambda: late)
    select(page, 4, 35, 42)
    page.get_by_role("button", name="Green").click()
    until(page, lambda: Highlight.objects.exists())
    expect(page.locator("#b4 mark.mine.green")).to_have_count(1)
    page.evaluate("getSelection().removeAllRanges()")
    stale = list(late)  # what is asked after these waits, and can mend nothing
    for route, response in stale:
        route.fulfill(response=response)
    until(page, lambda: len(late) > len(stale))
    expect(page.locator("#b4 mark.mine.green")).to_have_count(1)
    for route, response in late[len(stale) :]:
        route.fulfill(response=response)
    page.unroute("**/live/**seconds=**")
    expect(page.get_by_role("button", name="1 new in the margin")).to_be_visible()
    expect(page.locator("#b4 mark.talk")).to_have_count(1)
    expect(page.locator("#b4 mark.mine.green")).to_have_count(1)


def test_of_a_revision_one_hears_and_a_chapter_that_is_gone_asks_no_more(open_page, chapter):
    page = open_page()
    revise(chapter, LONG.replace("nine", "ten"), by=None)
    news = page.get_by_role("button", name="Newly revised")
    expect(news).to_be_visible()
    expect(page.locator("#b0")).to_contain_text("nine")
    news.click()
    expect(page.locator("#b0")).to_contain_text("ten")
    until(page, lambda: page.asked)
    chapter.story.delete_for_now()
    page.wait_for_timeout(1500)
    page.asked.clear()
    page.wait_for_timeout(1500)
    assert not page.asked
