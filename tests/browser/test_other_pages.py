"""The pages around reading: fit for everybody, by keyboard, with and without script."""

import pytest
from playwright.sync_api import expect

from reader.actions.revising.revise import revise
from reader.models import Highlight, Progress, Reading
from tests.factories import TEXT, highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)
QUOTES = ("eleven years", "one boot in", "folded around", "lamp oil")

OVER = """() => [...document.querySelectorAll(".cover-words > *")].filter((words) => {
  const cover = words.closest(".cover").getBoundingClientRect();
  const box = words.getBoundingClientRect();
  return box.top < cover.top - 1 || box.bottom > cover.bottom + 1
    || box.left < cover.left - 1 || box.right > cover.right + 1;
}).map((words) => words.textContent)"""


@pytest.fixture
def una():
    return make_reader("una", name="Una", email="una@example.org", content={"told": []})


@pytest.fixture
def ferry(una):
    """A story with everything on its page, half read by una, and marked by her."""
    story = make_story(
        title="The Ferry", slug="the-ferry", summary="A river.", rating="teen",
        series="The River, part 2", source="https://example.org/1",
    )  # fmt: skip
    for kind in ("fandom", "relationship", "character", "warning", "tag"):
        story.tag([f"one {kind}", f"another {kind}"], kind)
    first = make_chapter(story=story)
    for words, colour in zip(QUOTES, Highlight.Colour.values, strict=True):
        highlight(first, words, una, colour=colour, note="Mine.", public=colour == "pink")
    Reading.objects.keep(una, first, first.revision)
    Progress.objects.keep(una, first, 90)
    revise(first, TEXT.replace("lamp oil", "lamps").replace("eleven", "twelve"), by=None)
    say(first, "Why?", una, on="two goats")
    return story


@pytest.fixture
def shelves(ferry):
    """Covers of every design, in several scripts."""
    for n in range(14):
        make_chapter(story=make_story(title=f"Salt {n}", author=ferry.author))
    for language, title in (("ar", "ليالي الميناء"), ("ja", "夜の渡し場"), ("de", "Wasser" * 9)):
        make_chapter(story=make_story(title=title, language=language, author=ferry.author))


def test_words_on_covers_never_run_over(page, shelves):
    page.goto("/")
    over = page.evaluate(OVER)
    assert page.locator(".cover").count() > 10 and not over


def test_the_library_is_searched_while_one_types_and_the_way_back_leads_back(page, shelves):
    page.goto("/")
    page.get_by_label("Search the library").fill("ferry")
    expect(page.locator(".stories h2")).to_have_text(["The Ferry"])
    expect(page).to_have_url(page.url.split("?")[0] + "?q=ferry")
    expect(page.get_by_label("Search the library")).to_be_focused()
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Status").select_option("Complete")
    expect(page.get_by_text("No stories match.")).to_be_visible()
    page.go_back()
    expect(page.locator(".stories h2")).to_have_text(["The Ferry"])
    page.reload()
    expect(page.get_by_label("Search the library")).to_have_value("ferry")
    page.get_by_role("link", name="Remove filter: “ferry”").click()
    expect(page.locator(".stories h2")).to_have_count(18)


def test_without_script_the_library_and_the_book_are_searched_too(
    plain_page, sign_in, shelves, una
):
    sign_in(plain_page, una)
    plain_page.goto("/")
    plain_page.get_by_label("Search the library").fill("ferry")
    plain_page.get_by_role("button", name="Search").click()
    expect(plain_page.locator(".stories h2")).to_have_text(["The Ferry"])
    plain_page.goto("/highlights/")
    plain_page.get_by_role("link", name="Show another").click()
    expect(plain_page.locator("#revisit")).to_be_visible()
    plain_page.goto("/highlights/")
    plain_page.get_by_role("link", name="Green").click()
    expect(plain_page.locator(".highlight-row .words")).to_have_text(["one boot in"])
    plain_page.get_by_role("link", name="Edit this highlight").click()
    plain_page.get_by_label("Private note").fill("A boot.")
    plain_page.get_by_role("button", name="Save").click()
    expect(plain_page.get_by_text("A boot.").last).to_be_visible()


def test_a_note_is_changed_a_mark_removed_and_put_back_in_their_place(page, sign_in, ferry, una):
    sign_in(page, una)
    page.goto("/highlights/")
    before = page.locator("#revisit .words").inner_text()
    page.get_by_role("link", name="Show another").click()
    expect(page.locator("#revisit .words")).not_to_have_text(before)
    row = page.locator(".highlight-row", has=page.locator(".words", has_text="one boot in"))
    row.get_by_role("link", name="Edit this highlight").click()
    expect(row.get_by_label("Private note")).to_be_focused()
    row.get_by_label("Private note").fill("A boot.")
    row.get_by_role("button", name="Save").click()
    expect(row.locator(".my-note")).to_contain_text("A boot.")
    row.hover()
    row.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    expect(row.locator(".my-note")).to_contain_text("A boot.")


def test_an_account_is_closed_opened_again_and_deleted_without_scripts(
    open_context, sign_in, ferry, una
):
    page = open_context(java_script_enabled=False).new_page()
    sign_in(page, una)
    page.goto("/accounts/profile/")
    page.get_by_role("link", name="Delete my account").click()
    page.get_by_label("My password").fill("a long password")
    page.get_by_role("button", name="Delete my account").click()
    expect(page.locator("h1")).to_have_text("Your account is closed")
    assert Highlight.objects.exists()
    page.goto("/accounts/login/")
    page.get_by_label("Username or email address").fill(una.username)
    page.get_by_label("Password", exact=True).fill("a long password")
    page.get_by_role("main").get_by_role("button", name="Sign in").first.click()
    page.get_by_role("button", name="Open my account again").click()
    expect(page.get_by_text("Welcome back.")).to_be_visible()
    page.goto("/accounts/leave/")
    page.get_by_text("Delete it now.").click()
    page.get_by_label("My password").fill("a long password")
    page.get_by_role("button", name="Delete my account").click()
    expect(page.locator("h1")).to_have_text("Your account has been deleted")
    assert not Highlight.objects.exists()
