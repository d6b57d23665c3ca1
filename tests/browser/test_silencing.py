"""Muting somebody and hiding a thread where one reads: the page is at once without their words."""

import pytest
from playwright.sync_api import expect

from reader.models import Silence
from tests.factories import make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_hides_a_thread_mutes_its_reader_and_takes_it_back(reading, chapter, reader):
    tam = make_reader("tam", name="Tam")
    thread = say(chapter, "Which fish?", tam, on="around a fish")
    below = say(chapter, "All in all, fish.", tam)
    reading.reload()
    sign = reading.locator("#text .block-link[href*='blocks/2/']")
    expect(sign).to_have_text("1")
    sign.click()
    margin = reading.locator("#margin")
    margin.get_by_role("link", name="Hide thread").click()
    expect(sign).to_have_text("")
    reading.goto(f"{reading.url.split('?')[0]}?thread={thread.passage_id}")
    expect(margin.get_by_text("You hid this thread.")).to_be_visible()
    margin.get_by_role("button", name="Show it again").click()
    expect(sign).to_have_text("1")
    reading.goto(reading.url.split("?")[0])
    said = reading.locator(f"#c{below.pk}")
    said.get_by_text("More").click()
    said.get_by_role("link", name="Mute or block Tam").click()
    said.get_by_role("button", name="Mute Tam").click()
    expect(said).to_have_count(0)
    expect(sign).to_have_text("")
    assert Silence.objects.get().whom == tam and Silence.objects.get().reader == reader
    reading.goto(reading.url.split("/stories/")[0] + "/accounts/silences/")
    reading.get_by_role("button", name="Unmute Tam").click()
    expect(reading.get_by_text("Nobody.")).to_be_visible()
