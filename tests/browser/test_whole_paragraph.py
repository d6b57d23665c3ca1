"""Writing about a whole paragraph where there are threads on some of its words."""

import pytest
from playwright.sync_api import expect

from reader.models import Comment
from tests.browser.waiting import until
from tests.factories import make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = ("river went by", "on its way", "nobody saw it")
PARAGRAPH = "The river went by on its way, and nobody saw it go, or so they told the dog."


def begin(page):
    """Press what leads to the field for the paragraph, and give that field."""
    write = page.locator("#tnew").get_by_role("link", name="Write")
    if not write.is_visible():
        page.locator("#tnew summary").first.click()
    write.click()
    field = page.locator("#margin .panel > .comment-form textarea")
    expect(field).to_be_focused()
    return field


@pytest.mark.parametrize(("threads", "is_whole_story"), [(1, True), (3, False)])
def test_one_writes_about_it_beside_threads_on_its_words(
    page, sign_in, reader, threads, is_whole_story
):
    tam = make_reader("tam")
    story = make_story()
    make_chapter(story=story)
    chapter = make_chapter(f"{PARAGRAPH}\n\nSomething else.", story=story)
    for words in WORDS[:threads]:
        say(chapter, f"On {words}.", tam, on=words)
    sign_in(page, reader)
    if is_whole_story:
        page.goto(f"{story.get_absolute_url()}all/#chapter-2")
        page.locator("#c2-w0").click()
    else:
        page.goto(chapter.get_absolute_url())
        page.locator("#w0").click()
    begin(page).fill("Half of it")
    until(page, "Object.keys(localStorage).some((name) => name.startsWith('typed '))")
    page.locator("#margin .comment").first.get_by_role("link", name="Reply").click()
    field = begin(page)
    expect(field).to_have_value("Half of it")
    page.keyboard.press("Escape")
    page.goto("/words/")
    page.get_by_role("link", name="Go on writing").click()
    expect(field).to_have_value("Half of it")
    assert "write=" not in page.url
    page.goto(chapter.get_absolute_url())
    page.locator("#w0").click()
    field = begin(page)
    field.fill("On all of it.")
    page.keyboard.press("Control+Enter")
    until(page, lambda: Comment.objects.filter(source="On all of it.").exists())
    comment = Comment.objects.get(source="On all of it.")
    assert comment.passage.quote == PARAGRAPH and comment.chapter == chapter
    expect(page.locator(f"#t{comment.passage_id} #c{comment.pk}")).to_contain_text("On all of it.")
    expect(page.locator("#tnew")).to_have_count(0)
    page.goto("/words/")
    expect(page.locator("#unfinished")).to_be_hidden()
