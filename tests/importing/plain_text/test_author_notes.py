"""Authors speak before and after their stories; what they say is no part of the story."""

import pytest

from tests.importing.stories import SCENE, imported, notes_of, plain, texts_of


@pytest.mark.parametrize(
    "line",
    [
        "AN: Late again.",
        "A/N: Late again.",
        "a/n Late again.",
        "A/N - Late again.",
        "(A/N: Late again.)",
        "[AN: Late again.]",
        "Author's Note: Late again.",
        "Author’s notes: Late again.",
        "Authors Note: Late again.",
        "Notes: Late again.",
        "NOTE: Late again.",
        "**AN:** Late again.",
        "**A/N**: Late again.",
        "~A/N~ Late again.",
        "A/N 2: Late again.",
        "Chapter notes: Late again.",
    ],
)
def test_a_labelled_first_paragraph_is_a_note(line):
    manuscript = imported(line, SCENE)
    assert notes_of(manuscript) == [("note", "before", "Late again.")]
    assert texts_of(manuscript) == plain(SCENE)
    assert manuscript.doubts == []


@pytest.mark.parametrize("label", ["A/N", "**Author's Note**", "Author's Note:", "AN", "- A/N -"])
def test_under_a_label_alone_the_next_paragraph_is_the_note(label):
    manuscript = imported(label, "My cat has been unwell.", SCENE)
    assert notes_of(manuscript) == [("note", "before", "My cat has been unwell.")]
    assert texts_of(manuscript) == plain(SCENE)


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("Disclaimer: I own no ferries.", "disclaimer", "I own no ferries."),
        ("DISCLAIMER I own no ferries.", "disclaimer", "I own no ferries."),
        ("Disclaimer - see chapter one.", "disclaimer", "see chapter one."),
        ("Warning: deep water.", "warning", "deep water."),
        ("Trigger warnings: deep water.", "warning", "deep water."),
        ("TW: deep water.", "warning", "deep water."),
        ("Dedication: for Una.", "dedication", "for Una."),
        ("Dedicated to Una.", "dedication", "Dedicated to Una."),
    ],
)
def test_other_kinds_of_note_are_told_apart(line, kind, words):
    assert notes_of(imported(line, SCENE)) == [(kind, "before", words)]


def test_notes_follow_each_other_in_order():
    manuscript = imported("AN: One.", "Disclaimer: Two.", "Warning: Three.", SCENE)
    kinds = [kind for kind, _, _ in notes_of(manuscript)]
    assert kinds == ["note", "disclaimer", "warning"]
    assert texts_of(manuscript) == plain(SCENE)


def test_a_note_goes_on_until_the_next_label():
    manuscript = imported(
        "AN: Hello!", "My cat is well again.", "She says hello.", "Disclaimer: None.", SCENE
    )
    assert notes_of(manuscript) == [
        ("note", "before", "Hello!\n\nMy cat is well again.\n\nShe says hello."),
        ("disclaimer", "before", "None."),
    ]


def test_a_note_goes_on_until_its_bracket_closes():
    manuscript = imported("(A/N: Hello!", "My cat is well.", "So am I.)", SCENE)
    assert notes_of(manuscript) == [("note", "before", "Hello!\n\nMy cat is well.\n\nSo am I.")]
    assert texts_of(manuscript) == plain(SCENE)
    assert manuscript.doubts == []


@pytest.mark.parametrize("rule", ["***", "-----", "oOo", "~*~*~"])
def test_a_note_goes_on_until_a_rule_if_its_author_still_speaks(rule):
    spoken = "Thank you all for the reviews, I hope you enjoy this chapter."
    manuscript = imported("A/N: Hello!", spoken, "My cat is well.", rule, SCENE)
    assert len(notes_of(manuscript)) == 1
    assert texts_of(manuscript) == plain(SCENE)


def test_a_short_first_scene_is_not_taken_for_a_note():
    manuscript = imported("A/N: Hello!", SCENE[:2], "***", SCENE)
    assert notes_of(manuscript) == [("note", "before", "Hello!")]
    assert texts_of(manuscript)[:2] == plain(SCENE[:2])


def test_an_author_who_goes_on_talking_is_heard_and_the_doubt_is_told():
    spoken = "I wrote this chapter for everyone who asked for an update. Please review!"
    manuscript = imported("A/N: Hello!", spoken, SCENE)
    assert notes_of(manuscript) == [("note", "before", f"Hello!\n\n{spoken}")]
    assert texts_of(manuscript) == plain(SCENE)
    assert len(manuscript.doubts) == 1
    assert "The ferry came in late" in manuscript.doubts[0]


def test_a_paragraph_that_may_be_anybodys_stays_in_the_text_with_a_doubt():
    maybe = "I have been ill, and then my sister came, and then I was ill again."
    manuscript = imported("A/N: Hello!", maybe, SCENE)
    assert texts_of(manuscript) == [maybe, *plain(SCENE)]
    assert len(manuscript.doubts) == 1


def test_a_story_told_by_an_i_raises_no_doubt():
    told = ["I was born on the ferry.", "My mother said I came with the tide.", "I believed her."]
    manuscript = imported("A/N: Hello!", told * 4)
    assert texts_of(manuscript) == told * 4
    assert manuscript.doubts == []


def test_a_story_without_notes_has_none():
    manuscript = imported("An old man came down to the quay.", SCENE)
    assert notes_of(manuscript) == []
    assert texts_of(manuscript)[0] == "An old man came down to the quay."


@pytest.mark.parametrize(
    "tail",
    [
        ["A/N: So? Tell me."],
        ["(A/N: So? Tell me.)"],
        ["AN", "So? Tell me."],
        ["***", "Author's Note: So?", "Thank you for the reviews!"],
        ["Please review!"],
        ["R&R!"],
        ["End notes: So? Tell me."],
    ],
)
def test_what_comes_after_the_story_is_a_note_after_it(tail):
    manuscript = imported(SCENE, tail)
    assert [place for _, place, _ in notes_of(manuscript)] == ["after"]
    assert texts_of(manuscript) == plain(SCENE)


def test_replies_to_reviewers_belong_to_the_afterword():
    replies = ["Heron22: thank you, that is kind!", "Ottoline: I hope you enjoy this one."]
    manuscript = imported(SCENE, "A/N: Replies to my reviewers:", replies)
    ((_, place, words),) = notes_of(manuscript)
    assert place == "after" and all(reply in words for reply in replies)


def test_the_end_stays_in_the_text_and_what_follows_is_a_note():
    manuscript = imported(SCENE, "The End", "Thank you for reading this story!")
    assert texts_of(manuscript)[-1] == "The End"
    assert notes_of(manuscript) == [("note", "after", "Thank you for reading this story!")]
    assert manuscript.status == "complete"


def test_a_note_amid_the_story_stays_where_it_is_and_is_told():
    manuscript = imported(SCENE, "(A/N: This is a real river.)", SCENE)
    assert "(A/N: This is a real river.)" in texts_of(manuscript)
    assert notes_of(manuscript) == []
    assert len(manuscript.doubts) == 1


def test_each_chapter_has_its_own_notes_and_the_first_ones_are_the_storys():
    manuscript = imported(
        "Disclaimer: The river is nobody's.",
        "Chapter 1",
        "A/N: First!",
        SCENE,
        "A/N: Review!",
        "Chapter 2",
        "A/N: Second!",
        SCENE,
    )
    assert [(note.kind, note.source) for note in manuscript.notes] == [
        ("disclaimer", "The river is nobody's.")
    ]
    assert notes_of(manuscript, 1) == [("note", "before", "First!"), ("note", "after", "Review!")]
    assert notes_of(manuscript, 2) == [("note", "before", "Second!")]


def test_a_hello_before_the_first_chapter_is_a_note():
    hello = "Hi everyone! This is my first fic, so please review."
    manuscript = imported(hello, "Chapter 1", SCENE, "Chapter 2", SCENE)
    assert [note.source for note in manuscript.notes] == [hello]
    assert len(manuscript.chapters) == 2
    assert len(manuscript.doubts) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Thanks to Heron12, xXLarchXx, and Guest for reviewing!",
        "Hey everyone! Thank you for all the kudos.",
        "Many thanks to everyone who left a comment.",
        "Спасибо всем за отзывы!",
    ],
)
def test_thanks_to_readers_need_no_label(line):
    manuscript = imported("Chapter 1", SCENE, "Chapter 2", line, SCENE)
    assert notes_of(manuscript, 2) == [("note", "before", line)]
    assert texts_of(manuscript, 2) == plain(SCENE)
    assert len(manuscript.doubts) == 1


@pytest.mark.parametrize(
    "line",
    [
        '"I own nothing," he said, "except this hat."',
        "“Thanks for the support,” she said, and read the reviews.",
        "Thank you, he thought, and went on.",
        "Hey, all the lamps are out.",
    ],
)
def test_a_person_of_the_story_may_say_the_same(line):
    assert texts_of(imported(line, SCENE)) == [line, *plain(SCENE)]


def test_replies_to_reviews_are_one_note_at_the_start_too():
    replies = ["Heron22: you are kind!", "Guest: on Friday."]
    manuscript = imported("Review replies:", replies, SCENE)
    ((_, place, words),) = notes_of(manuscript)
    assert place == "before" and all(reply in words for reply in replies)
    assert texts_of(manuscript) == plain(SCENE)


@pytest.mark.parametrize(
    "line", ["TW: blood.", "(CW: blood)", "Trigger warning: blood", "**TW**: blood"]
)
def test_a_warning_amid_the_story_is_told(line):
    manuscript = imported(SCENE, line, SCENE)
    assert any("blood" in text for text in texts_of(manuscript))
    assert any("blood" in doubt for doubt in manuscript.doubts)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("От автора: спасибо!", "note"),
        ("Примечание автора: спасибо!", "note"),
        ("Anmerkung der Autorin: danke!", "note"),
        ("Författarens anmärkning: tack!", "note"),
        ("Σημείωση της συγγραφέα: ευχαριστώ!", "note"),
        ("Nota dell’autore: grazie!", "note"),
        ("Nota de la autora: ¡gracias!", "note"),
        ("Note de l’auteur : merci !", "note"),
        ("作者有话说：谢谢", "note"),
        ("Предупреждение: кровь", "warning"),
        ("Дисклеймер: не моё", "disclaimer"),
    ],
)
def test_labels_in_other_languages(line, kind):
    before, after = imported(line, SCENE), imported(SCENE, line)
    assert [note[:2] for note in notes_of(before)] == [(kind, "before")]
    assert [note[:2] for note in notes_of(after)] == [(kind, "after")]
    assert texts_of(before) == texts_of(after) == plain(SCENE)


def test_a_few_lines_above_the_first_chapter_are_a_note_with_a_doubt():
    manuscript = imported("The Tide", "by Una", "A story of the river", "Chapter 1", SCENE)
    assert notes_of(manuscript) == [("note", "before", "A story of the river")]
    assert len(manuscript.chapters) == len(manuscript.doubts) == 1


def test_a_note_under_a_heading_without_a_text_is_kept():
    again = ["Chapter 1: Tide", *SCENE, "Chapter 2", *SCENE]
    first = imported("Chapter 1", "Disclaimer: Not mine.", again)
    assert [note.source for note in first.notes] == ["Not mine."]
    last = imported("Chapter 1", SCENE, "Chapter 2", "A/N: On hiatus.")
    assert notes_of(last) == [("note", "after", "On hiatus.")]
