"""Straight quotes, hyphens and dots set as a printer would set them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.rendering.blocks import render
from reader.text.rendering.punctuation import set_paragraph
from reader.text.rendering.quotation_marks import marks_of


def smart(source):
    return "\n".join(block.text for block in render(source, smart=True))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Is it *you?*"', "“Is it you?”"),
        ('"**You**," he said. "*You!*"', "“You,” he said. “You!”"),
        ('"*You*"', "“You”"),
        ('*"You"*', "“You”"),
        ('("*You*")', "(“You”)"),
        ('"A grey felt hat--"', "“A grey felt hat—”"),
        ('"A hat--", he said', "“A hat—”, he said"),
        ('"No," he--"Yes"--said.', "“No,” he—“Yes”—said."),
        ("\"He said, 'Go--'\"", "“He said, ‘Go—’”"),
        ("\"So he says, '*Go!*'\" And", "“So he says, ‘Go!’” And"),
        ("'*Go*,' he said.", "‘Go,’ he said."),
        ('"...no"', "“…no”"),
        ('"Hat--"[^1]\n\n[^1]: A note.', "“Hat—”\nA note."),
        ("\"'Tis the dogs' own,\" he said", "“’Tis the dogs’ own,” he said"),
        ("rock 'n' roll in the '90s, o'clock", "rock ’n’ roll in the ’90s, o’clock"),
        ("'Ello, mate.", "’Ello, mate."),
        ("1914--18, a -- b, a---b", "1914–18, a – b, a—b"),
        ('| "Come *in*,"\n| said he', "“Come in,”\nsaid he"),
        ('"One.\n\n"Two."', "“One.\n“Two.”"),
    ],
)
def test_dialogue_is_set_as_in_a_book(typed, printed):
    assert smart(typed) == printed


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("de", "\"Er sagte: 'im Haus', geht's?\"", "„Er sagte: ‚im Haus‘, geht’s?“"),
        ("de-AT", '"Ist es *du?*" -- "Ja."', "„Ist es du?“ – „Ja.“"),
        ("fr", '"C\'est toi ?" dit-elle...', "«\u202fC’est toi ?\u202f» dit-elle…"),
        ("pl", "\"To 'ty'?\"", "„To «ty»?”"),
        ("sv", "\"Är det 'du'?\"", "”Är det ’du’?”"),
        ("ru", "\"Это 'ты'?\" -- сказала она.", "«Это „ты“?» — сказала она."),
        ("ja", "\"It's 'so'.\"", "“It’s ‘so’.”"),
    ],
)
def test_a_language_has_its_own_marks(language, typed, printed):
    blocks = render(typed, smart=True, language=language)
    assert "\n".join(block.text for block in blocks) == printed


@given(st.text("ab \"'-.("), st.sampled_from(["de", "fr", "pl", "sv", "ru", "da", "el", "hr"]))
def test_in_every_language_only_marks_change(typed, language):
    def without_marks(text):
        return re.sub("[\"'“”‘’„‚«»‹›\u202f.…–—-]", "", text)

    assert without_marks(set_paragraph(typed, marks_of(language))) == without_marks(typed)


def test_what_is_code_or_set_already_stays_as_it_is():
    assert smart("`\"a\" -- '...'`") == "\"a\" -- '...'"
    assert smart("“It’s ‘so’ – and — so…”") == "“It’s ‘so’ – and — so…”"


@given(st.text("ab \"'-.“”‘’…—([*\x02\x03|1"))
def test_only_marks_change(typed):
    def without_marks(text):
        return re.sub("[\"'“”‘’.…–—-]", "", text)

    assert without_marks(set_paragraph(typed)) == without_marks(typed)


@given(st.text("ab \"'-.,"))
def test_setting_twice_is_setting_once(typed):
    once = set_paragraph(typed)
    assert set_paragraph(once) == once
    assert not set(once) & {'"', "'"}
