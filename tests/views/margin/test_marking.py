"""Marking in one step: a colour with a note, shown or not; and what it takes to undo it."""

import json

import pytest

from reader.models import Highlight
from tests.factories import highlight
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db
BAR = {"HX-Request": "true", "HX-Target": "selection"}


@pytest.fixture
def client(browser, una):
    return browser(una)


def press(client, chapter, words="two goats", **fields):
    """What the bar sends; gives the answer, and what it says for the undo."""
    sent = selection(chapter, words, colour="green") | fields
    answer = client.post(url(chapter, "highlights/"), sent, headers=BAR)
    told = answer.headers.get("HX-Trigger")
    return answer, json.loads(told)["marked"] if told else None


@pytest.mark.parametrize("headers", [{}, BAR])
def test_a_note_is_stored_with_the_mark(client, chapter, una, headers):
    sent = selection(chapter, "two goats", colour="blue", note="Kings?\n", public="on")
    client.post(url(chapter, "highlights/"), sent, headers=headers)
    mark = Highlight.objects.get()
    assert (mark.reader, mark.colour, mark.note, mark.public) == (una, "blue", "Kings?", True)


def test_a_mark_is_private_unless_its_reader_says_otherwise(client, chapter, browser, tam):
    press(client, chapter, note="Kings?")
    assert not Highlight.objects.get().public
    html = browser(tam).get(url(chapter)).content.decode()
    assert "<mark" not in html and "Kings?" not in html
    press(client, chapter, public="on", note="Or queens?")
    html = browser(tam).get(url(chapter)).content.decode()
    assert 'class="shown"' in html and "queens" not in html


def test_a_second_note_never_takes_the_first_nor_hides_what_is_shown(client, chapter, una):
    highlight(chapter, "two goats", una, note="Kings?", public=True)
    press(client, chapter, note="Or queens?")
    press(client, chapter, colour="pink")
    mark = Highlight.objects.get()
    assert (mark.note, mark.colour, mark.public) == ("Kings?\n\nOr queens?", "pink", True)


def test_a_note_that_leaves_no_room_for_another_stays_and_its_mark_can_be_changed(
    client, chapter, una, settings
):
    settings.LONGEST_HIGHLIGHT_NOTE = 12
    press(client, chapter, note="once")
    for headers in ({}, {"HX-Request": "true", "HX-Target": "selection"}):
        sent = selection(chapter, "two goats", colour="blue", note="and again")
        answer = client.post(url(chapter, "highlights/"), sent, headers=headers)
        page = answer.content.decode()
        assert answer.status_code == 422 and "longer than 12 characters" in page
        assert headers or "and again</textarea>" in page
    mark = Highlight.objects.get()
    assert (mark.note, mark.colour) == ("once", "green")
    sent = {"colour": "pink", "note": mark.note}
    assert client.post(f"/highlights/{mark.pk}/", sent).status_code == 303
    assert Highlight.objects.get().colour == "pink"


def test_a_note_that_is_sent_twice_is_stored_once(client, chapter):
    for note in ("once", "once", "ce", "once\n\nce"):
        press(client, chapter, note=note)
    assert Highlight.objects.get().note == "once\n\nce"


def test_too_long_a_note_is_refused_and_comes_back(client, chapter, settings):
    settings.LONGEST_HIGHLIGHT_NOTE = 10
    answer, _ = press(client, chapter, note="Eleven chars")
    assert answer.status_code == 422 and "at most 10" in answer.content.decode()
    sent = selection(chapter, "two goats", colour="blue", note="Eleven chars")
    answer = client.post(url(chapter, "highlights/"), sent)
    html = answer.content.decode()
    assert answer.status_code == 422 and "at most 10" in html and ">Eleven chars</textarea>" in html
    assert not Highlight.objects.exists()


def test_the_bar_says_itself_that_it_is_done_and_knows_how_to_undo_it(client, chapter):
    answer, undo = press(client, chapter)
    assert 'id="status"' not in answer.content.decode()
    mark = Highlight.objects.get()
    assert undo == {
        "passage": mark.passage_id,
        "before": "",
        "remove": f"/highlights/{mark.pk}/remove/",
    }
    _, undo = press(client, chapter, colour="pink")
    assert undo["before"] == "green"
    removed = client.post(undo["remove"], headers=BAR).content.decode()
    assert 'id="b4"' in removed and "<mark" not in removed
    assert "status" not in removed and "thread" not in removed
    assert not Highlight.objects.filter(removed_at=None).exists()


def test_a_paragraph_is_marked_with_a_note_without_script(client, chapter):
    page = client.get(url(chapter, "blocks/4/")).content.decode()
    assert 'name="note"' in page and "Only you see your note" in page and 'name="public"' in page
    assert f'name="start" value="{chapter.revision.blocks[4][1]}"' in page
