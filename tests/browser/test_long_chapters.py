"""A very long chapter: its paragraphs out of sight are not laid out, and everything finds them."""

import pytest
from playwright.sync_api import expect

from reader.models import Progress
from tests.factories import make_chapter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINE = "The river took its stairs one at a time, and nobody on the east bank would say so. "


@pytest.fixture
def chapter(author):
    paragraphs = [f"*Plank* {number}. {LINE * (1 + number % 7)}" for number in range(400)]
    return make_chapter("\n\n".join(paragraphs), author=author)


def test_a_place_far_down_is_come_back_to_and_words_are_found(page, sign_in, reader, chapter):
    at = chapter.revision.starts[250]
    Progress.objects.keep(reader, chapter, at)
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    expect(page.locator("#b250")).to_be_in_viewport()
    page.wait_for_timeout(600)
    top = page.evaluate("document.getElementById('b250').getBoundingClientRect().top")
    assert 40 < top < 130, "the very line, also once what is above it is laid out"
    skipped = """id => !document.querySelector(`#${id} em`)
      .checkVisibility({contentVisibilityAuto: true})"""
    assert page.evaluate(skipped, "b380"), "far away nothing is laid out"
    assert page.evaluate("find('Plank 399')"), "the browser's own search"
    expect(page.locator("#b399")).to_be_in_viewport()
    page.goto(f"{chapter.get_absolute_url()}#b120")
    expect(page.locator("#b120")).to_be_in_viewport()
    page.emulate_media(media="print")
    page.wait_for_timeout(100)
    assert not page.evaluate(skipped, "b380"), "on paper all of it is"
