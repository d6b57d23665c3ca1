"""An open page whose highlights and comments come back into place by themselves."""

import pytest
from playwright.sync_api import expect

from reader.actions.revising import settle as settling
from reader.actions.revising.revise import revise
from reader.models import Chapter
from tests.browser.waiting import until
from tests.factories import highlight

pytestmark = pytest.mark.django_db(transaction=True)


def test_highlights_come_back_into_an_open_page(
    page, sign_in, reader, chapter, queue, monkeypatch, accessible
):
    monkeypatch.setattr(settling, "MOST_PASSAGES", 0.01)
    highlight(chapter, "two goats", reader, colour="green")
    revise(chapter, f"It was late.\n\n{chapter.revision.source}", by=None)
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    expect(page.locator("#settling")).to_contain_text("are being put back in place")
    accessible(page)
    expect(page.locator("#text mark")).to_have_count(0)
    queue()
    expect(page.locator("#text mark.green")).to_have_text("two goats")
    expect(page.locator("#settling")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("back in place")
    until(page, lambda: not Chapter.objects.get().is_settling)
