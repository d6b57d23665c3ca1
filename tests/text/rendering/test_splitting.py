"""A chapter's Markdown cut in two says what the whole said; two joined say what both said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.rendering.blocks import render
from reader.text.rendering.splitting import CannotSplit, join_sources, split_source

EVERY = settings(max_examples=40)  # each is rendered many times
PARTS = [
    "The ferry came *at nine*.",
    "# Low Water",
    "* * *",
    "> You could write,\n> said Tam.",
    "- one boot\n- two goats",
    "Roses are  \nred.",
    "```\ncode\n\nand more\n```",
    "A [link](https://example.com).",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "<p>An HTML paragraph.</p>",
    "1. first\n\n   still first\n\n2. second",
]


def texts_of(source):
    return [block.text for block in render(source)]


@EVERY
@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=8), st.data())
def test_both_parts_say_what_the_whole_says_or_it_is_refused(parts, data):
    source = "\n\n".join(parts)
    whole = texts_of(source)
    at = data.draw(st.integers(0, len(whole)))
    try:
        first, second = split_source(source, at, texts_of)
    except CannotSplit:
        return
    assert texts_of(first) + texts_of(second) == whole
    assert len(texts_of(first)) == at


@EVERY
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), min_size=2, max_size=6))
def test_whatever_is_written_a_cut_loses_nothing(parts):
    source = "\n\n".join(parts)
    whole = texts_of(source)
    for at in range(1, len(whole)):
        try:
            first, second = split_source(source, at, texts_of)
        except CannotSplit:
            continue
        assert texts_of(first) + texts_of(second) == whole


@pytest.mark.parametrize("at", [1, 2, 3])
def test_plain_paragraphs_are_cut_anywhere(at):
    source = "One.\n\nTwo.\n\n\nThree.\n\nFour."
    first, second = split_source(source, at, texts_of)
    assert (texts_of(first), texts_of(second)) == (
        ["One.", "Two.", "Three.", "Four."][:at],
        ["One.", "Two.", "Three.", "Four."][at:],
    )


NOTED = """One.[^1] Two.[^b]

Three.[^1]

[^1]: First.

    Still first.
[^b]: Second, as the third says.[^c]

[^c]: Third.

Four.

[^d]: Nobody's."""


def test_footnotes_go_with_their_marks():
    first, second = split_source(NOTED, 1, texts_of)
    assert texts_of(first) == [
        "One. Two.",
        "First.\nStill first.\nSecond, as the third says.\nThird.",
    ]
    assert texts_of(second) == ["Three.", "Four.", "First.\nStill first.\nNobody's."]
    first, second = split_source(NOTED, 2, texts_of)
    assert texts_of(second) == ["Four.", "Nobody's."]


def test_nothing_begins_with_the_footnotes():
    with pytest.raises(CannotSplit):
        split_source(NOTED, 3, texts_of)


NOTES = ["[^1]: First.", "[^2]: See there.[^1]", "[^3]: Third.\n\n    - a list", "Text.[^1]",
         "Text.[^2]", "`[^3]`", "> said[^3]", "    [^1]: code"]  # fmt: skip


@EVERY
@given(st.lists(st.sampled_from(PARTS + NOTES), min_size=2, max_size=8))
def test_with_footnotes_a_cut_loses_and_mixes_up_nothing(parts):
    source = "\n\n".join(parts)
    whole = texts_of(source)
    lines = set(" ".join(whole).split())
    for at in range(1, len(whole)):
        try:
            first, second = split_source(source, at, texts_of)
        except CannotSplit:
            continue
        said = texts_of(first) + texts_of(second)
        assert texts_of(first)[:at] == whole[:at]
        assert set(" ".join(said).split()) == lines


def test_a_link_is_not_cut_from_its_address():
    with pytest.raises(CannotSplit):
        split_source("A [word][1].\n\nAnother.\n\n[1]: https://example.com", 1, texts_of)


def test_joined_footnotes_keep_their_own_notes():
    joined = texts_of(join_sources("A.[^n]\n\n[^n]: Of A.", "B.[^n]\n\n[^n]: Of B.\n\nC.[^o]"))
    assert any("Of A." in text for text in joined) and any("Of B." in text for text in joined)
