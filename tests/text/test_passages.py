"""What becomes of marked passages when an author revises a chapter.

In the examples the passage stands between ⟦ and ⟧ in the old text, and where it has to be in the
new one; without them in the new text, its words are gone.
"""

import pytest

from reader.text.passages import CONTEXT, Selector, carry, describe, find


def unmarked(text):
    """Give a text without its marks, and the span between them or None."""
    if "⟦" not in text:
        return text, None
    before, rest = text.split("⟦")
    quote, after = rest.split("⟧")
    return before + quote + after, (len(before), len(before) + len(quote))


def assert_carried(old, new):
    """Carry the passage marked in `old` and find it where it is marked in `new`."""
    old, span = unmarked(old)
    new, expected = unmarked(new)
    [answer] = carry([span], old, new)
    assert answer == expected, f"stands on {answer and new[slice(*answer)]!r}"


OPENING = (
    "The ferry came in late, with its lamps already lit and a gull asleep on the rail.\n\n"
    "“Nobody told me,” said Orla, “that the crossing would be closed in October.”\n\n"
    "Behind her the harbour master folded his newspaper twice and put it in his coat."
)
ENDING = (
    "By morning the fog had gone out with the tide, and all the little boats with it.\n\n"
    "She counted eleven masts, then twelve, and wrote neither number in the book."
)


def within(paragraph):
    """Give a chapter with this paragraph in its middle."""
    return f"{OPENING}\n\n{paragraph}\n\n{ENDING}"


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
    old, span = unmarked(within("⟦Nobody spoke. They had agreed on it.⟧ Gulls turned overhead."))
    new, _ = unmarked(within("Nobody spoke. Gulls turned overhead."))
    [answer] = carry([span], old, new)
    if answer:
        quote = new[slice(*answer)]
        assert quote == quote.strip()


# Gone


def test_deleted_words_are_gone():
    assert_carried(
        within("⟦The compass needle pointed at her chest.⟧ She moved; it followed."),
        within("She moved; it followed."),
    )


@pytest.mark.parametrize("gone", [0, 1, 24, 49])
def test_a_deleted_short_quote_is_gone_though_the_same_words_stand_fifty_times(gone):
    days = [f"“Okay.”\n\nOn day {day} the wind was wrong again, he said." for day in range(50)]
    start = len("\n\n".join([*days[:gone], ""]))
    new = [*days[:gone], days[gone].removeprefix("“Okay.”\n\n"), *days[gone + 1 :]]
    assert carry([(start, start + 7)], "\n\n".join(days), "\n\n".join(new)) == [None]


def test_a_passage_replaced_by_a_paragraph_in_the_same_words_of_dialogue_is_gone():
    assert_carried(
        within("“⟦Wait until the tide has turned⟧,” said Orla."),
        within("“My brother sold that boat last spring⸺all of it,” said Orla."),
    )


def test_a_translated_chapter_keeps_no_passage():
    old = within("Orla laughed. “Eleven,” she said, “is not twelve.”")
    new = (
        "Die Fähre kam spät, ihre Lampen brannten schon, und eine Möwe schlief auf der Reling.\n\n"
        "„Mir hat keiner gesagt“, meinte Orla, „dass im Oktober nichts mehr fährt.“\n\n"
        "Hinter ihr faltete der Hafenmeister seine Zeitung zweimal und steckte sie ein.\n\n"
        "Orla lachte. „Elf“, sagte sie, „sind nicht zwölf.“\n\n"
        "Am Morgen war der Nebel mit der Ebbe hinaus, und alle kleinen Boote mit ihm.\n\n"
        "Sie zählte elf Masten, dann zwölf, und schrieb keine der Zahlen ins Buch."
    )
    spans = [
        (start, start + size) for size in (6, 12, 40, 90) for start in range(0, len(old) - size, 7)
    ]
    assert carry(spans, old, new) == [None] * len(spans)


# Moved


def test_a_moved_paragraph_takes_its_passage_along():
    moved = "⟦The tin box had been under the stairs since the war⟧, and nobody had the key."
    assert_carried(f"{moved}\n\n{OPENING}\n\n{ENDING}", f"{OPENING}\n\n{ENDING}\n\n{moved}")
    assert_carried(f"{OPENING}\n\n{ENDING}\n\n{moved}", f"{OPENING}\n\n{moved}\n\n{ENDING}")


def test_a_paragraph_moved_and_edited_takes_its_passage_along():
    old = "The tin box had been ⟦under the stairs since the war⟧, and nobody had the key to it."
    new = "A tin box had sat ⟦under the stairs since the war⟧, and nobody had a key for it."
    assert_carried(f"{old}\n\n{OPENING}\n\n{ENDING}", f"{OPENING}\n\n{ENDING}\n\n{new}")


def test_a_chapter_split_in_two_takes_its_passages_to_either_half():
    text = within("⟦It was the third of the month⟧ and the rent was due.")
    chapter, span = unmarked(text)
    first, second = chapter[: span[0] - 2], chapter[span[0] :]
    assert carry([(4, 30), span], chapter, first) == [(4, 30), None]
    assert carry([(4, 30), span], chapter, second) == [None, (0, span[1] - span[0])]


def test_a_whole_scene_inserted_moves_nothing_else():
    scene = "\n\n".join(
        f"The {noun} would not {verb}, whatever anybody said."
        for noun, verb in [("door", "open"), ("boat", "float"), ("rope", "hold"), ("dog", "bark")]
    )
    spans = [(start, start + 15) for start in range(len(OPENING) - 15)]
    late = [
        (start + len(OPENING) + 2, start + len(OPENING) + 17) for start in range(len(ENDING) - 15)
    ]
    old, new = f"{OPENING}\n\n{ENDING}", f"{OPENING}\n\n{scene}\n\n{ENDING}"
    shift = len(scene) + 2
    assert carry(spans + late, old, new) == spans + [(a + shift, b + shift) for a, b in late]


def test_each_of_many_equal_lines_keeps_its_own_passage():
    deeds = ["shut the door", "lit the stove", "hid the letter", "rang the bell", "fed the dog"]
    replies = [f"“Okay.”\n\nShe {deed}." for deed in deeds]
    old, new = "\n\n".join(replies), "\n\n".join(replies[:2] + ["“No.”"] + replies[2:])
    starts = [at for at in range(len(old)) if old.startswith("“Okay.”", at)]
    expected = [at for at in range(len(new)) if new.startswith("“Okay.”", at)]
    assert carry([(at, at + 7) for at in starts], old, new) == [(at, at + 7) for at in expected]


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


# Describing and finding


def test_a_passage_is_described_by_its_quote_and_the_context_on_either_side():
    text = "a" * 50 + "quote" + "b" * 50
    assert describe(text, 50, 55) == Selector("quote", "a" * CONTEXT, "b" * CONTEXT)


def test_context_ends_with_the_text():
    assert describe("ab", 0, 1) == Selector("a", "", "b")


def test_a_described_passage_is_found_again():
    text = within("It was late.")
    for start in range(0, len(text) - 30, 11):
        quote, prefix, suffix = describe(text, start, start + 30)
        assert find(quote, text, prefix, suffix) == (start, start + 30)


def test_a_quote_is_found_whatever_its_signs_and_spaces():
    text, span = unmarked(within("He said ⟦“Don’t… go—not\u00a0yet.”⟧ And she went."))
    assert find('"Don\'t... go -- not yet."', text) == span
    assert find("“Don’t . . . go – not\nyet.”", text) == span


def test_a_quote_with_changed_words_is_found_by_what_is_left_of_it():
    text, span = unmarked(within("⟦The rent was due on the third of every month⟧, rain or shine."))
    quote = "The rent was due upon the third of each month"
    assert find(quote, text, suffix=", rain or shine") == span


def test_a_short_quote_that_stands_twice_is_not_guessed():
    assert find("Okay.", within("“Okay.”\n\nHe waited.\n\n“Okay.”")) is None


def test_context_tells_equal_quotes_apart():
    text = within("“Okay.”\n\nHe waited for the rest.\n\n“Okay.”")
    second = text.rindex("Okay.")
    assert find("Okay.", text, "He waited for the rest.\n\n“", "”") == (second, second + 5)


def test_a_hint_tells_equal_quotes_apart_only_if_it_is_decisive():
    text = within("“Okay.”" + "\n\nHe waited for the rest." * 9 + "\n\n“Okay.”")
    first, second = text.index("Okay."), text.rindex("Okay.")
    assert find("Okay.", text, near=first + 3) == (first, first + 5)
    assert find("Okay.", text, near=(first + second) // 2) is None


def test_a_short_quote_in_quite_another_context_is_not_found():
    text = within("“Okay,” he said to the dog.")
    assert find("Okay", text, "and when the bells stopped: ", " was all the telegram had") is None


def test_a_short_quote_is_not_found_inside_of_words():
    text = within("Another other. The mother saw him.")
    start = text.index(" other") + 1
    assert find("other", text) == (start, start + 5)


def test_what_is_not_there_is_not_found():
    text = within("It was late.")
    assert find("A cathedral of glass and noise", text) is None
    assert find("", text) is None
    assert find(" ", text) is None
    assert find("late", "") is None
