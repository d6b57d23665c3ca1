"""Whether an author's next text says what a reader suggested."""

import pytest

from reader.text.anchoring.corrected import Suggestion, corrected

OLD = "The tide came in.\n\nHe saw teh boat and the the cat, and went to teh inn.\n\nThe end."
REFRAIN = "Row the boat, down teh river. Down the river and home. Down teh river and home, again."


def is_corrected(words, suggestion, new, nth=0, old=OLD):
    start = -1
    for _ in range(nth + 1):
        start = old.index(words, start + 1)
    (found,) = corrected([Suggestion((start, start + len(words)), suggestion)], old, new)
    return found


def test_the_words_at_that_place_count_alone():
    first = OLD.replace("teh boat", "the boat")
    assert is_corrected("teh", "the", first)
    assert not is_corrected("teh", "the", first, nth=1)
    assert not is_corrected("teh", "the", OLD.replace("teh inn", "the inn"))
    assert not is_corrected("teh", "the", OLD)


@pytest.mark.parametrize(
    ("words", "suggestion", "new"),
    [
        ("teh boat", "the boat", "He saw the boat and the the cat, and ran to teh inn."),
        ("the ", "", "He saw teh boat and the cat, and went to teh inn."),
        ("eh b", "he b", "He saw the boat and a the cat, and went to the tavern."),
        ("teh", "the", "Then he saw the boat and the the cat. He went to teh inn, late."),
    ],
)
def test_other_words_of_the_paragraph_may_change_too(words, suggestion, new):
    assert is_corrected(words, suggestion, f"The tide came in, slowly.\n\n{new}\n\nThe end, then.")


def test_words_that_are_gone_or_others_are_not_corrected():
    assert not is_corrected("teh", "the", "The tide came in.\n\nThe end.")
    assert not is_corrected("teh", "the", OLD.replace("teh boat", "a boat"))
    assert not is_corrected("teh", "teh", OLD.replace("teh boat", "teh teh boat"))


def test_what_was_said_there_before_is_no_correction():
    other = REFRAIN.replace("Row the", "Row a")
    assert not is_corrected("teh", "the", other, nth=1, old=REFRAIN)
    assert is_corrected("teh", "the", REFRAIN.replace("Down teh", "Down the"), nth=1, old=REFRAIN)
