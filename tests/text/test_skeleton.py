"""What looks alike has a skeleton in common; what does not, has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.invisible import is_invisible, tidy_name
from reader.text.skeleton import TABLE, skeletons

TAKEN = (
    "una",
    "Ian",
    "Mia Marne",
    "O’Leary",
    "Bjørn",
    "Νίκη",
    "Андрей",
    "김민준",
    "さくら",
    "محمد",
)


def confusables():
    """Each character that can be looked like, and all that look like it: read from the table by
    the test itself."""
    alike = {}
    for line in TABLE.read_text().splitlines():
        if not line.startswith("#"):
            looks, others = line.split(" < ")
            looked_like = "".join(chr(int(point, 16)) for point in looks.split())
            alike[looked_like] = [chr(int(point, 16)) for point in others.split()]
    return alike


ALIKE = confusables()


@st.composite
def poses(draw):
    """A name, and another that was made to look like it."""
    name = draw(st.sampled_from(TAKEN))
    posing = []
    for character in draw(st.sampled_from([name, name.upper(), name.lower()])):
        choices = [character, *ALIKE.get(character, ())]
        posing.append(draw(st.sampled_from(choices)))
        posing.append(draw(st.sampled_from(["", "", "\u200b", "\u202e", "\u2060", "\ufeff"])))
    return name, "".join(posing)


@given(poses())
def test_whatever_is_put_in_the_place_of_a_letter_looks_the_same(pair):
    name, posing = pair
    assert skeletons(name) & skeletons(posing)


def test_all_that_the_table_says_looks_alike_does():
    for looks, others in ALIKE.items():
        for character in others:
            assert (
                looks.isspace()
                or is_invisible(character)
                or (skeletons(f"a{looks}b") & skeletons(f"a{character}b"))
            ), (looks, character)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Ann", "Аnn"), ("Ann", "ANN"), ("Ann", "Ａｎｎ"), ("Ian", "lan"), ("leo", "le0")),
        *(("Marne", "rnarne"), ("José", "Jose"), ("Øystein", "Oystein"), ("Straße", "STRASSE")),
        *(("Νίκη", "ΝΊΚΗ"), ("Ann Lee", "ann\u2003 lee"), ("una", "𝓾𝓷𝓪"), ("김", "김\u3164")),
    ],
)
def test_these_look_alike(one, other):
    assert skeletons(one) & skeletons(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Ann", "Anna"), ("mia", "mla"), ("una", "uma"), ("Sun", "Shy"), ("Иван", "Ivan")),
        *(("か", "が"), ("க", "க்"), ("김", "금"), ("חן", "חנ"), ("علي", "على بابا"), ("नम", "नाम")),
    ],
)
def test_these_do_not(one, other):
    assert not skeletons(one) & skeletons(other)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        *(("  Ann \t  Lee\n", "Ann Lee"), ("A\u200bn\u202en\u00ad", "Ann"), ("\u3164\u2800", "")),
        *(("می\u200cخواهم", "می\u200cخواهم"), ("👩\u200d🚀", "👩\u200d🚀"), ("An\u200dn", "Ann")),
        *(("Ann\u3000Lee", "Ann Lee"), ("क्\u200d", "क्"), ("❤\ufe0f", "❤\ufe0f")),
    ],
)
def test_what_cannot_be_seen_is_taken_out_of_a_name(typed, shown):
    assert tidy_name(typed) == shown


@given(st.text(max_size=30))
def test_any_text_can_be_looked_at(text):
    assert tidy_name(tidy_name(text)) == tidy_name(text)
    assert skeletons(text) == skeletons(tidy_name(text))
