"""Marking: what a browser sends, what comes back, and what is never stored."""

import re

import pytest
from django.core.cache import caches

from reader.actions.revising.revise import revise
from reader.models import Highlight, Progress
from tests.factories import find_words, highlight, make_chapter, say
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(browser, una):
    return browser(una)


def test_without_script_one_comes_back_to_the_paragraph(client, chapter, una):
    answer = client.post(
        url(chapter, "highlights/"), selection(chapter, "two goats", colour="blue")
    )
    assert (answer.status_code, answer.url) == (303, f"{url(chapter)}#b4")
    mark = Highlight.objects.get()
    assert (mark.reader, mark.colour, mark.passage.quote) == (una, "blue", "two goats")


def test_with_htmx_the_blocks_come_back_marked(client, chapter, htmx):
    sent = selection(chapter, "two goats", colour="blue")
    answer = client.post(url(chapter, "highlights/"), sent, **htmx)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="b4"' in html and 'id="b3"' not in html
    assert "<html" not in html and 'hx-swap-oob="true"' in html
    assert ">two goats<" in html


def test_a_mark_may_cross_paragraphs_and_both_come_back(client, chapter, htmx):
    start = chapter.text.index("boot in the boat")
    end = chapter.text.index("She had written") + 3
    sent = {
        "revision": 1,
        "start": start,
        "end": end,
        "quote": chapter.text[start:end],
        "colour": "pink",
    }
    html = client.post(url(chapter, "highlights/"), sent, **htmx).content.decode()
    assert 'id="b1"' in html and 'id="b2"' in html
    assert Highlight.objects.get().passage.quote == chapter.text[start:end]


def test_code_points_are_counted_not_bytes_nor_code_units(client, author):
    chapter = make_chapter("👩‍👩‍👧 e\u0301 𝔘𝔫𝔞 waited.")
    client.post(url(chapter, "highlights/"), selection(chapter, "waited", colour="pink"))
    assert Highlight.objects.get().passage.quote == "waited"


def test_a_page_from_before_a_revision_marks_the_same_words(client, chapter, htmx):
    sent = selection(chapter, "two goats", colour="pink")
    revise(chapter, "A new beginning.\n\n" + chapter.revision.source, by=None)
    answer = client.post(url(chapter, "highlights/"), sent, HTTP_X_REVISION="1", **htmx)
    passage = Highlight.objects.get().passage
    assert (passage.start, passage.end) == find_words(chapter, "two goats")
    assert 'id="text"' in answer.content.decode()
    assert "revised this chapter" in answer.content.decode()


def test_words_that_are_gone_are_said_to_be_gone(client, chapter, htmx):
    sent = selection(chapter, "two goats", colour="pink")
    revise(chapter, chapter.revision.source.replace("two goats", "nobody at all"), by=None)
    for extra in ({}, htmx):
        answer = client.post(url(chapter, "highlights/"), sent, **extra)
        assert answer.status_code == 409
        assert "gone" in answer.content.decode()
    assert not Highlight.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "beige"}, {"colour": ""}, {"start": ""}, {"start": "x"}, {"end": "-1"},
        {"quote": ""}, {"revision": ""}, {"start": "9" * 30},
    ],
)  # fmt: skip
def test_a_wrong_field_is_a_clear_no(client, chapter, wrong):
    sent = selection(chapter, "two goats", colour="pink") | wrong
    assert client.post(url(chapter, "highlights/"), sent).status_code == 400
    assert not Highlight.objects.exists()


@pytest.mark.parametrize("wrong", [{"quote": "three goats"}, {"end": "99999"}, {"revision": "77"}])
def test_words_that_are_not_there_are_never_marked(client, chapter, wrong):
    sent = selection(chapter, "two goats", colour="pink") | wrong
    assert client.post(url(chapter, "highlights/"), sent).status_code in (400, 409)
    assert not Highlight.objects.exists()


def test_a_passage_has_a_longest_length(client, chapter, settings):
    settings.LONGEST_PASSAGE = 10
    sent = selection(chapter, "folded around a fish", colour="pink")
    answer = client.post(url(chapter, "highlights/"), sent)
    assert answer.status_code == 400 and "10 characters" in answer.content.decode()


def test_note_colour_and_showing_it(client, chapter, una, htmx):
    mark = highlight(chapter, "two goats", una)
    sent = {"colour": "green", "note": "Kings?", "public": "on"}
    html = client.post(f"/highlights/{mark.pk}/", sent, **htmx).content.decode()
    mark.refresh_from_db()
    assert (mark.colour, mark.note, mark.public) == ("green", "Kings?", True)
    assert "Kings?" in html and 'id="b4"' in html


def test_a_note_that_is_too_long_comes_back_as_it_was_typed(client, chapter, una, settings, htmx):
    mark = highlight(chapter, "two goats", una, note="before")
    typed = "k" * (settings.LONGEST_HIGHLIGHT_NOTE + 1)
    for extra in ({}, htmx):
        answer = client.post(f"/highlights/{mark.pk}/", {"colour": "green", "note": typed}, **extra)
        assert answer.status_code == 422
        assert typed in answer.content.decode() and "10,000" in answer.content.decode()
    mark.refresh_from_db()
    assert mark.note == "before"


def test_removing_offers_to_undo(client, chapter, una, htmx):
    mark = highlight(chapter, "two goats", una, note="Kings?")
    html = client.post(f"/highlights/{mark.pk}/remove/", **htmx).content.decode()
    assert "data-passages" not in html and f"/highlights/{mark.pk}/put-back/" in html
    html = client.post(f"/highlights/{mark.pk}/put-back/", **htmx).content.decode()
    assert ">two goats<" in html
    assert Highlight.objects.of(una).get().note == "Kings?"


def test_who_marks_too_much_too_fast_is_asked_to_wait(client, chapter, settings, htmx):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"highlight": "2/m/user"}
    caches["default"].clear()
    answers = [
        client.post(url(chapter, "highlights/"), selection(chapter, words, colour="pink"), **htmx)
        for words in ("two goats", "a widow", "lamp oil")
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Content-Type"].startswith("text/plain")
    assert Highlight.objects.count() == 2


def test_all_of_ones_own_stand_on_one_page_and_nobody_elses(client, chapter, una, tam):
    highlight(chapter, "two goats", una, note="my own thought")
    highlight(chapter, "a widow", tam, note="another's thought", public=True)
    html = client.get("/highlights/").content.decode()
    assert "two goats" in html and "my own thought" in html
    assert "another's thought" not in html and "another&#x27;s" not in html
    assert "two goats" not in client.get("/highlights/?colour=pink").content.decode()


def test_marks_on_a_story_that_was_withdrawn_stay_ones_own_and_lead_nowhere(client, chapter, una):
    mark = highlight(chapter, "two goats", una, note="Kings?")
    chapter.story.published_at = None
    chapter.story.save()
    html = client.get("/highlights/").content.decode()
    assert "two goats" in html and "Kings?" in html
    assert mark.get_absolute_url() not in html and chapter.get_absolute_url() not in html


def test_a_thread_shows_who_marked_it_only_if_they_want(client, chapter, una, tam, author):
    highlight(chapter, "two goats", tam, public=True)
    highlight(chapter, "two goats", author, note="secretly")
    passage = Highlight.objects.get(reader=tam).passage
    html = client.get(passage.thread_url).content.decode()
    assert "tam" in html and "secretly" not in html
    assert "/readers/author/" not in html[html.index('id="margin"') :]


def test_a_thread_comes_with_those_that_are_asked_for_too_in_its_chapter_alone(
    client, chapter, una, tam
):
    mine, theirs = (highlight(chapter, words, una) for words in ("two goats", "a widow"))
    secret = highlight(chapter, "lamp oil", tam)
    other = highlight(make_chapter("It laughed.", story=chapter.story), "laughed", una)
    marks = (theirs, secret, other)
    asked = ",".join(str(mark.passage_id) for mark in marks)
    html = client.get(f"{mine.passage.thread_url}?also={asked}").content.decode()
    shown = re.findall(r'id="t(\d+)"', html)
    assert shown == [str(mine.passage_id), str(theirs.passage_id)]


def test_ones_place_is_kept_and_carried(client, chapter, una):
    start = chapter.revision.starts[4]
    revise(chapter, "A new beginning.\n\n" + chapter.revision.source, by=None)
    sent = {"revision": 1, "offset": start, "quietly": "1"}
    assert client.post(url(chapter, "place/"), sent).status_code == 204
    assert Progress.objects.get().offset == chapter.revision.starts[5]
    assert client.post(url(chapter, "place/"), {"offset": "x"}).status_code == 400
    assert client.post(url(chapter, "place/"), {"offset": "99999999"}).status_code == 303
    assert Progress.objects.get().offset == len(chapter.text)


def test_a_paragraph_can_be_marked_whole(client, chapter, una):
    say(chapter, "Hm.", una, on="two goats")
    html = client.get(url(chapter, "blocks/4/")).content.decode()
    assert "Hm." in html
    start, end = chapter.revision.blocks[4][1:3]
    assert f'name="start" value="{start}"' in html and f'name="end" value="{end}"' in html


@pytest.mark.parametrize("before", [[], ["pink"]])
def test_few_queries_highlight_words(
    client, chapter, tam, htmx, django_assert_max_num_queries, before
):
    say(chapter, "Two?", tam, on="two goats")
    for colour in before:
        client.post(url(chapter, "highlights/"), selection(chapter, "two goats", colour=colour))
    sent = selection(chapter, "two goats", colour="blue")
    with django_assert_max_num_queries(15):
        answer = client.post(url(chapter, "highlights/"), sent, **htmx)
    assert 'id="b4"' in answer.content.decode()
