"""Words that were deleted are gone, though the like of them stand elsewhere; moved ones are not."""

import pytest

from reader.text.anchoring.passages import carry
from tests.text.anchoring.chapters import ENDING, OPENING, assert_carried, unmarked, within

# Gone


def test_deleted_words_are_gone():
    assert_carried(
        within("⟦The compass needle pointed at her chest.⟧ She moved; it followed."),
        within("She moved; it followed."),
    )


def test_a_passage_scattered_over_the_chapter_is_gone_where_no_piece_is_half_of_it():
    pieces = [
        "The compass needle pointed at her chest.",
        "Eleven gulls had followed the mail boat.",
        "Nobody remembered who had sold the bell.",
    ]
    old = f"{OPENING}\n\n⟦{' '.join(pieces)}⟧\n\n{ENDING}"
    assert_carried(old, f"{pieces[2]}\n\n{OPENING}\n\n{pieces[1]}\n\n{ENDING}\n\n{pieces[0]}")
    most = f"⟦{pieces[0]} {pieces[1]}⟧"
    assert_carried(old, f"{pieces[2]}\n\n{OPENING}\n\n{ENDING}\n\n{most}")


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
