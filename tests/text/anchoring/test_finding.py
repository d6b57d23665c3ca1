"""Quotes described, and found again in a text of which no revision is known."""

import pytest

from reader.text.anchoring.passages import (
    CONTEXT,
    Selector,
    describe,
    find_moved_quote,
    find_quote,
    words_came_back,
)
from tests.text.anchoring.chapters import unmarked, within


def test_a_passage_is_described_by_its_quote_and_the_context_on_either_side():
    text = "a" * 50 + "quote" + "b" * 50
    assert describe(text, 50, 55) == Selector("quote", "a" * CONTEXT, "b" * CONTEXT)


def test_context_ends_with_the_text():
    assert describe("ab", 0, 1) == Selector("a", "", "b")


def test_a_described_passage_is_found_again():
    text = within("It was late.")
    for start in range(0, len(text) - 30, 11):
        quote, prefix, suffix = describe(text, start, start + 30)
        assert find_quote(quote, text, prefix, suffix) == (start, start + 30)


def test_a_quote_is_found_whatever_its_signs_and_spaces():
    text, span = unmarked(within("He said ⟦“Don’t… go—not\u00a0yet.”⟧ And she went."))
    assert find_quote('"Don\'t... go -- not yet."', text) == span
    assert find_quote("“Don’t . . . go – not\nyet.”", text) == span


def test_a_quote_with_changed_words_is_found_by_what_is_left_of_it():
    text, span = unmarked(within("⟦The rent was due on the third of every month⟧, rain or shine."))
    quote = "The rent was due upon the third of each month"
    assert find_quote(quote, text, suffix=", rain or shine") == span


def test_a_short_quote_that_stands_twice_is_not_guessed():
    assert find_quote("Okay.", within("“Okay.”\n\nHe waited.\n\n“Okay.”")) is None


def test_context_tells_equal_quotes_apart():
    text = within("“Okay.”\n\nHe waited for the rest.\n\n“Okay.”")
    second = text.rindex("Okay.")
    assert find_quote("Okay.", text, "He waited for the rest.\n\n“", "”") == (second, second + 5)


def test_a_hint_tells_equal_quotes_apart_only_if_it_is_decisive():
    text = within("“Okay.”" + "\n\nHe waited for the rest." * 9 + "\n\n“Okay.”")
    first, second = text.index("Okay."), text.rindex("Okay.")
    assert find_quote("Okay.", text, near=first + 3) == (first, first + 5)
    assert find_quote("Okay.", text, near=(first + second) // 2) is None


def test_a_short_quote_in_quite_another_context_is_not_found():
    text = within("“Okay,” he said to the dog.")
    assert (
        find_quote("Okay", text, "and when the bells stopped: ", " was all the telegram had")
        is None
    )


def test_a_short_quote_is_not_found_inside_of_words():
    text = within("Another other. The mother saw him.")
    start = text.index(" other") + 1
    assert find_quote("other", text) == (start, start + 5)


def test_what_is_not_there_is_not_found():
    text = within("It was late.")
    assert find_quote("A cathedral of glass and noise", text) is None
    assert find_quote("", text) is None
    assert find_quote(" ", text) is None
    assert find_quote("late", "") is None


PARAGRAPH = "Tam stood with one boot in the boat, and nobody asked him about the other."
OLD = "Una laughed.\n\nThe gulls laughed too."
NEW = f"Una laughed.\n\n{PARAGRAPH}\n\nThe gulls laughed too."


def test_words_that_came_from_another_text_are_found_whatever_their_signs():
    curly = NEW.replace("boat,", "boat —")
    for quote, text in ((PARAGRAPH, NEW), ("with one boot in the boat - and", curly)):
        start, end = find_moved_quote(quote, text, "Tam stood ", " nobody asked", OLD)
        assert text[start:end].startswith(quote[:12])


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix"),
    [
        ("laughed.", "Una ", "\n\nThe gulls"),  # it was always there
        ("one boot", "She lost ", " on the stairs."),  # in another sentence
        ("with one boot in the boat", "He was left standing ", " when it rained."),
        ("two boots", "Tam stood with ", " in the boat"),  # not in these words
        ("", "Tam", "stood"),
    ],
)
def test_what_did_not_come_from_another_text_is_not_found_in_it(quote, prefix, suffix):
    assert find_moved_quote(quote, NEW, prefix, suffix, OLD) is None


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix"),
    [(PARAGRAPH, "", ""), ("one boot", "Nobody saw. Tam stood with ", " in the boat, and")],
)
def test_words_that_stood_in_the_text_before_did_not_come_into_it(quote, prefix, suffix):
    assert find_moved_quote(quote, NEW, prefix, suffix, OLD)
    assert find_moved_quote(quote, NEW, prefix, suffix, NEW) is None


def test_a_few_words_are_known_by_what_came_along_with_them():
    place = find_moved_quote(
        "one boot", NEW, "Nobody saw. Tam stood with ", " in the boat, and", OLD
    )
    assert NEW[slice(*place)] == "one boot"


def test_words_come_back_where_they_were_not_before():
    assert words_came_back("nobody asked him", "", OLD, NEW)
    assert words_came_back("boot", "", OLD, NEW)
    assert not words_came_back("nobody asked him", "", NEW, NEW)
    assert not words_came_back("boo", "", OLD, NEW)
    assert words_came_back("nobody asked him", "nobody asked him", NEW, NEW)
