"""Exporting one’s highlights and comments as a file."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.revising.revise import revise
from reader.models import (
    Passage,
)
from tests.factories import highlight, make_chapter, say
from tests.views.account.own_data.files import FILES, OWN, read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", OWN)
def test_what_is_ones_own_asks_a_visitor_to_sign_in(browser, path):
    assert browser().get(path).url.startswith("/accounts/login/")
    assert browser().post(path).url.startswith("/accounts/login/")
    assert browser().post("/accounts/everything/").url.startswith("/accounts/login/")
    assert browser().get("/accounts/everything/").url.startswith("/accounts/login/")


def test_markdown_is_by_story_and_chapter_for_a_notebook(client, marked, author):
    answer = client.get(FILES["md"])
    assert answer["Content-Disposition"] == 'attachment; filename="gloss-highlights.md"'
    text = read(answer)
    story = marked.story
    assert text.startswith(f"# [{story}](http://testserver{story.get_absolute_url()})\n\nby author")
    assert f"## 1\\. [Low Water](http://testserver{marked.get_absolute_url()})" in text
    assert "> two goats\n" in text and "pink" in text
    assert f"[in the text](http://testserver{Passage.objects.first().get_absolute_url()})" in text
    assert "\\*Kings\\*? =1+1" in text
    assert "**My comment:** Why *not*?" in text and "On the whole, yes." in text
    assert "Tam" not in text and text.count("two goats") == 1


def test_markdown_says_what_has_become_of_the_words(client, marked, author):
    source = marked.revision.source.replace("two goats", "two  proud goats")
    revise(marked, source, by=author)
    text = read(client.get(FILES["md"]))
    assert "> two goats\n" in text and "> Now: two proud goats" in text


@pytest.mark.parametrize("path", FILES.values())
def test_what_is_taken_along_is_kept_by_no_browser_for_who_comes_next(client, marked, path):
    assert client.get(path)["Cache-Control"] == "private, no-store"


def test_csv_has_the_columns_that_readwise_imports(client, marked):
    rows = list(csv.DictReader(io.StringIO(read(client.get(FILES["csv"])), newline="")))
    assert list(rows[0]) == ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]
    [row] = rows
    start = marked.text.index("two goats")
    assert row["Highlight"] == "two goats" and row["Title"] == str(marked.story)
    assert row["Author"] == "author"
    assert row["URL"] == f"http://testserver{marked.story.get_absolute_url()}"
    assert row["Note"] == "*Kings*? =1+1\n\nWhy *not*?"
    assert row["Location"] == str(1_000_000 + start)
    assert row["Date"].count("-") == 2 and row["Date"].count(":") == 2


def test_no_cell_is_a_formula(client, chapter, una):
    highlight(chapter, "She had written", una, note="=cmd|' /C calc'!A0")
    chapter.story.title = "+1"
    chapter.story.save()
    for row in csv.reader(io.StringIO(read(client.get(FILES["csv"])), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_json_ld_has_every_detail_of_ones_own_and_nothing_of_others(client, marked, una):
    answer = client.get(FILES["jsonld"])
    assert answer["Content-Type"].startswith("application/ld+json")
    made = json.loads(read(answer))
    assert made["total"] == 3
    assert {one["creator"]["name"] for one in made["first"]["items"]} == {"una"}
    assert "Tam" not in json.dumps(made)


def test_what_was_hidden_or_unpublished_is_still_ones_own(client, marked, una):
    una.comments.first().hide()
    marked.story.published_at = None
    marked.story.save()
    assert json.loads(read(client.get(FILES["jsonld"])))["total"] == 3


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize("withdrawn", ["story", "chapter"])
def test_what_an_author_writes_after_taking_it_back_is_not_told(
    client, marked, una, ending, withdrawn
):
    taken = marked.story if withdrawn == "story" else marked
    taken.published_at = None
    taken.save()
    source = marked.revision.source
    revise(marked, source.replace("two goats", "two secret goats").replace("with", "by"), by=None)
    passage = Passage.objects.get(quote="two goats")
    assert passage.words_now == "two secret goats"
    told = read(client.get(FILES[ending]))
    assert "two goats" in told and "secret" not in told and "crossed at noon by" not in told


def test_there_is_no_other_format(client):
    for ending in ("docx", "", "MD", "x.md"):
        assert client.get(f"/highlights/gloss-highlights.{ending}").status_code == 404


@pytest.mark.parametrize("ending", FILES)
def test_the_queries_do_not_grow(client, chapter, una, ending):
    few = None
    for words in ("two goats", "a widow", "lamp oil", "eleven years", "a fish"):
        highlight(chapter, words, una, note="Hm.")
        first = say(make_chapter(), "Why?", una, on=words)
        say(first.chapter, "Because.", una, to=first)
        with CaptureQueriesContext(connection) as queries:
            read(client.get(FILES[ending]))
        few = few or len(queries)
    assert len(queries) == few <= 15
