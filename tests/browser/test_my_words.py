"""My words, in a browser: what was left unfinished anywhere waits there, and one goes on."""

import json
import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from reader.actions.inbox.notify import notify_readers
from reader.actions.margin.close_talk import close
from reader.actions.revising.revise import revise
from reader.models import Comment
from tests.browser.conftest import DESKTOP, FLAGS
from tests.browser.waiting import until
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)

# Opening makes a database that isn't there: then the page would find one without a table.
IS_IN_JOURNAL = """new Promise((done) => {
  const opening = indexedDB.open("typed", 1);
  opening.onupgradeneeded = () => opening.transaction.abort();
  opening.onerror = () => done(false);
  opening.onsuccess = () => {
    const words = opening.result.transaction("words").objectStore("words").getAll();
    words.onsuccess = () => {
      opening.result.close();
      done(JSON.stringify(words.result).includes("Typed, and then"));
    };
  };
})"""
IS_KEPT = "Object.keys(localStorage).some((name) => name.startsWith('typed '))"


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
    """A mark of Rose's with her comment on it, which Tam answered, and another thread."""
    mark = highlight(chapter, "two goats", rose, note="Old.")
    mine = say(chapter, "Who are they?", rose, on="two goats")
    answer = say(chapter, "Goats.", make_reader("tam", name="Tam"), to=mine)
    other = say(chapter, "And this?", make_reader("ivo"), on="one boot")
    return {"mark": mark, "mine": mine, "answer": answer, "other": other}


def margin(page):
    return page.locator("#margin")


def open_thread(page, block):
    page.locator(f"#{block} mark.talk").first.click()


def begin_note(page):
    open_thread(page, "b4")
    margin(page).locator(".own-note").evaluate("note => { note.open = true }")
    return margin(page).get_by_label("Private note")


def begin_comment(page):
    open_thread(page, "b1")
    return margin(page).get_by_label("Your comment")


def begin_reply(page):
    open_thread(page, "b4")
    margin(page).get_by_role("link", name="Reply to Tam").click()
    return margin(page).get_by_label("Reply to Tam")


def begin_edit(page):
    open_thread(page, "b4")
    margin(page).get_by_role("link", name="Edit").click()
    return margin(page).get_by_label("Edit your comment")


def begin_on_chapter(page):
    talk = page.get_by_role("region", name="Comments on this chapter")
    return talk.get_by_label("Your comment")


FIELDS = {
    "Private note": begin_note,
    "Your comment": begin_comment,
    "Reply to Tam": begin_reply,
    "Edit your comment": begin_edit,
    "Your comment, on the chapter": begin_on_chapter,
}


def test_what_was_left_in_a_chapter_waits_and_one_goes_on_by_keyboard(
    page, chapter, threads, select, accessible
):
    for name, begin in FIELDS.items():
        page.goto(chapter.get_absolute_url())
        begin(page).fill(f"Half: {name}")
        until(page, f"JSON.stringify(localStorage).includes({json.dumps(name)})")
        page.keyboard.press("Escape")
    for name, button in (("a new note", "Note"), ("a new comment", "Comment")):
        page.goto(chapter.get_absolute_url())
        select(page, 0, 4, 9)
        page.get_by_role("toolbar").get_by_role("button", name=button, exact=True).click()
        field = page.locator("#selection-note, #margin textarea[name=text]").locator("visible=true")
        expect(field).to_be_focused()
        field.fill(f"Half: {name}")
        page.keyboard.press("Escape")
    page.goto("/words/")
    rows = page.locator("#unfinished li")
    expect(rows).to_have_count(len(FIELDS) + 2)
    accessible(page)
    names = [*FIELDS, "a new note", "a new comment"]
    for name in names:
        page.goto("/words/")
        row = rows.filter(has_text=re.compile(f"Half: {name}$|Half: {name}[A-Z]"))
        if name.startswith("a new"):
            expect(row.locator(".quote")).to_have_text("ferry")
        elif "chapter" not in name:
            expect(row.locator(".quote")).to_have_text(
                "one boot" if name == "Your comment" else "two goats"
            )
        row.get_by_role("link", name="Go on writing").focus()
        page.keyboard.press("Enter")
        expect(page.locator("textarea:focus")).to_have_value(f"Half: {name}")
        assert "write=" not in page.url and page.url.startswith(
            page.evaluate("location.origin") + chapter.get_absolute_url()
        )
    page.goto("/words/")
    expect(rows).to_have_count(len(names))


def test_words_on_a_text_that_was_revised_go_on_where_they_stand_now(page, chapter, select):
    page.goto(chapter.get_absolute_url())
    select(page, 0, 4, 9)
    page.get_by_role("toolbar").get_by_role("button", name="Comment", exact=True).click()
    margin(page).get_by_label("Your comment").fill("Half a word")
    until(page, IS_KEPT)
    revise(chapter, "It rained.\n\n" + chapter.revision.source, by=None)
    page.goto("/words/")
    page.get_by_role("link", name="Go on writing").click()
    expect(margin(page).get_by_label("Your comment")).to_have_value("Half a word")
    margin(page).get_by_role("button", name="Comment").click()
    expect(margin(page).locator(".comment")).to_have_count(1)
    assert Comment.objects.get().passage.quote == "ferry"
    page.goto("/words/")
    expect(page.locator("#unfinished")).to_be_hidden()


def test_a_form_of_several_fields_is_one_row_and_can_be_let_go_and_taken_back(
    page, chapter, rose, sign_in
):
    about = f"/desk/{chapter.story.slug}/about/"
    page.goto(about)
    page.get_by_label("Summary").fill("A wide river, " * 40)
    page.get_by_label("Tags").fill("mud, boats")
    until(page, IS_KEPT)
    page.goto("/words/")
    row = page.locator("#unfinished li")
    expect(row).to_have_count(1)
    expect(row.locator(".typed")).to_have_count(2)
    expect(row).to_contain_text("Summary: A wide river")
    expect(page.locator("#unfinished-where")).to_contain_text("on this device only")
    row.get_by_role("button", name="Discard").click()
    expect(row).to_have_text("Discarded. Undo")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row.locator(".typed")).to_have_count(2)
    sign_in(page, make_reader("ben"))
    page.goto("/words/")
    expect(page.locator("#unfinished")).to_be_hidden()
    sign_in(page, rose)
    page.goto("/words/")
    row.get_by_role("link", name="Go on writing").click()
    expect(page).to_have_url(re.compile(f"{about}$"))
    expect(page.get_by_label("Tags")).to_have_value("mud, boats")
    expect(page.locator(":focus")).to_have_value(re.compile("mud|A wide"))
    page.goto("/words/")
    row.get_by_role("button", name="Discard").click()
    page.goto(about)
    expect(page.get_by_label("Summary")).to_have_value("A river.")


def test_one_is_changed_and_deleted_in_the_list_by_keyboard(page, chapter, threads, accessible):
    page.goto("/words/")
    row = page.locator(f"#said-{threads['mine'].pk}")
    expect(row).to_contain_text("Goats.")
    row.get_by_role("link", name="Edit").press("Enter")
    field = row.get_by_label("Edit your comment")
    expect(field).to_be_focused()
    field.fill("Whose are they?")
    until(page, IS_KEPT)
    page.reload()
    row.get_by_role("link", name="Edit").press("Enter")
    expect(field).to_have_value("Whose are they?")
    row.get_by_role("link", name="Cancel").press("Enter")
    expect(field).to_have_count(0)
    row.get_by_role("link", name="Edit").press("Enter")
    row.get_by_role("button", name="Discard").press("Enter")
    field.fill("Whose are they then?")
    accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(row.locator("> .comment-text")).to_have_text("Whose are they then?")
    expect(row).to_be_focused()
    until(page, f"!{IS_KEPT}")
    row.get_by_role("link", name="Delete").press("Enter")
    expect(row.get_by_role("button", name="Delete")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row).to_contain_text("You deleted this comment")
    page.get_by_label("Search your comments").fill("zzz")
    expect(page.get_by_text("No matching comments.")).to_be_visible()
    assert Comment.objects.get(pk=threads["mine"].pk).silent


@pytest.mark.parametrize("width", [390, 1280])
def test_the_exact_time_is_shown_on_focus_too(page, sign_in, rose, chapter, threads, width):
    page.set_viewport_size({"width": width, "height": 700})
    sign_in(page, rose)
    threads["mine"].edit("Whose, then?")
    say(chapter, "The king's.", make_reader("zed"), to=threads["mine"])
    notify_readers()
    for url, link in (("/words/", ".said > .facts a:has(.ago)"), ("/inbox/", ".inbox-row")):
        page.goto(url)
        page.keyboard.press("Tab")  # what is focused from now on is by the keyboard
        page.locator(link).first.focus()
        content, height = page.locator(f"{link} .ago").first.evaluate(
            """time => {
              const style = getComputedStyle(time, "::after");
              return [style.content, parseFloat(style.height)];
            }"""
        )
        title = page.locator(f"{link} .ago").first.get_attribute("title")
        assert title in content and height > 10


def test_without_script_it_says_what_it_takes(plain_page, sign_in, rose, chapter, threads):
    sign_in(plain_page, rose)
    plain_page.goto("/words/")
    expect(plain_page.get_by_text("Showing it here needs JavaScript")).to_be_visible()
    plain_page.get_by_role("link", name="Edit").click()
    plain_page.get_by_label("Edit your comment").fill("Whose?")
    plain_page.get_by_role("button", name="Save").click()
    expect(plain_page).to_have_url(re.compile("/words/$"))
    expect(plain_page.locator(".said > .comment-text")).to_have_text("Whose?")


FILL = """() => {
  let piece = "x".repeat(1 << 20);
  for (let i = 0; piece; i += 1) {
    try {
      localStorage.setItem(`full ${i}`, piece);
    } catch {
      piece = piece.slice(piece.length / 2 + 1);
    }
  }
}"""
EMPTY = """() => {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("full")) localStorage.removeItem(name);
  }
}"""


def test_where_there_is_no_room_it_says_so_and_nothing_else_is_lost(page, chapter):
    page.goto(chapter.get_absolute_url())
    field = begin_on_chapter(page)
    field.fill("Kept.")
    until(page, IS_KEPT)
    page.evaluate(FILL)
    field.fill("Kept. And what has no room any more, at length: " + "on and on, " * 30)
    warning = page.locator(".unkept-words")
    expect(warning).to_contain_text("no room left")
    page.evaluate(EMPTY)
    field.press("End")
    field.type(".")
    expect(warning).to_have_count(0)


def processes_of(folder):
    """The keys of the processes of the browser whose data is in a folder."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and str(folder) in (entry / "cmdline").read_text():
                found.append(int(entry.name))
        except OSError:
            pass
    return found


def test_a_browser_that_dies_leaves_all_but_the_last_moment(
    chromium, live_server, sign_in, rose, chapter, tmp_path
):
    def begin():
        for lock in tmp_path.glob("Singleton*"):
            lock.unlink()
        return chromium.browser_type.launch_persistent_context(
            tmp_path, executable_path=os.environ.get("CHROMIUM"), args=FLAGS,
            base_url=live_server.url, service_workers="block",
        )  # fmt: skip

    context = begin()
    page = context.new_page()
    sign_in(page, rose)
    page.goto(chapter.get_absolute_url())
    begin_on_chapter(page).press_sequentially("Typed, and then")
    until(page, IS_IN_JOURNAL)
    for process in processes_of(tmp_path):
        os.kill(process, signal.SIGKILL)
    context = begin()
    page = context.new_page()
    sign_in(page, rose)
    page.goto("/words/")
    expect(page.locator("#unfinished li")).to_contain_text("Typed, and then")
    page.get_by_role("link", name="Go on writing").click()
    expect(begin_on_chapter(page)).to_have_value("Typed, and then")
    context.close()


def test_all_of_what_waits_can_be_read_where_it_can_not_be_sent_any_more(
    page, chapter, threads, select
):
    words = f"Begun. {'On and on. ' * 40}The very end."
    page.goto(chapter.get_absolute_url())
    begin_comment(page).fill(words)
    until(page, "JSON.stringify(localStorage).includes('The very end')")
    close(threads["other"].passage)
    page.goto("/words/")
    row = page.locator("#unfinished li")
    expect(row.get_by_text("The very end.")).to_be_hidden()
    row.get_by_text("Show all of it").click()
    expect(row.locator(".whole")).to_have_text(words)
    expect(row.get_by_text("The very end.")).to_be_visible()
