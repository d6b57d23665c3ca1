"""What changed between two texts, as people would say it."""

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.anchoring.diff import diff_texts, in_paragraphs

EXAMPLES = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 200))
WORDS = st.lists(
    st.sampled_from(["ferry", "came", "late", "“", "”", '"', ",", ".", " ", "\n\n", "é", "…"]),
    max_size=40,
).map("".join)  # fmt: skip
TEXTS = st.one_of(WORDS, st.text(max_size=30))


def kinds(old, new):
    return [(piece.kind, piece.text.strip()) for piece in diff_texts(old, new)]


def test_a_changed_word_is_gone_and_new():
    assert kinds("The ferry came at nine.", "The ferry came at ten.") == [
        ("same", "The ferry came at"),
        ("gone", "nine"),
        ("new", "ten"),
        ("same", "."),
    ]


def test_a_new_sentence_is_new_and_nothing_else():
    old = "The ferry came at nine. It left again."
    new = "The ferry came at nine. Nobody got off. It left again."
    assert [k for k, _ in kinds(old, new)] == ["same", "new", "same"]


def test_curled_quotes_are_a_change_of_two_signs():
    changed = [p for p in diff_texts('"Who?" said Tam.', "“Who?” said Tam.") if p.kind != "same"]
    assert [piece.text for piece in changed] == ['"', "“", '"', "”"]


def test_the_same_text_has_no_change():
    assert kinds("The ferry.", "The ferry.") == [("same", "The ferry.")]


def test_paragraphs_are_told_apart():
    rows = in_paragraphs(diff_texts("One.\n\nTwo.\n\nThree.", "One.\n\nTwo and a half.\n\nThree."))
    assert len(rows) == 3
    assert [len({piece.kind for piece in row}) > 1 for row in rows] == [False, True, False]


def test_a_paragraph_that_is_gone_stands_alone():
    rows = in_paragraphs(diff_texts("One.\n\nTwo.\n\nThree.", "One.\n\nThree."))
    assert any({piece.kind for piece in row} == {"gone"} for row in rows)


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXTS, TEXTS)
def test_nothing_is_left_out_and_nothing_made_up(old, new):
    pieces = diff_texts(old, new)
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new
    assert all(a.kind != b.kind for a, b in zip(pieces, pieces[1:], strict=False))
