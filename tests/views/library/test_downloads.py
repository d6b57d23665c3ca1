"""Downloads: the story as a file, for whoever may read it, and what is theirs for them alone."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.library.add_chapters import add_chapter
from reader.actions.revising.revise import revise
from reader.importing import read_manuscript
from reader.views.site import export
from tests.factories import highlight, make_chapter, make_story, say

pytestmark = pytest.mark.django_db

TYPES = {
    "epub": "application/epub+zip",
    "html": "text/html; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "text": "text/plain; charset=utf-8",
}


def path(chapter, form="epub", also=""):
    return f"{chapter.story.get_absolute_url()}download/{form}/" + (f"?with={also}" if also else "")


def words(answer):
    """All the text in an EPUB's files."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        return "\n".join(book.read(n).decode() for n in book.namelist() if n.endswith("html"))


@pytest.mark.parametrize("form", TYPES)
def test_everybody_may_take_a_published_story(browser, chapter, tam, form):
    for client in (browser(), browser(tam)):
        answer = client.get(path(chapter, form))
        assert answer.status_code == 200
        assert answer["Content-Type"] == TYPES[form]
        text = words(answer) if form == "epub" else answer.content.decode()
        assert "They crossed at noon" in text


@pytest.mark.parametrize("form", TYPES)
def test_a_draft_is_for_its_author_alone(browser, draft, author, una, moderator, form):
    for client in (browser(), browser(una), browser(moderator)):
        assert client.get(path(draft, form)).status_code == 404
    assert browser(author).get(path(draft, form)).status_code == 200


def test_a_chapter_that_is_not_published_stays_at_home_even_for_its_author(
    browser, chapter, author
):
    add_chapter(chapter.story, "Soon", "Not for anybody yet.", draft=True)
    for client in (browser(), browser(author)):
        text = client.get(path(chapter, "text")).content
        assert b"two goats" in text and b"Not for anybody" not in text


def test_the_file_is_named_as_the_story_is(browser, author):
    story = make_story(author=author, title="Ebbe: „Flut“/2", slug="ebbe")
    said = browser().get(path(make_chapter(story=story)))["Content-Disposition"]
    assert said == (
        "attachment; filename=\"ebbe.epub\"; "
        "filename*=UTF-8''Ebbe%20%E2%80%9EFlut%E2%80%9C%202.epub"
    )  # fmt: skip


def test_highlights_are_for_their_reader_alone(browser, chapter, una, tam):
    highlight(chapter, "two goats", una, note="Kings?")
    for mark in ("two goats", "a widow"):
        highlight(chapter, mark, tam, colour="pink", note="Poor thing.", public=True)
    answer = browser(una).get(path(chapter, also="highlights"))
    mine = words(answer)
    assert "Kings?" in mine and '<mark class="yellow">two goats</mark>' in mine
    assert "Poor thing." not in mine and mine.count("<mark") == 1
    seen = {"HTTP_IF_NONE_MATCH": answer["ETag"]}
    assert "Kings?" not in words(browser(tam).get(path(chapter, also="highlights"), **seen))
    assert "Kings?" not in words(browser(tam).get(path(chapter, also="threads")))
    asked = browser().get(path(chapter, also="highlights"))
    assert asked.status_code == 302 and asked.url.startswith("/accounts/login/")


def test_threads_come_along_but_not_what_is_hidden(browser, chapter, una, tam):
    say(chapter, "Why *two*?", una, on="two goats")
    for place in ("a widow", "two goats", ""):
        say(chapter, "Rude words", tam, on=place).hide()
    say(chapter, "A good chapter.", tam)
    text = words(browser().get(path(chapter, also="threads")))
    assert "Why <em>two</em>?" in text and "A good chapter." in text
    assert "Rude words" not in text
    assert "Why" not in words(browser().get(path(chapter)))


def test_what_cannot_be_is_said(browser, chapter, una):
    assert browser().get(path(chapter, "pdf")).status_code == 404
    assert browser().get(path(chapter, "html", "threads")).status_code == 400
    assert browser().get(path(chapter, also="%00")).status_code == 400
    assert browser(una).post(path(chapter)).status_code == 405
    empty = make_story()
    assert browser().get(f"{empty.get_absolute_url()}download/epub/").status_code == 404


@pytest.mark.parametrize("form", TYPES)
def test_a_browser_that_has_the_file_is_told_so_until_something_changes(
    browser, chapter, author, form
):
    client = browser()
    seen = {"HTTP_IF_NONE_MATCH": client.get(path(chapter, form))["ETag"]}
    assert client.get(path(chapter, form), **seen).status_code == 304
    changes = [
        lambda: revise(chapter, "It never came.", by=author),
        lambda: chapter.story.tag(["goats"]),
        lambda: chapter.story.notes.create(source="Hello."),
        lambda: chapter.notes.create(source="Hello."),
        lambda: add_chapter(chapter.story, "Two", "More."),
        lambda: setattr(author, "name", "Somebody Else") or author.save(),
    ]
    for change in changes:
        change()
        answer = client.get(path(chapter, form), **seen)
        assert answer.status_code == 200
        seen = {"HTTP_IF_NONE_MATCH": answer["ETag"]}


def test_talk_makes_a_new_file_only_where_it_is_in_it(browser, chapter, una):
    client = browser()
    with_talk, without = path(chapter, also="threads"), path(chapter)
    before = [client.get(url)["ETag"] for url in (with_talk, without)]
    say(chapter, "Why?", una, on="two goats")
    after = [client.get(url)["ETag"] for url in (with_talk, without)]
    assert before[0] != after[0] and before[1] == after[1]


@pytest.mark.parametrize("also", ["", "highlights", "threads"])
def test_the_number_of_queries_does_not_grow(browser, chapter, una, tam, also):
    def queries():
        client = browser(una)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path(chapter, also=also)).status_code == 200
        return len(captured)

    highlight(chapter, "two goats", una)
    say(chapter, "Why?", tam, on="two goats")
    few = queries()
    for number in range(4):
        more = add_chapter(chapter.story, f"Chapter {number}", "The ferry came at nine.")
        more.notes.create(source="Hello.")
        highlight(more, "ferry", una)
        say(more, "Yes.", una, to=say(more, "Why?", tam, on="nine"))
    chapter.story.tag(["a", "b", "c"])
    assert queries() == few <= 19


def test_who_asks_for_too_many_new_files_is_asked_to_wait(browser, chapter, author, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"download": "2/m/ip"}
    client = browser()
    for form in ("text", "markdown", "text", "markdown", "text"):
        assert client.get(path(chapter, form)).status_code == 200
    assert client.get(path(chapter, "epub")).status_code == 429
    assert client.get(path(chapter, "text")).status_code == 200


def test_the_storys_page_leads_to_each_of_them(browser, chapter, una):
    page = browser().get(chapter.story.get_absolute_url()).content.decode()
    for form in TYPES:
        assert f'href="{path(chapter, form)}"' in page
    assert "with=highlights" not in page
    assert "with=highlights" in browser(una).get(chapter.story.get_absolute_url()).content.decode()
    empty = make_story()
    assert "download" not in browser().get(empty.get_absolute_url()).content.decode()


def test_a_book_is_not_compressed_twice(browser, chapter):
    answer = browser().get(path(chapter), HTTP_ACCEPT_ENCODING="br, gzip")
    assert not answer.has_header("Content-Encoding")
    assert browser().get(path(chapter, "html"), HTTP_ACCEPT_ENCODING="br")["Content-Encoding"]


@pytest.mark.parametrize("form", TYPES)
def test_a_long_file_is_as_long_as_it_says(browser, chapter, monkeypatch, form):
    monkeypatch.setattr(export, "IN_MEMORY", 100)
    made = browser().get(path(chapter, form)).content
    for name in ("br, gzip", "gzip", ""):
        answer = browser().get(path(chapter, form), headers={"Accept-Encoding": name})
        assert answer.status_code == 200 and answer.streaming
        assert answer.getvalue() == made and int(answer["Content-Length"]) == len(made)


def test_what_is_taken_out_can_be_brought_in(browser, chapter):
    for form, name in (("epub", "x.epub"), ("markdown", "x.md"), ("text", "x.txt")):
        made = read_manuscript(name, browser().get(path(chapter, form)).content)
        assert made.title == chapter.story.title
        assert "They crossed at noon" in made.chapters[0].source
