"""What is typed stays, in every field, for whoever typed it, until it was taken or let go."""

import re

import pytest
from playwright.sync_api import expect

from reader.models import Comment, Shelf
from tests.browser.conftest import DESKTOP
from tests.browser.waiting import until, until_drawn
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)

IS_KEPT = "Object.keys(localStorage).some((name) => name.startsWith('typed '))"

IS_KEPT_AS = "Object.values(localStorage).some((kept) => kept.includes('WORDS'))"


@pytest.fixture
def rose():
    return make_reader("rose", name="Rose")


@pytest.fixture
def chapter(rose):
    return make_chapter(story=make_story(author=rose, title="The Ferry", summary="A river."))


@pytest.fixture
def page(open_context, sign_in, rose):
    page = open_context(**DESKTOP).new_page()
    sign_in(page, rose)
    return page


@pytest.fixture
def threads(chapter, rose):
    """Two threads: a mark of Rose's with her comment on it, and another one."""
    mark = highlight(chapter, "two goats", rose, note="Old.")
    mine = say(chapter, "Who are they?", rose, on="two goats")
    other = say(chapter, "And this?", make_reader("tam"), on="one boot")
    return {"mark": mark, "mine": mine, "other": other}


def margin(page):
    return page.locator("#margin")


def press_link(page, name):
    margin(page).get_by_role("link", name=name).click()


def open_note(page):
    """Its field opens by itself where words were kept in it."""
    margin(page).locator(".own-note").evaluate("note => { note.open = true }")


FIELDS = {
    "the private note": (open_note, "Private note"),
    "a comment": (lambda page: None, "Your comment"),
    "a reply": (lambda page: press_link(page, "Reply to Rose"), "Reply to Rose"),
    "an edit": (lambda page: press_link(page, "Edit"), "Edit your comment"),
}
"""The fields in the panel: how each is opened, and its label."""
LEAVING = {
    "Escape": lambda page, threads: page.keyboard.press("Escape"),
    "the cross": lambda page, threads: press_link(page, "Close"),
    "another thread": lambda page, threads: page.locator("#b1 mark.talk").click(),
    "a reload": lambda page, threads: page.reload(),
    "another page": lambda page, threads: page.goto("/shelves/"),
    "Cancel": lambda page, threads: press_link(page, "Cancel"),
}
HAVE_CANCEL = ("a reply", "an edit")


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_typed_in_the_panel_is_there_again(page, chapter, threads, field):
    begin, label = FIELDS[field]
    page.goto(chapter.get_absolute_url())
    for way, leave in LEAVING.items():
        if way == "Cancel" and field not in HAVE_CANCEL:
            continue
        page.locator("#b4 mark.talk").click()
        begin(page)
        box = margin(page).get_by_label(label)
        box.fill(f"Typed before {way}.")
        until(page, IS_KEPT_AS.replace("WORDS", f"Typed before {way}."))  # what keeps it has come
        leave(page, threads)
        if way == "Cancel":
            expect(page.locator("#status")).to_contain_text("What you typed is kept")
        if way == "another page":
            page.goto(chapter.get_absolute_url())
        else:
            expect(box).to_have_count(
                1 if way == "another thread" and label == "Your comment" else 0
            )
        if way != "Cancel":  # by which the panel stays open
            page.locator("#b4 mark.talk").click()
        begin(page)
        expect(box).to_have_value(f"Typed before {way}.")
        expect(margin(page).locator(".kept-words")).to_contain_text("Unsaved text restored")
        margin(page).get_by_role("button", name="Discard").click()
        expect(box).to_have_value(
            {"Private note": "Old.", "Edit your comment": "Who are they?"}.get(label, "")
        )
        if way == "Escape":
            margin(page).get_by_role("button", name="Undo").click()
            expect(box).to_have_value("Typed before Escape.")
        page.keyboard.press("Escape")


def test_a_thread_that_is_drawn_anew_keeps_what_else_was_typed_in_it(page, chapter, threads):
    page.goto(chapter.get_absolute_url())
    page.locator("#b4 mark.talk").click()
    open_note(page)
    margin(page).get_by_label("Private note").fill("Half a note")
    margin(page).locator(".own-note > summary").click()
    margin(page).get_by_label("Your comment").fill("Said.")
    margin(page).get_by_role("button", name="Comment").click()
    expect(margin(page).locator(".comment")).to_have_count(2)
    expect(margin(page).get_by_label("Private note")).to_have_value("Half a note")
    expect(margin(page).get_by_label("Your comment")).to_have_value("")


def test_a_stale_edit_comes_back_with_both_and_is_kept_until_it_is_taken(page, chapter, threads):
    page.goto(chapter.get_absolute_url())
    page.locator("#b4 mark.talk").click()
    press_link(page, "Edit")
    box = margin(page).get_by_label("Edit your comment")
    box.fill("Said here.")
    threads["mine"].edit("Said elsewhere.")
    margin(page).get_by_role("button", name="Save").last.click()
    expect(margin(page).get_by_role("alert")).to_contain_text("Said elsewhere.")
    expect(box).to_have_value("Said here.")
    page.keyboard.press("Escape")
    page.locator("#b4 mark.talk").click()
    press_link(page, "Edit")
    expect(box).to_have_value("Said here.")
    expect(margin(page).locator(".kept-words q")).to_have_text("Said elsewhere.")
    margin(page).get_by_role("button", name="Save").last.click()
    expect(margin(page).locator(".comment-text").first).to_have_text("Said here.")
    press_link(page, "Edit")
    expect(margin(page).locator(".kept-words")).to_have_count(0)


def test_what_was_kept_at_the_door_is_let_go_on_the_page_once_it_is_sent(
    page, sign_in, rose, chapter
):
    about = f"/desk/{chapter.story.slug}/about/"
    page.goto(about)
    page.get_by_label("Summary").fill("A wide river.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    sign_in(page, rose)
    page.goto("/accounts/unsent/")
    box = page.locator("textarea[name=summary]")
    box.fill("A very wide river.")
    page.reload()
    expect(box).to_have_value("A very wide river.")
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_url(re.compile(f"/desk/{chapter.story.slug}/$"))
    page.goto(about)
    expect(page.get_by_label("Summary")).to_have_value("A very wide river.")
    expect(page.locator(".kept-words")).to_have_count(0)


def test_a_crash_leaves_it_and_nobody_else_sees_it(page, sign_in, rose, chapter, threads):
    page.goto(chapter.get_absolute_url())
    page.get_by_role("region", name="Comments on this chapter").get_by_label("Your comment").fill(
        "Half a"
    )
    until(page, IS_KEPT)  # what keeps it comes with the first key
    context = page.context
    page.close()
    page = context.new_page()
    box = page.get_by_role("region", name="Comments on this chapter").get_by_label("Your comment")
    for reader, words in ((make_reader("ben"), ""), (rose, "Half a")):
        sign_in(page, reader)
        page.goto(chapter.get_absolute_url())
        expect(box).to_have_value(words)


def test_what_was_taken_is_let_go_and_what_was_refused_or_failed_is_not(page, chapter):
    about = f"/desk/{chapter.story.slug}/about/"
    page.goto(about)
    summary = page.get_by_label("Summary")
    summary.fill("A wide river.")
    page.route(f"**{about}", lambda route: route.fulfill(status=502, body="gone"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("gone")).to_be_visible()
    page.unroute(f"**{about}")
    page.goto(about)
    expect(summary).to_have_value("A wide river.")
    page.get_by_label("Title", exact=True).evaluate("field => { field.required = false }")
    page.get_by_label("Title", exact=True).fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".errorlist")).to_be_visible()
    page.goto(about)
    expect(summary).to_have_value("A wide river.")
    page.get_by_label("Title", exact=True).fill("The Ferry")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(f"/desk/{chapter.story.slug}/$"))
    chapter.story.refresh_from_db()
    assert chapter.story.summary == "A wide river."
    chapter.story.summary = "A river, by another hand."
    chapter.story.save()
    page.goto(about)
    expect(summary).to_have_value("A river, by another hand.")
    expect(page.locator(".kept-words")).to_have_count(0)


def test_a_new_thing_that_was_made_begins_empty_again(page, rose):
    page.goto("/shelves/")
    page.get_by_text("New shelf", exact=True).click()
    page.get_by_label("Name of the new shelf").fill("By the sea")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="By the sea")).to_be_visible()
    expect(page.get_by_label("Name of the new shelf")).to_have_value("")
    assert Shelf.objects.filter(name="By the sea").count() == 1


def test_where_the_saved_words_changed_one_has_both(page, chapter, threads):
    page.goto(chapter.get_absolute_url())
    page.locator("#b4 mark.talk").click()
    note = margin(page).get_by_label("Private note")
    open_note(page)
    note.fill("Mine, at length.")
    page.keyboard.press("Escape")
    threads["mark"].change(colour="yellow", note="From the phone.", public=False)
    page.locator("#b4 mark.talk").click()
    expect(note).to_have_value("Mine, at length.")
    expect(margin(page).locator(".kept-words q")).to_have_text("From the phone.")
    margin(page).get_by_role("button", name="Use what is saved").click()
    expect(note).to_have_value("From the phone.")
    page.keyboard.press("Escape")
    page.locator("#b4 mark.talk").click()
    expect(note).to_have_value("From the phone.")
    expect(margin(page).locator(".kept-words")).to_have_count(0)


def test_a_late_answer_leaves_what_was_typed_meanwhile(page, chapter):
    page.goto(chapter.get_absolute_url())
    section = page.get_by_role("region", name="Comments on this chapter")
    box = section.get_by_label("Your comment")
    held = []
    page.route("**/comments/", lambda route: held.append(route))
    box.fill("First.")
    section.get_by_role("button", name="Comment").click()
    until(page, lambda: len(held) == 1)
    box.fill("Second, begun early")
    held[0].continue_()
    expect(section.locator(".comment")).to_contain_text("First.")
    expect(box).to_have_value("Second, begun early")
    page.reload()
    expect(box).to_have_value("Second, begun early")
    assert [comment.source for comment in Comment.objects.all()] == ["First."]


def test_a_late_answer_leaves_what_was_selected_meanwhile(page, chapter, select):
    page.goto(chapter.get_absolute_url())
    bar = page.get_by_role("toolbar")
    chosen = page.locator("#selection[data-state=chosen]")
    held = []
    for first, second in (((0, 4, 9), (0, 28, 33)), ((1, 0, 9), (2, 4, 15))):
        page.route("**/highlights/", lambda route: held.append(route))
        select(page, *first)
        expect(chosen).to_be_visible()  # no longer for what was marked before
        bar.get_by_role("button", name="Highlight in blue").click()
        until(page, lambda: len(held) == 1)
        words = select(page, *second)
        expect(chosen).to_be_visible()
        held.pop().continue_()
        expect(page.locator(f"#b{first[0]} mark.blue")).to_have_count(1)
        until_drawn(page)
        assert page.evaluate("getSelection().toString()") == words
        expect(bar).to_be_visible()
        page.unroute("**/highlights/")
        bar.get_by_role("button", name="Highlight in pink").click()
        expect(page.locator(f"#b{second[0]} mark.pink")).to_have_text(words)
        until(page, "getSelection().isCollapsed")
        expect(bar.get_by_role("button", name="Undo")).to_be_visible()


def test_the_line_under_a_field_can_be_reached_by_everybody(page, chapter, threads, accessible):
    page.goto(chapter.get_absolute_url())
    page.locator("#b4 mark.talk").click()
    open_note(page)
    margin(page).get_by_label("Private note").fill("Half")
    page.reload()
    page.locator("#b4 mark.talk").click()
    expect(margin(page).locator(".kept-words")).to_be_visible()
    accessible(page)


def test_what_was_sent_before_its_keeper_came_does_not_come_back(page, chapter):
    """The script that keeps what is typed is fetched with the first key, and may come late."""
    held = {}

    def hold(name):
        return lambda route: held.setdefault(name, route)

    page.goto(chapter.get_absolute_url())
    page.route("**/js/writing*.js", hold("script"))
    page.route("**/comments/", hold("comment"))
    section = page.get_by_role("region", name="Comments on this chapter")
    box = section.get_by_label("Your comment")
    box.fill("Posted at once.")
    section.get_by_role("button", name="Comment").click()
    until(page, lambda: {"script", "comment"} <= held.keys())
    with page.expect_response("**/js/writing*.js"):
        held["script"].continue_()
    until(page, IS_KEPT)
    held["comment"].continue_()
    expect(section.locator(".comment")).to_contain_text("Posted at once.")
    expect(box).to_have_value("")
    until(page, f"!{IS_KEPT}")
