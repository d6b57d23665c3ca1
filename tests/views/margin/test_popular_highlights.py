"""What many have marked, for all to see; what one keeps to oneself, for nobody."""

import re

import pytest

from reader.actions.margin.highlight import remove_highlight
from tests.factories import highlight, make_reader, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db


def runs_of_many(client, chapter):
    html = client.get(url(chapter)).content.decode()
    return re.findall(r'<mark [^>]*class="[^"]*\bmany\b[^"]*"[^>]*>([^<]*)<', html)


def test_words_are_warm_from_three_readers_up(browser, chapter, una):
    for _ in range(2):
        highlight(chapter, "two goats", make_reader(), public=True)
        assert runs_of_many(browser(una), chapter) == []
    highlight(chapter, "two goats", make_reader(), public=True)
    assert runs_of_many(browser(una), chapter) == ["two goats"]
    assert runs_of_many(browser(), chapter) == ["two goats"]


def test_only_where_they_overlap(browser, chapter):
    for words in ("with two goats", "two goats, a widow", "goats, a"):
        highlight(chapter, words, make_reader(), public=True)
    assert runs_of_many(browser(), chapter) == ["goats"]


def test_highlights_that_are_kept_private_do_not_count(browser, chapter, una, tam, author):
    for reader in (una, tam):
        highlight(chapter, "two goats", reader, public=True)
    for reader in (author, make_reader(), make_reader()):
        highlight(chapter, "two goats", reader)
    for reader in (None, una, author):
        assert runs_of_many(browser(reader), chapter) == []


def test_one_that_was_removed_does_not_count(browser, chapter):
    marks = [highlight(chapter, "two goats", make_reader(), public=True) for _ in range(3)]
    remove_highlight(marks[0])
    assert runs_of_many(browser(), chapter) == []


def test_one_hears_by_how_many_a_paragraph_is_marked(browser, chapter, una):
    for words in ("two goats", "a widow", "lamp oil"):
        highlight(chapter, words, make_reader(), public=True)
    highlight(chapter, "at noon", una)
    html = browser(una).get(url(chapter)).content.decode()
    link = re.search(r'<a class="block-link[^>]* id="(w\d+)"[^>]*highlighted by 3 readers', html)
    assert "1 highlight of yours, highlighted by 3 readers" in link[0]
    assert f'aria-details="{link[1]}"' in html


def test_every_thread_has_a_slip_and_nobody_elses_note(browser, chapter, una, tam, htmx):
    highlight(chapter, "two goats", una, note="Kings, surely.")
    say(chapter, "Why *not*?", tam, on="a widow")
    mine = browser(una).get(url(chapter, "margin/"), **htmx).content.decode()
    assert "Kings, surely." in mine and "Why not?" in mine
    theirs = browser(tam).get(url(chapter, "margin/"), **htmx).content.decode()
    assert "Kings" not in theirs and "Why not?" in theirs
    page = browser(una).get(url(chapter, "margin/")).content.decode()
    assert "Kings, surely." in page and "<h1>" in page
