"""Files in hand: taken from the story's page, and the one that a browser opens by itself."""

import pytest
from playwright.sync_api import expect

from reader.exporting import Edition
from reader.exporting.stories import story_file
from reader.exporting.stories.html import as_html
from reader.models import Story
from tests.browser.test_pages import RICH
from tests.factories import make_chapter, make_reader, make_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chapter():
    story = make_story(title="The Ferry", slug="the-ferry", summary="A river.", rating="teen")
    story.tag(["rivers", "goats"])
    story.notes.create(kind="dedication", source="For *all* of you.")
    chapter = make_chapter(RICH, story=story, title="What the Goats Knew")
    chapter.notes.create(kind="warning", source="Water.")
    make_chapter(story=story).notes.create(place="after", source="More.[^1]\n\n[^1]: Soon.")
    return chapter


@pytest.mark.parametrize("script", [True, False])
def test_a_press_saves_the_file(open_context, sign_in, chapter, screen, script):
    page = open_context(java_script_enabled=script, accept_downloads=True, **screen).new_page()
    sign_in(page, make_reader("rose"))
    page.goto(chapter.story.get_absolute_url())
    page.get_by_text("Take it with you").click()
    names = {"EPUB": "The Ferry.epub", "HTML": "The Ferry.html", "Markdown": "The Ferry.md",
             "Plain text": "The Ferry.txt",
             "EPUB with my highlights": "The Ferry (my highlights and notes).epub"}  # fmt: skip
    for words, name in names.items():
        with page.expect_download() as saved:
            page.get_by_role("link", name=words, exact=True).click()
        assert saved.value.suggested_filename == name


@pytest.mark.parametrize("script", [True, False])
def test_a_large_file_is_prepared_while_one_waits(
    open_context, sign_in, accessible, chapter, screen, script, queue, monkeypatch
):
    monkeypatch.setattr(story_file, "WORDS_AT_ONCE", 0)
    page = open_context(java_script_enabled=script, accept_downloads=True, **screen).new_page()
    page.goto(chapter.story.get_absolute_url())
    page.get_by_text("Take it with you").click()
    page.get_by_role("link", name="EPUB", exact=True).click()
    expect(page.get_by_text("Your file is being prepared.")).to_be_visible()
    if script:
        accessible(page)
    queue()
    link = "Download" if script else "Check again"  # with script it comes by itself
    with page.expect_download() as saved:
        page.get_by_role("link", name=link, exact=True).click()
    assert saved.value.suggested_filename == "The Ferry.epub"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "he"])
def test_the_page_of_a_whole_story_is_fit_for_everybody(
    open_context, accessible, chapter, screen, scheme, language
):
    Story.objects.filter(pk=chapter.story.pk).update(language=language)
    page = open_context(color_scheme=scheme, **screen).new_page()
    page.set_content(as_html(Edition(Story.objects.get())).decode())
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Chapter 2").or_(page.get_by_role("link", name="Low")).click()
    assert page.evaluate("scrollY") > 300
