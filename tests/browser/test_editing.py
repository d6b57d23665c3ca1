"""An author writes: sees it at once, loses nothing, and knows what it does to the margin."""

import pytest
from playwright.sync_api import expect

from reader.models import Chapter, Draft
from tests.factories import make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chapter():
    chapter = make_chapter(story=make_story(author=make_reader("author")))
    say(chapter, "Kings?", make_reader("tam"), on="two goats")
    return chapter


@pytest.mark.postgresql
def test_what_is_written_is_seen_kept_and_published(
    page, open_context, sign_in, chapter, accessible
):
    author = chapter.story.author
    sign_in(page, author)
    page.goto(chapter.get_absolute_url())
    page.get_by_role("link", name="Edit", exact=True).click()
    box = page.get_by_label("Text (Markdown)")
    box.fill(chapter.revision.source.replace("two goats, a widow", "three *kids*, a widow"))
    look = page.get_by_role("region", name="Preview")
    expect(look.locator(".preview em", has_text="kids")).to_be_visible()
    expect(look).to_contain_text("1 passage loses its text")
    accessible(page)
    elsewhere = open_context().new_page()
    sign_in(elsewhere, author)
    elsewhere.goto(f"{chapter.get_absolute_url()}edit/")
    expect(elsewhere.get_by_label("Text (Markdown)")).to_contain_text("three *kids*")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#text em", has_text="kids")).to_be_visible()
    expect(page.locator("#loose")).to_contain_text("two goats")
    page.locator("#loose").get_by_role("link", name="View thread").click()
    expect(page.locator("#margin")).to_contain_text("Kings?")
    assert not Draft.objects.exists()
    for rest in ("revisions/", "revisions/1/2/"):
        page.goto(f"{chapter.get_absolute_url()}{rest}")
        accessible(page)


def test_what_is_typed_before_the_scripts_have_come_is_seen_too(page, sign_in, chapter):
    sign_in(page, chapter.story.author)
    held = []
    page.route("**/htmx*.js", lambda script: held.append(script))
    with page.expect_request("**/htmx*.js"):
        page.goto(f"{chapter.get_absolute_url()}edit/", wait_until="commit")
    page.get_by_label("Text (Markdown)").fill("All is *new*.")
    for script in held:
        script.continue_()
    expect(page.locator(".preview em")).to_have_text("new")


def test_without_script_it_is_all_the_same(plain_page, sign_in, chapter):
    sign_in(plain_page, chapter.story.author)
    plain_page.goto(f"{chapter.get_absolute_url()}edit/")
    plain_page.get_by_label("Text (Markdown)").fill("All is *new*.")
    plain_page.get_by_role("button", name="Save draft and preview").click()
    expect(plain_page.locator(".preview em")).to_have_text("new")
    plain_page.get_by_role("button", name="Publish").click()
    expect(plain_page.locator("#text")).to_have_text("All is new.")
    plain_page.get_by_role("link", name="revised").click()
    plain_page.get_by_role("link", name="What changed").click()
    expect(plain_page.locator(".comparison ins").first).to_contain_text("All is new")
    plain_page.get_by_role("link", name="Revisions").click()
    plain_page.get_by_role("button", name="Restore this revision").click()
    expect(plain_page.locator("#text")).to_contain_text("two goats")
    assert Chapter.objects.get(pk=chapter.pk).revision.number == 3
