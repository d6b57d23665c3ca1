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


@pytest.mark.parametrize(
    "title",
    [
        "The Goat",
        "the goat",
        "THE GOAT",
        "Who Goes There?",
        "“The Goat”",
        "Прилив",
        "低水",
        "✧ Tide ✧",
    ],
)
@pytest.mark.parametrize("first", ["Chapter 1", "Prologue", "第一章", "1."])
def test_a_lone_line_above_the_first_chapter_is_the_title(title, first):
    second = {"第一章": "第二章", "1.": "2."}.get(first, "Chapter 2")
    manuscript = imported(title, first, LONG, second, LONG)
    assert manuscript.title.lower() == title.strip("✧ ").lower()
    assert len(manuscript.chapters) == 2
    assert texts_of(manuscript) == plain(LONG)


def test_a_sentence_above_the_first_chapter_is_no_title():
    manuscript = imported("It was late, and it rained.", "Chapter 1", SCENE, "Chapter 2", SCENE)
    assert manuscript.title == "A File"


def test_a_posts_header_fills_the_fields():
    head = (
        "FIC: The Long Tide (River Tales, Tam/Una, PG-13) 1/1\nTitle: The Long Tide\n"
        "Author: unamarsh\nFandom: River Tales\nPairing: Tam/Una\nWord Count: ~1,800\n"
        "Disclaimer: Not mine.\nSummary: A crate arrives, and nobody at all knows what is in it.\n"
        "A/N: For Tam, who waited."
    )
    manuscript = imported(head, "---", SCENE)
    assert (manuscript.title, manuscript.author) == ("The Long Tide", "unamarsh")
    assert (manuscript.fandoms, manuscript.relationships) == (["River Tales"], ["Tam/Una"])
    assert manuscript.rating == "teen"
    assert manuscript.summary.startswith("A crate arrives")
    kinds = [(kind, words) for kind, _, words in notes_of(manuscript)]
    assert ("disclaimer", "Not mine.") in kinds and ("note", "For Tam, who waited.") in kinds
    assert "~1,800" in kinds[0][1]
    assert texts_of(manuscript) == plain(SCENE)


@pytest.mark.parametrize(
    "line",
    [
        "Fandom/Pairing: River Tales, Tam/Una",
        "Characters/Pairings: Tam/Una",
        "Genre & Rating: fluff",
    ],
)
def test_a_line_that_says_two_facts_stands_by_itself(line):
    made = imported(f"Title: Tide\nAuthor: una\nBeta: tallow\n{line}\nWord count: 9", "---", SCENE)
    assert line in notes_of(made)[0][2].replace("| ", "").split("\n")


def test_a_posts_subject_alone_is_understood():
    manuscript = imported("Subject: NEW: The Long Tide (River Tales, Tam/Una, R)", SCENE)
    assert (manuscript.title, manuscript.rating) == ("The Long Tide", "mature")
    assert (manuscript.fandoms, manuscript.relationships) == (["River Tales"], ["Tam/Una"])


@pytest.mark.parametrize(
    ("facts", "updated", "status"),
    [
        (
            "Books » Discworld Rated: T, English, Adventure & Humor, Sam V. & Havelock V., Words: "
            "12k+, Favs: 45, Follows: 60, Published: 3-4-14 Updated: 9-12-15",
            "2015-09-12",
            "",
        ),
        (
            "Rated: Fiction T - English - Adventure/Humor - Sam V., Havelock V. - Chapters: 2 - "
            "Words: 12,345 - Updated: 9/12/2015 - Published: 3/4/2014 - Status: Complete - id: 12",
            "2015-09-12",
            "complete",
        ),
        (
            "Rated: T, English, Adventure & Humor, Sam V. & Havelock V., Words: 12k+, "
            "Published: Mar 4, 2014 Complete",
            "",
            "complete",
        ),
    ],
)
def test_a_line_of_facts_is_read(facts, updated, status):
    manuscript = imported("The Long Tide", "By: Una Marsh", facts, "Chapter 1", SCENE)
    assert (manuscript.rating, manuscript.language) == ("teen", "en")
    assert manuscript.tags == ["Adventure", "Humor"]
    assert manuscript.characters == ["Sam V.", "Havelock V."]
    assert (manuscript.published, manuscript.updated) == ("2014-03-04", updated)
    assert manuscript.status == status


@pytest.mark.parametrize(
    "head",
    [
        ["Паром", "Автор: Уна Марш", "Фандом: Река", "Рейтинг: PG-13", "Статус: завершён"],
        ["Titel: Die Fähre", "Autorin: Uta Marsch", "Fandom: Fluss", "Rating: PG-13",
         "Status: abgeschlossen"],
        ["Título: La barca", "Autora: Una Marsh", "Fandom: Río", "Clasificación: PG-13",
         "Estado: completa"],
        ["标题：渡船", "作者：小羊", "原作：河", "分级：PG-13", "状态：完结"],
    ],
    ids=["Russian", "German", "Spanish", "Chinese"],
)  # fmt: skip
def test_labels_in_other_languages_fill_the_same_fields(head):
    manuscript = imported("\n".join(head), SCENE)
    assert manuscript.title in head[0] and manuscript.author in head[1]
    assert manuscript.fandoms[0] in head[2]
    assert (manuscript.rating, manuscript.status) == ("teen", "complete")
    assert texts_of(manuscript) == plain(SCENE)


def test_contents_with_the_pages_of_a_book_are_left_out():
    manuscript = imported(
        "THE LONG TIDE",
        "BY\nUNA MARSH",
        "CONTENTS",
        "CHAPTER                PAGE\n   I. LOW WATER           1\n  II. THE CRATE         17",
        "CHAPTER I",
        "LOW WATER",
        SCENE,
        "CHAPTER II",
        "THE CRATE",
        SCENE,
    )
    assert manuscript.author == "UNA MARSH"
    assert [chapter.title for chapter in manuscript.chapters] == ["LOW WATER", "THE CRATE"]
    assert manuscript.notes == [] and manuscript.doubts == []
