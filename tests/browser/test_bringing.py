"""An author brings files in: dropped or chosen, looked over, corrected, published."""

import pytest
from playwright.sync_api import expect

from reader.models import Story, UnreadUpload, Upload
from tests.factories import make_reader

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Chapter 1: Mud\n\n" + "\n\n".join(
    f"The ferry came in late for the {n}th time, with its lamps lit." for n in range(4, 24)
)
DROP = """([name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name, { type: "text/plain" }));
  const drop = (kind) => document.querySelector(".drop").dispatchEvent(
    new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
  drop("dragover");
  drop("drop");
}"""


@pytest.fixture
def author():
    return make_reader("author")


@pytest.mark.parametrize("script", [True, False])
def test_a_file_becomes_a_story(open_context, screen, sign_in, author, accessible, script):
    page = open_context(java_script_enabled=script, **screen).new_page()
    sign_in(page, author)
    page.goto("/desk/")
    page.get_by_role("link", name="Import a story").click()
    page.wait_for_load_state()
    if script:
        page.evaluate(DROP, ["slack_water.txt", TEXT])
        expect(page.locator(".drop-words")).to_have_text("slack_water.txt")
        accessible(page)
    else:
        file = {"name": "slack_water.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
        page.locator("#files").set_input_files(file)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Slack Water")
    if script:
        accessible(page)
    page.get_by_role("link", name="14 more paragraphs").click()
    paragraph = page.locator(".import-preview-part", has_text="the 12th time")
    paragraph.hover()
    paragraph.get_by_role("button", name="Start a chapter here").click()
    expect(page.get_by_role("heading", name="Chapter 2")).to_be_visible()
    if script:
        expect(page.get_by_role("heading", name="Chapter 2")).to_be_focused()
    page.get_by_label("Title of chapter 2").fill("Rain")
    page.get_by_role("button", name="Publish as a new story").click()
    expect(page.locator("h1")).to_have_text("Slack Water")
    expect(page.locator(".contents-title")).to_have_text(["Mud", "Rain"])
    assert not Story.objects.get().is_draft and not Upload.objects.exists()


def test_several_files_of_which_one_cannot_be_read(page, sign_in, author, accessible):
    sign_in(page, author)
    page.goto("/desk/bring/")
    files = [
        {"name": "mud.txt", "mimeType": "text/plain", "buffer": TEXT.encode()},
        {"name": "rain.epub", "mimeType": "application/epub+zip", "buffer": b"no"},
    ]
    page.locator("#files").set_input_files(files)
    page.get_by_label("These are chapters of one story").check()
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert")).to_contain_text("1 of 2 files could not be read")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Mud")
    accessible(page)
    page.get_by_role("button", name="Discard and choose again").click()
    expect(page.get_by_role("heading", name="Import a story")).to_be_visible()
    page.locator("#files").set_input_files(files)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert")).to_contain_text("rain.epub is damaged")
    accessible(page)
    page.get_by_role("link", name="preview it").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Mud")


def test_of_a_refused_file_every_letter_is_seen(page, sign_in, author):
    sign_in(page, author)
    page.set_viewport_size({"width": 390, "height": 800})
    why = "x.pdf is not a file that Gloss can read. It reads plain text, Markdown, HTML and EPUB."
    UnreadUpload.objects.create(reader=author, name="x.pdf", refusals=[why])
    page.goto("/desk/bring/")
    sentence = page.locator(".facts .loses")
    expect(sentence).to_have_text(why)
    begins_at = page.locator(".waiting .desk-title").bounding_box()["x"]
    lines = sentence.evaluate(
        """(one) => {
          const range = document.createRange();
          range.selectNodeContents(one);
          return [...range.getClientRects()].map(({ x }) => x);
        }"""
    )
    assert len(lines) > 1
    assert all(x >= begins_at - 1 for x in lines)
