"""Faults of long texts: contents taken for chapters, a sentence for a heading, ragged lines."""

from reader.importing import read_manuscript

SENTENCE = "The ferry came in late that night, and nobody waved to it from the pier."
TEXT = f"{SENTENCE}\n\n{SENTENCE}"


def read(*paragraphs):
    return read_manuscript("x.txt", "\n\n".join(paragraphs).encode())


def book(titles):
    told = []
    for number, title in enumerate(titles, 1):
        told += [f"CHAPTER {number}", title.upper(), TEXT]
    return told


def test_contents_whose_entries_look_like_chapters_are_no_chapters():
    titles = ["Mud", "Rain", "A Letter", "Low Water"]
    listed = []
    for number, title in enumerate(titles, 1):
        listed += [f"CHAPTER {number}", f"{title} and more            {number * 12}"]
    made = read("LOW TIDE", "by Una Marsh", "for the ferry", "CONTENTS", *listed, *book(titles))
    assert [chapter.title for chapter in made.chapters] == [title.upper() for title in titles]
    assert not made.losses
    assert "and more" not in "".join(made.texts())


def test_contents_below_other_lines_announce_what_they_list():
    parts = ["Letter 1", "Chapter 1", "Chapter 2", "Chapter 3"]
    told = []
    for part in parts:
        told += [part, TEXT]
    made = read("LOW TIDE", "or, the Modern Ferryman", "CONTENTS", "\n".join(parts), *told)
    titles = [chapter.title for chapter in made.chapters]
    assert len(titles) == 4 and titles[0] == "Letter 1"
    assert all(chapter.source == TEXT for chapter in made.chapters)


def test_parts_whose_chapters_begin_anew_stay():
    one = book(["Mud", "Rain", "Low Water"])
    assert len(read("PART ONE", *one, "PART TWO", *one).chapters) == 6


def test_a_sentence_that_begins_like_a_heading_is_none():
    sentence = "The introduction, however, was immediately made; and as she named their"
    made = read("Chapter 1", TEXT, f"{sentence}\nhost she stole a look at him.", "Chapter 2", TEXT)
    assert len(made.chapters) == 2 and sentence in made.chapters[0].source


WRAPPED = """The ferry came in late that night with its lamps already lit and
a gull asleep on the rail. Nobody had told Orla that the crossing
would be closed in October, and she had brought nothing to eat at
all but two apples and a letter that she was not to open yet."""
RAGGED = """The rest of the night was spent in thinking
how soon he would come back to the pier, and
when they should ask him to dinner."""


def test_one_line_that_is_too_long_does_not_undo_the_others():
    too_long = "She read it twice, then once more, and " + "wondered and " * 6 + "slept.\nAnd woke."
    made = read(*[WRAPPED] * 60, too_long)
    assert "lit and a gull" in made.chapters[0].source
    assert "\n" not in made.chapters[0].source.split("\n\n")[0]


def test_prose_with_a_ragged_margin_is_joined_where_most_is_wrapped():
    made = read(*[WRAPPED] * 4, RAGGED)
    assert RAGGED.replace("\n", " ") in made.chapters[0].source
