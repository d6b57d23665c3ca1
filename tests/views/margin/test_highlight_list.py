"""A commonplace book: one's own marks, arranged, searched, changed in place, and met again."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.actions.revising.revise import revise
from reader.models import Highlight
from tests.factories import highlight, make_chapter, make_story

pytestmark = pytest.mark.django_db
PLACES = ["/highlights/", "/highlights/again/"]


@pytest.fixture
def client(browser, una):
    return browser(una)


@pytest.fixture
def book(chapter, una):
    """Four marks in two stories, of four colours, made on four days."""
    other = make_chapter("Тихая вода у причала. Nobody counted.", story=make_story(title="Salt"))
    marks = [
        highlight(chapter, "eleven years", una, colour="yellow", note="So long!"),
        highlight(chapter, "two goats", una, colour="pink", public=True),
        highlight(chapter, "a widow", una, colour="blue", note="Who is\n\nshe?"),
        highlight(other, "Тихая вода", una, colour="green"),
    ]
    for days, mark in enumerate(marks):
        made = timezone.now() - timedelta(days=40 - 10 * days)
        Highlight.objects.filter(pk=mark.pk).update(created_at=made)
    return marks


def quotes(client, query=""):
    answer = client.get(f"/highlights/{query}")
    assert answer.status_code == 200
    return [mark.passage.quote for mark in answer.context["page"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Тихая вода", "eleven years", "two goats", "a widow"]),
        ("?by=date", ["Тихая вода", "a widow", "two goats", "eleven years"]),
        ("?by=colour", ["a widow", "Тихая вода", "two goats", "eleven years"]),
        ("?by=nonsense", ["Тихая вода", "eleven years", "two goats", "a widow"]),
        ("?colour=pink", ["two goats"]),
        ("?colour=beige&by=date", ["Тихая вода", "a widow", "two goats", "eleven years"]),
        ("?q=GOATS", ["two goats"]),
        ("?q=so+LONG", ["eleven years"]),
        ("?q=тихая", ["Тихая вода"]),
        ("?q=goats+widow", []),
        ("?q=.*", []),
        ("?q=(", []),
        ("?story=salt-9", []),
    ],
)
def test_marks_are_arranged_and_searched(client, book, query, expected):
    assert quotes(client, query) == expected


def test_marks_of_one_story(client, book):
    story = book[0].passage.chapter.story
    assert quotes(client, f"?story={story.slug}") == ["eleven years", "two goats", "a widow"]


def test_nobody_else_finds_or_meets_them(browser, tam, book):
    for path in [*PLACES, "/highlights/?q=goats", "/highlights/?by=date"]:
        html = browser(tam).get(path).content.decode()
        assert "two goats" not in html and "So long!" not in html
        assert browser().get(path).url.startswith("/accounts/login/")
    edit = f"/highlights/{book[0].pk}/edit/"
    assert browser(tam).get(edit).status_code == 404
    assert browser().get(edit).url.startswith("/accounts/login/")


def test_one_is_met_again_and_another_one_is_another(client, book, htmx):
    html = client.get("/highlights/").content.decode()
    assert "Revisit a highlight" in html
    met = {
        client.get(f"/highlights/again/?met={book[0].pk}").context["revisited"].pk for _ in range(9)
    }
    assert book[0].pk not in met and met <= {mark.pk for mark in book}
    answer = client.get("/highlights/again/", **htmx)
    assert b"<html" not in answer.content and b'id="revisit"' in answer.content
    assert "no-store" in answer["Cache-Control"]
    for odd in ("x", "-1", "9" * 40, ""):
        assert client.get(f"/highlights/again/?met={odd}").status_code == 200


def test_with_few_marks_none_is_met_again_and_with_none_it_says_how_to_mark(client, chapter, una):
    html = client.get("/highlights/").content.decode()
    assert "select some text" in html and "Search your highlights" not in html
    assert "select some text" in client.get("/highlights/again/").content.decode()
    mark = highlight(chapter, "two goats", una)
    assert "Revisit a highlight" not in client.get("/highlights/").content.decode()
    assert client.get(f"/highlights/again/?met={mark.pk}").context["revisited"] == mark


def test_what_became_of_the_words_is_said(client, book, chapter):
    source = chapter.revision.source.replace("eleven years", "eleven long years")
    revise(chapter, source.replace(", a widow,", ","), by=None)
    html = client.get("/highlights/").content.decode().partition('id="book"')[2]
    assert re.search(r"It now reads:\s+<q", html) and "eleven long years</q>" in html
    assert "has removed this text" in html and f"{chapter.get_absolute_url()}revisions/1/" in html
    assert html.count("It now reads") == 1


def test_note_and_colour_are_changed_in_their_place(client, book, htmx):
    mark = book[1]
    edit = client.get(f"/highlights/{mark.pk}/edit/", **htmx).content.decode()
    assert "<html" not in edit and f'id="highlight-{mark.pk}"' in edit
    sent = {"colour": "green", "note": "Kings?", "next": "/highlights/"}
    among = htmx | {"HTTP_HX_TARGET": f"highlight-{mark.pk}"}
    row = client.post(f"/highlights/{mark.pk}/", sent, **among).content.decode()
    assert 'class="highlight-row green"' in row and "Kings?" in row and "<html" not in row
    assert client.post(f"/highlights/{mark.pk}/", sent).url == "/highlights/"
    sent["next"] = "https://evil.example/"
    assert client.post(f"/highlights/{mark.pk}/", sent).url.startswith("/stories/")


def test_a_note_that_is_too_long_stays_in_its_place(client, book, htmx, settings):
    typed = "k" * (settings.LONGEST_HIGHLIGHT_NOTE + 1)
    path, sent = f"/highlights/{book[0].pk}/", {"colour": "pink", "note": typed}
    among = htmx | {"HTTP_HX_TARGET": f"highlight-{book[0].pk}"}
    for answer in (client.post(path, sent, **among), client.post(path, sent | {"next": "/"})):
        assert answer.status_code == 422 and typed in answer.content.decode()
    assert Highlight.objects.get(pk=book[0].pk).note == "So long!"


def test_removing_leaves_a_row_with_undo(client, book, htmx):
    among = htmx | {"HTTP_HX_TARGET": f"highlight-{book[0].pk}"}
    path = f"/highlights/{book[0].pk}"
    row = client.post(f"{path}/remove/", **among).content.decode()
    assert "Removed." in row and f"{path}/put-back/" in row
    row = client.post(f"{path}/put-back/", **among).content.decode()
    assert "eleven years" in row and "So long!" in row


def test_to_htmx_only_the_book_comes_and_paging_keeps_what_was_asked(
    client, book, htmx, monkeypatch
):
    answer = client.get("/highlights/?q=&by=date&story=", **htmx)
    assert b"<html" not in answer.content and b'id="book"' in answer.content
    assert answer["HX-Push-Url"] == "/highlights/?by=date"
    monkeypatch.setattr("reader.views.margin.highlight_list.HIGHLIGHTS_ON_A_PAGE", 2)
    html = client.get("/highlights/?by=date").content.decode()
    assert "?by=date&amp;page=2" in html
    assert quotes(client, "?by=date&page=2") == ["two goats", "eleven years"]


def test_the_number_of_queries_does_not_grow(client, book, una):
    def queries(path):
        with CaptureQueriesContext(connection) as counted:
            client.get(path)
        return len(counted)

    paths = ["/highlights/", "/highlights/?by=date", "/highlights/?by=colour&q=a", PLACES[1]]
    few = [queries(path) for path in paths]
    for n in range(12):
        chapter = make_chapter(f"A mark number {n} stands here, and another one.")
        highlight(chapter, f"number {n}", una)
        highlight(chapter, "another", una)
        revise(chapter, "A mark number stands here.", by=None)
    assert [queries(path) for path in paths] == few
