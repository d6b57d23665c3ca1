"""Covers: the same for the same story, and words that fit on them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.models.library.cover import CLOTHS, DESIGNS, Cover


@given(st.text(max_size=80), st.text(max_size=200), st.sampled_from(["en", "ar", "ja", "xx", ""]))
def test_every_story_has_a_cover_and_always_the_same(slug, title, language):
    cover = Cover.of(slug, title, language)
    assert cover == Cover.of(slug, title, language)
    assert 0 <= cover.cloth < CLOTHS and cover.design in (*DESIGNS, "upright")
    assert cover.size in ("short", "middle", "long", "longest")


def test_a_new_title_keeps_the_cloth_and_the_design():
    first, second = Cover.of("river", "Rivr", "en"), Cover.of("river", "River", "en")
    assert (first.cloth, first.design) == (second.cloth, second.design)


def test_all_designs_and_cloths_are_in_use():
    covers = [Cover.of(f"story-{n}", "A", "en") for n in range(500)]
    assert {cover.design for cover in covers} == set(DESIGNS)
    assert len({cover.cloth for cover in covers}) == CLOTHS


def test_long_words_and_wide_letters_are_set_smaller():
    sizes = ["short", "middle", "long", "longest"]
    for shorter, longer in [
        ("Ode", "The Toll-Keeper’s Daughter"),
        ("Salt", "夜航船夜航船夜航船"),
        ("Three short words", "Donaudampfschifffahrt"),
        ("The Year of the Flood", "The Year of the Flood " * 5),
    ]:
        first, second = (Cover.of("s", title, "en").size for title in (shorter, longer))
        assert sizes.index(first) < sizes.index(second), (shorter, longer)


@pytest.mark.parametrize("language", ["ja", "zh", "zh-hans"])
def test_chinese_and_japanese_titles_stand_upright(language):
    assert Cover.of("s", "夜航船", language).design == "upright"


@pytest.mark.parametrize(
    ("title", "initial"),
    [("river", "R"), ("“No,” she said", "N"), ("e\u0301t\u00e9", "E\u0301"), ("ليل", "ل"),
     ("…", "…"), ("", ""), ("1984", "1")],
)  # fmt: skip
def test_the_initial_is_the_first_letter_with_its_marks(title, initial):
    assert Cover.of("s", title, "en").initial == initial
