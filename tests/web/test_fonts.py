"""The letters that we serve: small, and with what a book's letters have."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

FOLDER = Path(settings.ROOT) / "static" / "fonts"
KILOBYTE = 1000
LIMITS = {
    "literata": 21,
    "literata-italic": 22,
    "literata-bold": 25,
    "literata-capitals": 8,
    "literata-extended": 9,
    "literata-extended-italic": 9,
}
READING = [name for name in LIMITS if name != "literata-capitals"]
ENGLISH = "".join(map(chr, range(0x20, 0x7F))) + "éèïöüñçœæÉß“”‘’–—…†№€"


def font(name):
    return TTFont(FOLDER / f"{name}.woff2")


def features(name, table="GSUB"):
    if table not in (opened := font(name)):
        return set()
    return {record.FeatureTag for record in opened[table].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize("name", LIMITS)
def test_a_face_is_small_and_has_one_weight(name):
    assert (FOLDER / f"{name}.woff2").stat().st_size <= LIMITS[name] * KILOBYTE
    assert "fvar" not in font(name)


@pytest.mark.parametrize("name", READING)
def test_no_letters_join_so_that_a_mark_inside_a_word_moves_none(name):
    assert not {"liga", "dlig", "clig", "calt", "rlig"} & features(name)


@pytest.mark.parametrize("name", ["literata", "literata-italic", "literata-bold"])
def test_a_face_has_the_letters_figures_and_spaces_of_a_book(name):
    assert {"onum", "tnum"} <= features(name)
    assert "kern" in features(name, "GPOS")
    assert set(map(ord, ENGLISH)) <= font(name).getBestCmap().keys()


@pytest.mark.parametrize("name", ["literata-extended", "literata-extended-italic"])
def test_other_latin_languages_have_their_letters_in_a_face_of_their_own(name):
    letters = "ąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžđőűăâîșțğışİŞ"
    known = font(name).getBestCmap().keys() | font("literata").getBestCmap().keys()
    assert set(map(ord, letters)) <= known
    assert (
        not font("literata").getBestCmap().keys() & font("literata-extended").getBestCmap().keys()
    )


def test_small_capitals_are_drawn_and_no_smaller_capitals():
    capitals, letters = font("literata-capitals"), font("literata")
    assert "smcp" in features("literata-capitals")
    assert set("abcdefghijklmnopqrstuvwxyzéèüœ") <= set(map(chr, capitals.getBestCmap()))
    for letter in "pqgy":  # none of a small capital hangs below the line, but for Q's tail
        assert lowest(capitals, letter) > lowest(letters, letter)
    assert capitals["hhea"].ascent == letters["hhea"].ascent


def lowest(opened, letter):
    return opened["glyf"][opened.getBestCmap()[ord(letter)]].yMin


def test_letters_that_stand_in_are_made_as_tall_as_ours():
    text = (Path(settings.ROOT) / "static" / "css" / "text.css").read_text()
    assert (
        float(re.search(r"ex-height (0\.\d+)", text)[1]) == font("literata")["OS/2"].sxHeight / 1000
    )


def test_the_stylesheet_asks_for_no_letter_that_a_face_does_not_have():
    tokens = (Path(settings.ROOT) / "static" / "css" / "tokens.css").read_text()
    faces = re.findall(r"fonts/(literata[\w-]*)\.woff2[^;]*;\s*unicode-range: ([^;]+);", tokens)
    assert {name for name, _ in faces} == {
        "literata-extended",
        "literata-extended-italic",
        "literata-capitals",
    }
    for name, ranges in faces:
        known = font(name).getBestCmap().keys()
        for first, last in re.findall(r"U\+(\w+)(?:-(\w+))?", ranges):
            asked = range(int(first, 16), int(last or first, 16) + 1)
            letters = [code for code in asked if name != "literata-capitals" or chr(code).islower()]
            assert set(letters) <= known | {0xF7}, f"{name}: {first}"


def test_each_font_comes_with_its_licence():
    for family in {path.name.split("-")[0].split(".")[0] for path in FOLDER.glob("*.woff2")}:
        assert "SIL OPEN FONT LICENSE" in (FOLDER / f"{family}-licence.txt").read_text()
