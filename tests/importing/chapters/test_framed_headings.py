"""Numbers between the same ornaments, that count up, begin chapters in every format."""

from html import escape

import pytest

from reader.importing import read_manuscript
from tests.importing.file_layouts import docx, epub, p, page
from tests.importing.stories import LONG, SCENE, imported, text_of

SHORT = SCENE[:2]
NUMBERS = {
    "1 2 3": ["1", "2", "3"],
    "I II III": ["I", "II", "III"],
    "One Two Three": ["One", "Two", "Three"],
    "Part 1 2 3": ["Part One", "Part Two", "Part Three"],
}


def in_text(paragraphs):
    return read_manuscript("a.txt", text_of(paragraphs).encode())


def in_html(paragraphs):
    return read_manuscript("a.html", page(_marked_up(paragraphs)).encode())


def in_word(paragraphs):
    return read_manuscript("a.docx", docx("".join(map(p, map(escape, paragraphs)))))


def in_epub(paragraphs):
    return read_manuscript("a.epub", epub({"a.xhtml": page(_marked_up(paragraphs))}))


def _marked_up(paragraphs):
    return "".join(f"<p>{escape(words)}</p>" for words in paragraphs)


@pytest.mark.parametrize("read", [in_text, in_html, in_word, in_epub])
@pytest.mark.parametrize("numbers", NUMBERS.values(), ids=NUMBERS)
@pytest.mark.parametrize(
    "form", ["-= {} =-", "~ {} ~", "*** {} ***", "[ {} ]", "= {} =", ">> {} <<", "oOo {} oOo"]
)
def test_numbers_between_ornaments_begin_chapters(read, numbers, form):
    paragraphs = []
    for number in numbers:
        paragraphs += [form.format(number), *SHORT]
    made = read(paragraphs)
    said = numbers[0].startswith("Part")
    assert [chapter.title for chapter in made.chapters] == (numbers if said else ["", "", ""])
    assert all("The ferry" in c.source and "goats" not in c.source for c in made.chapters)
    assert form[:2].strip() not in " ".join(c.source for c in made.chapters)
    if not said:
        assert any(form.format(numbers[0]) in doubt for doubt in made.doubts)


def test_what_has_chapters_below_it_is_no_doubt():
    made = imported("-= 1 =-", LONG, "-= 2 =-", LONG)
    assert [chapter.title for chapter in made.chapters] == ["", ""]
    assert made.doubts == []


def test_a_title_may_stand_with_the_number_and_text_right_below():
    made = imported("-= 1 =-\n" + SHORT[0], "-= 2 : the ditch speaks =-\n" + SHORT[0])
    assert [chapter.title for chapter in made.chapters] == ["", "the ditch speaks"]


def test_a_number_that_is_missing_is_told():
    made = imported("~ 1 ~", SHORT, "~ 2 ~", SHORT, "~ 4 ~", SHORT)
    assert [chapter.title for chapter in made.chapters] == ["", "", "4"]
    assert "Chapter 2 is followed by chapter 4." in made.doubts


@pytest.mark.parametrize(
    "between",
    [
        ["~ * ~", "~ * ~"],
        ["~ 1 ~", "~~~"],
        ["~ 2 ~", "~ 3 ~"],
        ["~ 1 ~", "= 2 ="],
        ["- 1 -", "- 2 -"],
        ["[1]", "[2]"],
        ["“One.”", "“Two.”"],
        ["...one...", "...two..."],
    ],
)
@pytest.mark.parametrize("read", [in_text, in_html])
def test_what_does_not_count_up_in_one_ornament_is_no_heading(read, between):
    first, second = between
    made = read([*SCENE[:3], first, *SHORT, second, *SHORT])
    assert len(made.chapters) == 1


def test_scenes_that_are_numbered_in_chapters_stay_in_them():
    scenes = ["~ 1 ~", *SHORT, "~ 2 ~", *SHORT]
    made = imported("Chapter 1", scenes, "Chapter 2", scenes)
    assert len(made.chapters) == 2
    assert made.chapters[0].source.count("~ 2 ~") == 1
