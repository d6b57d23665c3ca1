"""Copying a stretch of the story gives the story, and what it looks like, and nothing else."""

import pytest

from tests.browser.look.steps import at_one_size
from tests.browser.waiting import until
from tests.factories import highlight, make_chapter, make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """The *first* of them came late,[^1] with `code --x` in it,
and <ruby>漢字<rt>かんじ</rt></ruby>.

~*~

Nobody had told her. [A link](https://example.org/).

[^1]: Not even the goats.
"""
CLIPBOARD = """async () => {
  try {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => (await item.getType(type)).text();
    return { text: await read("text/plain"), html: await read("text/html") };
  } catch {
    return { text: "", html: "" };  // it is being written just now
  }
}"""
SELECT = """() => {
  const [first, last] = [document.querySelector("#b0"), document.querySelector("#b2")];
  getSelection().setBaseAndExtent(first, 0, last, 1);
}"""


@pytest.fixture
def copying(page, sign_in, reader):
    """A page whose words are marked and talked about, all of them selected."""
    chapter = make_chapter(TEXT)
    highlight(chapter, "first of them", reader, colour="green")
    say(chapter, "Why?", make_reader("tam"), on="of them came")
    say(chapter, "Who?", make_reader("una"), on="Nobody had")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    page.evaluate(SELECT)
    page.locator("#selection").wait_for()
    return page


@at_one_size
def test_what_is_copied_is_the_story(copying):
    copying.keyboard.press("Control+c")
    copied = copying.evaluate(CLIPBOARD)
    assert copied["text"] == (
        "The first of them came late, with code --x in it, and 漢字.\n\n~*~\n\nNobody had"
    )
    html = copied["html"]
    for gone in ("<mark", "block-link", "data-", "aria-", "class=", "></a>", "comment"):
        assert gone not in html, html
    for there in ("<em>first</em>", "<code>code --x</code>", "<rt>かんじ</rt>", "<sup>1</sup>"):
        assert there in html, html


@at_one_size
def test_it_can_be_copied_with_its_source(copying):
    copying.locator(".copying summary").click()
    copying.get_by_role("button", name="Copy with source").click()
    until(copying, lambda: "— " in copying.evaluate(CLIPBOARD)["text"])
    copied = copying.evaluate(CLIPBOARD)
    assert copied["text"].startswith("The first of them came late, with code")
    source, link = copied["text"].split("— ")[-1].split("\n")
    story = copying.locator("#selection").get_attribute("data-story")
    assert source.startswith(f"{story}, ") and ", by " in source and "?at=1.0." in link
    assert f'<a href="{link}">' in copied["html"] or link.replace("&", "&amp;") in copied["html"]
