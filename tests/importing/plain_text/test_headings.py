"""Chapters begin where their headings stand, in all the forms that people give them."""

import pytest

from reader.importing import read_manuscript
from tests.importing.stories import LONG, SCENE, imported, plain, texts_of


@pytest.mark.parametrize(
    "form",
    [
        "Chapter {n}",
        "CHAPTER {word}",
        "Chapter {word}",
        "Chapter {roman}",
        "Ch. {n}",
        "chapter {n}.",
        "**Chapter {n}**",
        "~ Chapter {n} ~",
        "--- Chapter {n} ---",
        "# Chapter {n}",
        "C H A P T E R  {spaced}",
        "{n}.",
        "{n}",
        "{roman}",
        "{roman}.",
    ],
)
def test_a_number_begins_a_chapter(form):
    words = ["one", "two", "three"]
    romans = ["I", "II", "III"]
    parts = []
    for i in range(3):
        spaced = " ".join(words[i].upper())
        parts += [form.format(n=i + 1, word=words[i], roman=romans[i], spaced=spaced), *LONG]
    manuscript = imported(parts)
    assert [chapter.title for chapter in manuscript.chapters] == ["", "", ""]
    assert all(texts_of(manuscript, number) == plain(LONG) for number in (1, 2, 3))
    assert manuscript.doubts == []


@pytest.mark.parametrize(
    "form",
    [
        "Chapter {n}: {title}",
        "Chapter {n} - {title}",
        "CHAPTER {n}. {title}",
        "Chapter {n} {title}",
        "Ch {n} — {title}",
        "Chapter {n}\n{title}",
        "Chapter {n}\n\n{title}",
        "{n}: {title}",
        "{n}. {title}",
        "{n} {title}",
        "**{n}. {title}**",
    ],
)
def test_a_chapter_may_have_a_title_besides(form):
    titles = ["Low Water", "The Crate", "Prologue"]
    parts = []
    for n, title in enumerate(titles, 1):
        parts += [form.format(n=n, title=title), *LONG]
    manuscript = imported(parts)
    assert [chapter.title for chapter in manuscript.chapters] == titles
    assert texts_of(manuscript, 3) == plain(LONG)


@pytest.mark.parametrize("form", ["**{title}**", "{title}\n-----", "{capitals}"])
def test_lines_set_apart_are_titles_where_nothing_else_is(form):
    titles = ["Low Water", "The Crate"]
    parts = []
    for title in titles:
        parts += [form.format(title=title, capitals=title.upper()), *LONG]
    manuscript = imported(parts)
    assert [chapter.title.lower() for chapter in manuscript.chapters] == ["low water", "the crate"]


def test_prologue_and_epilogue_are_chapters_and_numbers_that_differ_are_kept():
    manuscript = imported("Prologue", SCENE, "Chapter 1", SCENE, "EPILOGUE", SCENE)
    assert [chapter.title for chapter in manuscript.chapters] == [
        "Prologue",
        "Chapter 1",
        "EPILOGUE",
    ]
    assert manuscript.doubts == []


def test_a_part_gives_its_name_to_its_first_chapter():
    manuscript = imported("Part One", "Chapter 1: Low Water", SCENE, "Chapter 2", SCENE)
    assert [chapter.title for chapter in manuscript.chapters] == ["Part One: Low Water", ""]


@pytest.mark.parametrize(
    "line",
    [
        "Chapter one of her life was over, and she knew it.",
        "Part of him had always known.",
        "1986. That was the year.",
        "I.",
        "3 goats.",
        "WHO IS THERE?!",
        "NO!",
        "Book I loved, river I did not.",
    ],
)
def test_a_line_of_the_story_is_no_heading(line):
    manuscript = imported(SCENE, line, SCENE)
    assert len(manuscript.chapters) == 1
    assert line in texts_of(manuscript)


def test_a_list_in_a_story_is_no_row_of_chapters():
    shopping = ["1. Rope", "2. Lamp oil", "3. A goat"]
    manuscript = imported(LONG, shopping, LONG)
    assert len(manuscript.chapters) == 1
    assert all(item in texts_of(manuscript) for item in shopping)


def test_a_missing_chapter_is_told():
    manuscript = imported("Chapter 1", SCENE, "Chapter 3", SCENE)
    assert manuscript.doubts == ["Chapter 1 is followed by chapter 3."]
    assert manuscript.chapters[1].title == "Chapter 3"


def test_a_heading_without_a_text_is_told():
    manuscript = imported("Chapter 1", SCENE, "Chapter 2")
    assert len(manuscript.chapters) == 1
    assert len(manuscript.doubts) == 1 and "Chapter 2" in manuscript.doubts[0]


def test_text_before_the_first_heading_is_a_chapter_with_a_doubt():
    manuscript = imported(SCENE, "Chapter 1", SCENE)
    assert len(manuscript.chapters) == 2
    assert len(manuscript.doubts) == 1


def test_a_very_long_chapter_is_told():
    manuscript = imported(SCENE * 100)
    assert len(manuscript.doubts) == 1
    assert "headings" in manuscript.doubts[0]


def test_a_heading_without_a_text_and_with_a_title_under_it_is_told_of():
    made = imported("Chapter 1", "Low Water", "Chapter 2", SCENE, "Chapter 3", "By Una")
    assert any("Chapter 3" in doubt for doubt in made.doubts) or len(made.chapters) == 3


@pytest.mark.parametrize(
    ("headings", "titles"),
    [
        (["1", "2"], ["", ""]),
        (["I.", "II. Rain"], ["", "Rain"]),
        (["Part One", "1", "2"], ["Part One", ""]),
        (["1984", "2"], ["1984", ""]),
        (["1", "3"], ["", "3"]),
    ],
)
def test_a_heading_that_is_its_chapters_number_is_no_title(headings, titles):
    text = "".join(f"## {words}\n\n{LONG[0]}\n\n" for words in headings)
    text = text.replace(f"Part One\n\n{LONG[0]}", "Part One")
    made = read_manuscript("x.md", f"# Tide\n\n{text}".encode())
    assert [chapter.title for chapter in made.chapters] == titles
