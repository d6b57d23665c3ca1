"""Taking highlights along, bringing them back, and tokens, as a hand does it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from reader.models import Highlight, Passage
from tests.factories import highlight, make_chapter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("script", [True, False])
def test_highlights_go_out_as_a_file_and_come_back(
    open_context, screen, sign_in, accessible, reader, tmp_path, script
):
    chapter = make_chapter()
    highlight(chapter, "two goats", reader, note="Kings?", colour="pink")
    page = open_context(java_script_enabled=script, accept_downloads=True, **screen).new_page()
    sign_in(page, reader)
    page.goto("/highlights/")
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON-LD").click()
    file = tmp_path / "mine.jsonld"
    download.value.save_as(file)
    lost = json.loads(file.read_text())["first"]["items"][0]
    lost["target"] = {
        "source": "https://a.example/",
        "selector": {"type": "TextQuoteSelector", "exact": "a crate of herrings"},
    }
    made = json.loads(file.read_text())["first"]["items"]
    file.write_text(json.dumps([*made, lost]))
    Highlight.objects.all().delete()
    Passage.objects.all().delete()
    page.get_by_role("link", name="Import highlights").click()
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Import").click()
    expect(page.locator(".import-result-sum")).to_have_text("1 found, 1 without a story.")
    expect(page.get_by_text("a crate of herrings")).to_be_visible()
    if script:
        accessible(page)
    page.locator("#story").fill("Nowhere")
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no story “Nowhere” here")
    expect(page.locator("#story")).to_have_value("Nowhere")
    mark = Highlight.objects.get()
    assert (mark.note, mark.colour, mark.passage.words_now) == ("Kings?", "pink", "two goats")


def test_a_token_is_made_by_keyboard_shown_once_and_revoked(page, sign_in, accessible, reader):
    sign_in(page, reader)
    page.goto("/accounts/profile/")
    page.get_by_role("link", name="Access tokens").click()
    page.get_by_label("What it is for").focus()
    page.keyboard.type("my e-reader")
    page.keyboard.press("Enter")
    secret = page.locator(".secret")
    expect(secret).to_contain_text("gloss_")
    accessible(page)
    page.goto("/accounts/tokens/")
    expect(secret).to_have_count(0)
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("my e-reader", exact=True)).to_have_count(0)


def test_everything_is_one_download(page, sign_in, reader, tmp_path):
    sign_in(page, reader)
    page.goto("/accounts/profile/")
    page.get_by_role("button", name="Download all your data").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download", exact=True).click()
    assert download.value.suggested_filename.startswith("gloss-rose-")
    file = tmp_path / "all.zip"
    download.value.save_as(file)
    assert Path(file).read_bytes()[:2] == b"PK"
