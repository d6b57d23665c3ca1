"""What becomes of marked passages when an author revises a chapter.

In the examples the passage stands between ⟦ and ⟧ in the old text, and where it has to be in the
new one; without them in the new text, its words are gone.
"""

import pytest

from reader.text.anchoring.passages import carry
from tests.text.anchoring.chapters import assert_carried, within

# Typing


def test_a_typo_fixed_inside_the_quote_keeps_the_quote_while_the_same_words_stand_elsewhere():
    assert_carried(
        within("⟦She never recieved the letter.⟧ He swore it.\n\n“She never received the letter.”"),
        within("⟦She never received the letter.⟧ He swore it.\n\n“She never received the letter.”"),
    )


def test_straight_quotes_turned_curly_keep_the_passage():
    assert_carried(
        within("""⟦"Don't," he said. "It's the tide's."⟧ She didn't."""),
        within("⟦“Don’t,” he said. “It’s the tide’s.”⟧ She didn’t."),
    )


def test_dots_that_become_an_ellipsis_keep_the_passage():
    assert_carried(
        within("He began ⟦to answer... and then... nothing.⟧ The kettle sang."),
        within("He began ⟦to answer… and then… nothing.⟧ The kettle sang."),
    )


@pytest.mark.parametrize("dash", ["—", " — ", "--", " -- ", " – ", "\u00a0— "])
def test_a_dash_that_gains_or_loses_its_spaces_keeps_the_passage(dash):
    assert_carried(
        within("It was ⟦the bell - or the wind - or nothing⟧ at all."),
        within(f"It was ⟦the bell{dash}or the wind{dash}or nothing⟧ at all."),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("backdoor", "back door"), ("back-door", "backdoor"), ("back door", "back-door")],
)
def test_a_word_joined_split_or_hyphenated_stays_marked(one, other):
    assert_carried(
        within(f"They went out by the ⟦{one}⟧ and along the quay."),
        within(f"They went out by the ⟦{other}⟧ and along the quay."),
    )
    assert_carried(
        within(f"They went out by the ⟦{other}⟧ and along the quay."),
        within(f"They went out by the ⟦{one}⟧ and along the quay."),
    )


def test_half_of_a_joined_word_stays_its_half():
    assert_carried(
        within("They went out by the back ⟦door⟧ and along the quay."),
        within("They went out by the back⟦door⟧ and along the quay."),
    )


def test_a_line_break_inside_a_phrase_keeps_the_phrase():
    assert_carried(
        within("She read ⟦the last line again⟧ and then the first."),
        within("She read ⟦the last\nline again⟧ and then the first."),
    )


def test_a_whole_chapter_wrapped_anew_keeps_every_passage():
    old = within("It rained on the chandler’s, and on the church, and on the dog asleep there.")
    new = old.replace("the ", "the\n").replace(" and", "\nand").replace(", ", ",\u00a0")
    spans = [(start, start + 20) for start in range(len(old) - 20)]
    # One white space became another: every offset stays what it was.
    assert carry(spans, old, new) == spans


def test_letters_typed_composed_or_decomposed_are_the_same():
    assert_carried(
        within("He ordered ⟦a café crème⟧ and waited."),
        within("He ordered ⟦a cafe\u0301 cre\u0300me⟧ and waited."),
    )


def test_soft_hyphens_and_joiners_are_not_seen():
    assert_carried(
        within("The ⟦extraordinary weather⟧ held."),
        within("The ⟦extra\u00adordi\u00adnary weather⟧ held."),
    )


def test_a_mark_inside_a_word_stays_inside_the_word():
    assert_carried(
        within("The light⟦house⟧ keeper’s wife."), within("An old light⟦house⟧ keeper’s wife.")
    )


# Rewriting


def test_a_name_changed_throughout_keeps_what_stands_around_it():
    assert_carried(
        within("⟦The dog liked Orla, and Orla’s brother liked the dog.⟧ Orla sighed."),
        within("⟦The dog liked Orla, and Orla’s brother liked the dog.⟧ Orla sighed.").replace(
            "Orla", "Marguerite"
        ),
    )
    assert_carried(
        within("⟦Orla laughed at the old dog⟧, and Orla sighed."),
        within("Marguerite ⟦laughed at the old dog⟧, and Orla sighed.").replace(
            "Orla", "Marguerite"
        ),
    )


def test_a_name_that_was_changed_is_gone():
    assert_carried(
        within("Then ⟦Orla⟧ laughed. Orla never laughed."),
        within("Then Wim laughed. Wim never laughed.").replace("Orla", "Wim"),
    )


def test_a_clause_put_in_the_middle_stays_within_the_mark():
    assert_carried(
        within("⟦She put the lamp on the sill and waited for the boats.⟧ None came."),
        within(
            "⟦She put the lamp on the sill, wick trimmed the way he had taught her to,"
            " and waited for the boats.⟧ None came."
        ),
    )


def test_three_sentences_put_in_the_middle_stay_within_the_mark():
    assert_carried(
        within("⟦He closed the ledger. The clerk had not looked up.⟧ Nobody had."),
        within(
            "⟦He closed the ledger. Something in it had been altered, and recently. The ink"
            " was the wrong blue. He thought of the girl at the counter. The clerk had not"
            " looked up.⟧ Nobody had."
        ),
    )


def test_sentences_put_after_the_mark_stay_outside():
    assert_carried(
        within("⟦She lit the lamp.⟧ He left."),
        within("⟦She lit the lamp.⟧ It was dark by then. It was late as well. He left."),
    )
    assert_carried(
        within("⟦She lit teh lamp.⟧ He left."),
        within("⟦She lit the lamp.⟧ It was dark by then. It was late as well. He left."),
    )


def test_sentences_put_before_the_mark_stay_outside():
    assert_carried(
        within("“Well.” ⟦“Well, come in.”⟧ He left."),
        within("“Well.” “Well, nobody asked.” She paused. ⟦“Well, come in.”⟧ He left."),
    )


def test_a_clause_added_to_the_end_of_a_marked_sentence_stays_outside():
    assert_carried(
        within("⟦The engine stopped.⟧ Everyone turned to the door."),
        within(
            "⟦The engine stopped⟧, and with it the wireless in the mate’s cabin."
            " Everyone turned to the door."
        ),
    )


def test_kept_words_stay_marked_in_a_sentence_rewritten_around_them():
    assert_carried(
        within("For a long while she only stared at ⟦the silver lantern⟧ on its hook."),
        within("Her eyes went, as always, to ⟦the silver lantern⟧; its hook had rusted through."),
    )


def test_a_sentence_of_which_only_two_words_are_left_is_gone():
    assert_carried(
        within("⟦For a long while she only stared at the silver lantern on its hook.⟧ Rain."),
        within("Rain again, she thought; and what would the silver lantern cost them? Rain."),
    )


def test_a_mark_shrinks_to_the_words_that_are_left_of_it():
    assert_carried(
        within("⟦Nobody spoke on the way down to the water.⟧ Gulls turned overhead."),
        within("Silent, they went ⟦on the way down to the water.⟧ Gulls turned overhead."),
    )


def test_a_mark_never_ends_in_white_space_it_did_not_have():
    assert_carried(
        within("⟦Nobody spoke on the way down. They knew.⟧ Gulls turned overhead."),
        within("⟦Nobody spoke on the way down.⟧ Gulls turned overhead."),
    )
    assert_carried(
        within("Gulls turned overhead. ⟦They knew. Nobody spoke on the way down.⟧"),
        within("Gulls turned overhead. ⟦Nobody spoke on the way down.⟧"),
    )


def test_white_space_that_a_mark_has_at_its_ends_goes_along_only_where_it_still_is():
    assert_carried(
        within("He left.⟦\n\nNobody spoke on the way down.\n\n⟧Gulls turned."),
        within("He left, and late.⟦\n\nNobody spoke on the way down.\n\n⟧The gulls turned."),
    )
    assert_carried(
        within("He left.⟦\n\nNobody spoke on the way down.\n\n⟧Gulls turned."),
        within("He left. ⟦Nobody spoke on the way down.⟧ Gulls turned."),
    )


# Other scripts


def test_a_text_without_spaces_between_words_keeps_its_passages():
    assert_carried(
        "船は遅れて着いた。⟦灯りはもう点いていた。⟧鴎が手すりで眠っていた。",
        "その船は遅れて着いた。⟦灯りはもう点いていた。⟧一羽の鴎が手すりの上で眠っていた。",
    )


def test_right_to_left_text_keeps_its_passages():
    assert_carried(
        "המעבורת הגיעה ⟦מאוחר בלילה⟧ ושחף ישן.", "אז המעבורת הגיעה ⟦מאוחר בלילה⟧ והשחף ער."
    )


# The edges


def test_an_unchanged_text_gives_every_span_back():
    text = " a\n\nb\u00a0 "
    spans = [(a, b) for a in range(len(text) + 1) for b in range(a, len(text) + 1)]
    assert carry(spans, text, text) == spans


def test_no_spans_give_no_answers():
    assert carry([], "old", "new") == []


def test_everything_is_gone_from_an_empty_text():
    assert carry([(0, 3), (1, 2)], "old", "") == [None, None]


@pytest.mark.parametrize("span", [(-1, 2), (0, 4), (2, 1), (4, 4)])
def test_a_span_outside_of_the_text_is_refused(span):
    with pytest.raises(ValueError, match="outside"):
        carry([span], "old", "new")
