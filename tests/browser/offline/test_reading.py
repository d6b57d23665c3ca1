"""Reading while the network is away: what was opened is there, for its reader alone."""

import re

import pytest
from playwright.sync_api import expect

from reader.actions.revising.revise import revise
from reader.models import Comment, Picture
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.offline.steps import back_online, comment, kept, open_kept, waiting
from tests.browser.waiting import until
from tests.factories import highlight, make_chapter, make_reader

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_opened_is_read_without_a_network(reading, chapter, accessible):
    make_chapter(story=chapter.story, title="High Water")
    reading.reload()
    expect(reading.locator("#b2")).to_contain_text("She had written")
    expect(reading.locator(".kept-line")).to_contain_text(
        re.compile(r"offline: this copy is from \d\d:\d\d")
    )
    accessible(reading)
    letters = {path.split("/")[-1].split(".")[0] for path in kept(reading, "shell")}
    assert {"literata", "literata-italic", "literata-bold", "literata-capitals"} <= letters
    reading.goto("/stories/ferry/2/")
    expect(reading.get_by_role("heading", name="You are offline")).to_be_visible()
    accessible(reading)
    reading.locator("#pages").get_by_role("link", name="Low Water").click()
    expect(reading.locator("#b2")).to_contain_text("She had written")
    back_online(reading)
    reading.get_by_role("link", name="Reload").click()
    expect(reading.locator(".kept-line")).to_have_count(0)
    expect(reading.locator("#b2")).to_contain_text("She had written")


def test_what_changes_things_and_other_peoples_doors_are_not_kept(page, sign_in, chapter):
    sign_in(page, chapter.story.author)
    open_kept(page, chapter.get_absolute_url())
    for path in ("/accounts/profile/", "/desk/", f"{chapter.get_absolute_url()}edit/", "/no/",
                 "/stories/no-such/", "/highlights/", "/"):  # fmt: skip
        page.goto(path)
    until(page, lambda: "/" in kept(page, "pages"))
    assert kept(page, "pages") == ["/", chapter.get_absolute_url()]


def test_a_picture_is_kept_with_its_page_and_nothing_that_only_calls_itself_one(
    page, sign_in, reader, chapter
):
    name = f"{'a' * 32}-1x1.png"
    Picture.objects.add(Picture.of_files({name: b"a picture"}), story=chapter.story)
    revise(chapter, f"![One](/highlights/)\n\nWords.\n\n![Two](/pictures/{name})", by=None)
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    until(page, lambda: f"/pictures/{name}" in kept(page, "pages"))
    assert "/highlights/" not in kept(page, "pages")


def test_signing_out_clears_what_was_kept(page, sign_in, reader, chapter):
    sign_in(page, reader)
    page.goto("/stories/ferry/")
    page.get_by_role("button", name="Save for offline").click()
    expect(page.locator(".keep")).to_contain_text("Saved, 1 chapter")
    open_kept(page, "/")
    page.get_by_label("Your account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    until(page, lambda: not kept(page, f"pages {reader.pk}") and not kept(page, "story"))
    page.context.set_offline(True)
    page.goto("/stories/ferry/1/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    assert "rose" not in page.content()


def test_nothing_kept_is_shown_to_another_and_nothing_written_is_sent_as_theirs(
    reading, sign_in, reader, chapter
):
    highlight(chapter, "a widow", reader, note="mine alone")
    comment(reading, "From Rose.")
    waiting(reading, 1)
    other = make_reader("tam")
    sign_in(reading, other)
    reading.context.set_offline(False)
    reading.goto("/kept/")
    expect(reading.locator("#others")).to_be_visible()
    assert "From Rose." not in reading.content()
    until(reading, lambda: not kept(reading, f"pages {reader.pk}"))
    assert not Comment.objects.exists()
    sign_in(reading, reader)
    reading.goto("/kept/")
    until(reading, Comment.objects.exists)
    assert Comment.objects.get().reader == reader


def test_a_slow_network_gives_the_kept_copy(page, context, sign_in, reader, chapter):
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    held = []
    context.route(f"**{chapter.get_absolute_url()}", lambda route: held.append(route))
    page.goto(chapter.get_absolute_url())
    expect(page.locator(".kept-line")).to_contain_text("The network is slow")
    assert held
    context.unroute_all(behavior="ignoreErrors")


def test_it_fits_a_phone_in_the_dark(open_context, sign_in, accessible, reader, chapter):
    page = open_context(service_workers="allow", color_scheme="dark", **PHONE).new_page()
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.context.set_offline(True)
    comment(page, "A long word: " + "w" * 300)
    waiting(page, 1)
    for path in (chapter.get_absolute_url(), "/kept/", "/nowhere/"):
        page.goto(path)
        waiting(page, 1)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        accessible(page)


@pytest.mark.parametrize("lacking", ["delete Navigator.prototype.serviceWorker", ""])
def test_a_browser_that_keeps_nothing_says_so(open_context, lacking):
    page = open_context(**DESKTOP).new_page()
    page.add_init_script(lacking)
    page.goto("/kept/")
    expect(page.get_by_text("This browser cannot save pages")).to_be_visible()


def test_the_next_chapter_is_at_hand_before_one_turns_to_it(page, sign_in, reader, chapter):
    following = make_chapter("Second.", story=chapter.story, title="High Water")
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.reload()
    until(page, lambda: following.get_absolute_url() in kept(page, "pages"))
    page.context.set_offline(True)
    page.get_by_role("link", name="2. High Water").click()
    expect(page.locator("#text")).to_have_text("Second.")
    expect(page.locator(".kept-line")).to_have_count(0)


def test_without_a_network_a_whole_story_is_read_chapter_by_chapter(page, sign_in, reader, chapter):
    sign_in(page, reader)
    open_kept(page, chapter.story.get_absolute_url())
    page.context.set_offline(True)
    page.goto(f"{chapter.story.get_absolute_url()}all/")
    expect(page).to_have_url(chapter.story.get_absolute_url())
    expect(page.locator(".kept-line")).to_be_visible()
