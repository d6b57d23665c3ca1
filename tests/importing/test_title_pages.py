"""What a file says of itself before the story, in the ways that archives and people say it."""

import pytest

from tests.importing.stories import LONG, SCENE, imported, notes_of, plain, texts_of


@pytest.mark.parametrize(
    "head",
    [
        ["The Long Tide", "by Una Marsh"],
        ["The Long Tide\nby Una Marsh"],
        ["THE LONG TIDE", "By: Una Marsh"],
        ["The Long Tide by Una Marsh"],
        ["Title: The Long Tide", "Author: Una Marsh"],
        ["Title: The Long Tide\nAuthor: Una Marsh"],
        ["**The Long Tide**", "written by Una Marsh"],
        ["The Long Tide\n=============", "by Una Marsh"],
        ["* * *", "The Long Tide", "by Una Marsh", "* * *"],
    ],
)
def test_title_and_author_are_found(head):
    manuscript = imported(head, SCENE)
    assert manuscript.title.lower() == "the long tide"
    assert manuscript.author == "Una Marsh"
    assert texts_of(manuscript) == plain(SCENE)
    assert manuscript.doubts == []


def test_a_first_line_that_looks_like_a_title_is_one_with_a_doubt():
    manuscript = imported("The Long Tide", SCENE)
    assert manuscript.title == "The Long Tide"
    assert len(manuscript.doubts) == 1


@pytest.mark.parametrize(
    "line",
    [
        "It was late.",
        '"Who is there?"',
        "Dear Una,",
        "late again",
        "By the time he came, it was over.",
    ],
)
def test_a_first_sentence_is_no_title(line):
    manuscript = imported(line, SCENE)
    assert manuscript.title == "A File"
    assert texts_of(manuscript) == [line, *plain(SCENE)]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("the_long_tide.txt", "The Long Tide"),
        ("The Long Tide.txt", "The Long Tide"),
        ("a-lamp-for-una.txt", "A Lamp for Una"),
        ("The Long Tide-ffnet_123456.txt", "The Long Tide"),
        ("the.long.tide.TXT", "The.long.tide"),
    ],
)
def test_without_a_title_the_files_name_is_one(name, title):
    assert imported(SCENE, name=name).title == title


def test_an_archives_lines_become_fields_and_none_is_lost():
    head = (
        "The Long Tide\nby Una Marsh\n\n"
        "Rating: PG-13\nLanguage: French\nStatus: Completed\nPairing: Tam/Una; Tam & Goat\n"
        "Summary: A crate arrives.\nWords: 12,345\nPublished: 2024-01-02"
    )
    manuscript = imported(head, SCENE)
    assert (manuscript.rating, manuscript.language, manuscript.status) == ("teen", "fr", "complete")
    assert manuscript.relationships == ["Tam/Una", "Tam & Goat"]
    assert manuscript.published == "2024-01-02"
    assert manuscript.summary == "A crate arrives."
    ((kind, place, words),) = notes_of(manuscript)
    assert (kind, place) == ("note", "before")
    assert "Words: 12,345" in words
    assert texts_of(manuscript) == plain(SCENE)


@pytest.mark.parametrize(
    ("line", "rating"),
    [
        ("Rating: K+", "general"),
        ("Rated: T", "teen"),
        ("Rating: M for language", "mature"),
        ("Rating: Explicit", "explicit"),
        ("Rating: General Audiences", "general"),
        ("Rating: Teen And Up Audiences", "teen"),
        ("Rating: NC-17", "explicit"),
    ],
)
def test_ratings_in_every_archives_words(line, rating):
    assert imported(line, SCENE).rating == rating


def test_a_rating_nobody_knows_is_kept_as_it_was_written():
    manuscript = imported("Rating: three herons", SCENE)
    assert manuscript.rating == ""
    assert "Rating: three herons" in notes_of(manuscript)[0][2]


def test_a_note_may_stand_above_the_title():
    manuscript = imported("AN: Late again.", "Title: The Long Tide", "Rating: T", SCENE)
    assert (manuscript.title, manuscript.rating) == ("The Long Tide", "teen")
    assert notes_of(manuscript) == [("note", "before", "Late again.")]
    assert texts_of(manuscript) == plain(SCENE)


def test_a_table_of_contents_announces_the_chapters_and_is_left_out():
    manuscript = imported(
        "The Long Tide\nby Una Marsh",
        "TABLE OF CONTENTS",
        "\tLow Water\n\tThe Crate",
        "\tLow Water",
        LONG,
        "\tThe Crate",
        LONG,
        "End file.",
    )
    assert [chapter.title for chapter in manuscript.chapters] == ["Low Water", "The Crate"]
    assert texts_of(manuscript, 2) == plain(LONG)
    assert manuscript.doubts == []
