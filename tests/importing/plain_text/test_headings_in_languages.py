"""Chapters are known in the languages that people write in, and prose is not taken for them."""

import pytest

from reader.text.manuscripts.titles import is_point_of_view
from tests.importing.stories import LONG, SCENE, imported, plain, texts_of


@pytest.mark.parametrize(
    "headings",
    [
        ["Capítulo 1", "Capítulo 2", "Capítulo 3"],
        ["CAPITULO UNO", "CAPITULO DOS", "CAPITULO TRES"],
        ["Capítulo primero", "Capítulo segundo", "Capítulo tercero"],
        ["Kapitel eins", "Kapitel zwei", "Kapitel drei"],
        ["Erstes Kapitel", "Zweites Kapitel", "Drittes Kapitel"],
        ["1. Kapitel", "2. Kapitel", "3. Kapitel"],
        ["Chapitre premier", "Chapitre II", "Chapitre trois"],
        ["Capitolo I", "Capitolo II", "Capitolo III"],
        ["Hoofdstuk 1", "Hoofdstuk 2", "Hoofdstuk 3"],
        ["Rozdział pierwszy", "Rozdział drugi", "Rozdział trzeci"],
        ["Глава первая", "Глава вторая", "Глава третья"],
        ["ГЛАВА 1", "ГЛАВА 2", "ГЛАВА 3"],
        ["Розділ 1", "Розділ 2", "Розділ 3"],
        ["第一章", "第二章", "第三章"],
        ["第１話", "第２話", "第３話"],
        ["제1화", "제2화", "제3화"],
        ["1화", "2화", "3화"],
        ["Bölüm 1", "Bölüm 2", "Bölüm 3"],
        ["Birinci Bölüm", "İkinci Bölüm", "Üçüncü Bölüm"],
        ["Kapitola 1", "Kapitola 2", "Kapitola 3"],
        ["1. luku", "2. luku", "3. luku"],
        ["1. fejezet", "2. fejezet", "3. fejezet"],
        ["Bab Satu", "Bab Dua", "Bab Tiga"],
        ["Chương 1", "Chương 2", "Chương 3"],
        ["บทที่ 1", "บทที่ 2", "บทที่ 3"],
        ["الفصل الأول", "الفصل الثاني", "الفصل الثالث"],
        ["פרק א'", "פרק ב'", "פרק ג'"],
        ["Κεφάλαιο 1", "Κεφάλαιο 2", "Κεφάλαιο 3"],
        ["𝓒𝓱𝓪𝓹𝓽𝓮𝓻 𝟏", "𝓒𝓱𝓪𝓹𝓽𝓮𝓻 𝟐", "𝓒𝓱𝓪𝓹𝓽𝓮𝓻 𝟑"],
        ["ᴄʜᴀᴘᴛᴇʀ ᴏɴᴇ", "ᴄʜᴀᴘᴛᴇʀ ᴛᴡᴏ", "ᴄʜᴀᴘᴛᴇʀ ᴛʜʀᴇᴇ"],
        ["✧･ﾟ Chapter 1 ･ﾟ✧", "✧･ﾟ Chapter 2 ･ﾟ✧", "✧･ﾟ Chapter 3 ･ﾟ✧"],
        ["【第一章】", "【第二章】", "【第三章】"],
        ["1. Chapter 1", "2. Chapter 2", "3. Chapter 3"],
        ["Chapter 1/3", "Chapter 2/3", "Chapter 3/3"],
        ["One", "Two", "Three"],
        ["UNO", "DOS", "TRES"],
        ["Первая", "Вторая", "Третья"],
    ],
    ids=lambda headings: headings[0],
)
def test_a_number_begins_a_chapter(headings):
    parts = [part for heading in headings for part in (heading, *LONG)]
    manuscript = imported(parts)
    assert [chapter.title for chapter in manuscript.chapters] == ["", "", ""]
    assert all(texts_of(manuscript, number) == plain(LONG) for number in (1, 2, 3))
    assert manuscript.doubts == []


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Capítulo 1: La marea baja", "La marea baja"),
        ("Глава 1. Малая вода", "Малая вода"),
        ("Kapitel 1 – Das Tor", "Das Tor"),
        ("第一章 低水", "低水"),
        ("第１話「箱」", "箱"),
        ("제1장: 문", "문"),
        ("Chapter 1: Chapter One - The Gate", "The Gate"),
        ("Chapter 1: What have we done?", "What have we done?"),
    ],
)
def test_a_title_stands_behind_the_number(heading, title):
    manuscript = imported(heading, SCENE, heading.replace("1", "2").replace("一", "二"), SCENE)
    assert manuscript.chapters[0].title == title


@pytest.mark.parametrize(
    "heading",
    [
        "Prolog", "Epílogo", "Épilogue", "Пролог", "Интерлюдия: Дэнни", "楔子", "番外 一",
        "プロローグ", "에필로그", "Prólogo", "Epiloog", "Final Chapter", "Chapter 1.5: The Goat",
    ],
)  # fmt: skip
def test_a_heading_without_a_number_is_its_own_title(heading):
    manuscript = imported("Chapter 1", SCENE, heading, SCENE)
    assert [chapter.title for chapter in manuscript.chapters] == ["", heading]


def test_numbers_stand_between_a_prologue_and_an_epilogue():
    manuscript = imported("Prologue", LONG, "1", LONG, "2", LONG, "Epilogue", LONG)
    titles = [chapter.title for chapter in manuscript.chapters]
    assert titles == ["Prologue", "1", "2", "Epilogue"]


def test_numbers_begin_again_in_each_part():
    manuscript = imported("Part One", "I", LONG, "II", LONG, "Part Two", "I", LONG, "II", LONG)
    titles = [chapter.title for chapter in manuscript.chapters]
    assert (
        len(titles) == 4 and titles[0].startswith("Part One") and titles[2].startswith("Part Two")
    )


def test_any_word_with_numbers_that_count_up_is_a_heading():
    manuscript = imported("Stave One", LONG, "Stave Two: The Goat", LONG)
    titles = [chapter.title for chapter in manuscript.chapters]
    assert titles == ["Stave One", "Stave Two: The Goat"]


def test_arcs_name_their_chapters():
    parts = [["Arc 1: Gestation", "Gestation 1.1"], LONG, "Gestation 1.2", LONG]
    manuscript = imported(*parts, "Interlude 1.x: Danny", LONG, "Arc 2: Tide", "Tide 2.1", LONG)
    titles = [chapter.title for chapter in manuscript.chapters]
    assert titles == ["Gestation 1.1", "Gestation 1.2", "Interlude 1.x: Danny", "Tide 2.1"]


def test_arcs_that_have_another_name_are_told_with_their_first_chapter():
    parts = [["Arc 1: The Sea", "Gestation 1.1"], LONG, "Gestation 1.2", LONG]
    titles = [chapter.title for chapter in imported(*parts).chapters]
    assert titles == ["Arc 1: The Sea: Gestation 1.1", "Gestation 1.2"]


@pytest.mark.parametrize(
    "line",
    [
        "Chapter Three. He had got as far as that, and then the lamp went out.",
        "Chapter Three: he had got as far as that, and then, of course, the lamp went out.",
        "Chapter One was the part that nobody read.",
        "“Chapter Two,” she said, “is worse.”",
        "Prologue? No.",
        "Глава семьи молчал.",
        "Luku oli pitkä.",
        "第一章讲的是一个人。",
        "One.",
        "Two of them came back.",
        "Kapitel für Kapitel las sie.",
        "Version 1.2",
    ],
)
def test_a_line_of_the_story_is_no_heading(line):
    manuscript = imported(SCENE, line, SCENE)
    assert len(manuscript.chapters) == 1
    assert line in texts_of(manuscript)
    chapters = imported("Chapter 1", SCENE, line, SCENE, "Chapter 2", SCENE).chapters
    assert [chapter.title for chapter in chapters] == ["", ""]


def test_headings_that_read_like_sentences_are_believed_where_they_count_up():
    manuscript = imported(
        "Chapter I. In which the ferry is late.", SCENE, "Chapter II. In which it sneezes.", SCENE
    )
    assert [chapter.title for chapter in manuscript.chapters] == [
        "In which the ferry is late.",
        "In which it sneezes.",
    ]


@pytest.mark.parametrize(
    "line",
    ["EPOV", "(BPOV)", "Bella's POV", "**Jake POV**", "END OF POV", "Una's Point of View",
     "POV: Una", "Normal POV", "Punto de vista de Una", "Bella’s P.O.V."],
)  # fmt: skip
def test_a_point_of_view_stays_in_the_text_and_is_no_title(line):
    assert is_point_of_view(line)
    manuscript = imported("Chapter 1", line, SCENE, line, SCENE, "Chapter 2", line, SCENE)
    assert [chapter.title for chapter in manuscript.chapters] == ["", ""]
    words = line.strip("*")
    assert [text for text in texts_of(manuscript) if text == words] == [words, words]


def test_to_have_a_point_of_view_is_no_mark_of_one():
    assert not is_point_of_view("He had a point of view.")


def test_headings_that_typesetters_are_told_of_are_headings():
    made = imported(
        "［＃３字下げ］一［＃「一」は中見出し］", SCENE, "［＃改ページ］",
        "海辺の家［＃「海辺の家」は大見出し］", SCENE,
    )  # fmt: skip
    assert [chapter.title for chapter in made.chapters] == ["", "海辺の家"]
    assert any("typesetters" in doubt for doubt in made.doubts)
