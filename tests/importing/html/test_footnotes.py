"""Footnotes stand with the chapter in which their marks are, whole, wherever the marks stand."""

from pathlib import Path

import pytest

from reader.importing import read_manuscript
from tests.importing.file_layouts import epub, page

CASES = Path(__file__).parent.parent / "cases"
LINE = "The ferry came in late, with its lamps already lit."
MARK = '<sup><a href="#n{0}">{0}</a></sup>'


def case(name):
    return read_manuscript(name, (CASES / name).read_bytes())


def read(body):
    return read_manuscript("a.html", f"<h1>Tide</h1>{body}".encode())


def test_a_note_on_a_chapters_title_goes_with_the_chapter():
    one, two = case("03-footnote-in-heading.epub").chapters
    [note] = one.notes
    assert (note.kind, note.place) == ("note", "before")
    assert note.source == "First para of the note.\n\nSecond para of the note.\n\n- and a list"
    assert "[^" not in one.title + one.source and "1" not in one.title
    assert two.source.endswith("Starred note, para one.\n\n    Starred note, para two.")


@pytest.mark.parametrize("level", ["h2", "h3"])
def test_a_note_on_any_heading_is_kept(level):
    made = read(f"<h2>Chapter 1</h2><p>{LINE}</p><{level}>Low Water{MARK.format(1)}</{level}>"
                f'<p>{LINE}</p><p id="n1">1. Of the river.</p>')  # fmt: skip
    last = made.chapters[-1]
    assert ("Low Water" in last.title) == (level == "h2") and "1" not in last.title
    assert "Of the river." in "".join(note.source for note in last.notes) + last.source


def test_a_note_on_the_storys_title_is_the_storys():
    made = read_manuscript(
        "a.html",
        f'<h1>Tide{MARK.format(1)}</h1><h2>One</h2><p>{LINE}</p><h2>Two</h2><p>{LINE}</p>'
        '<p id="n1">1 A river.</p>'.encode(),
    )  # fmt: skip
    assert made.title == "Tide" and [note.source for note in made.notes] == ["A river."]


def test_a_note_goes_on_to_the_next_and_a_page_of_notes_is_no_chapter():
    made = case("09-footnote-two-paragraphs.epub")
    assert len(made.chapters) == 2
    assert made.chapters[0].source.endswith("[^1]: First note of one.")
    assert (
        "[^1]: First note of seven.\n\n    It goes on in a second paragraph."
        in made.chapters[1].source
    )
    assert not any("Notes" in doubt for doubt in made.doubts)


def test_what_stands_between_two_notes_and_is_the_story_stays_the_story():
    made = read(
        f'<p>{LINE} A{MARK.format(1)}.</p><p id="n1">1. First.</p><p>{LINE} B{MARK.format(2)}.</p>'
        f'<p id="n2">2. Second.</p><p>{LINE} The end.</p>'
    )
    [chapter] = made.chapters
    assert chapter.source.count(LINE) == 3
    assert chapter.source.endswith("[^1]: First.\n\n[^2]: Second.")


def test_notes_in_a_file_of_their_own_are_whole_to_the_last():
    notes = "<h2>Notes</h2>" + "".join(
        f'<p id="n{n}"><a href="a.xhtml#r{n}">{n}</a>. Note {n}.</p><p>More of {n}.</p>'
        for n in (1, 2)
    )
    marks = "".join(f'<a id="r{n}" href="n.xhtml#n{n}"><sup>{n}</sup></a> and ' for n in (1, 2))
    made = read_manuscript(
        "a.epub",
        epub({"a.xhtml": page(f"<h2>One</h2><p>{LINE} {marks}.</p>"), "n.xhtml": page(notes)}),
    )
    [chapter] = made.chapters
    assert chapter.source.endswith(
        "[^1]: Note 1.\n\n    More of 1.\n\n[^2]: Note 2.\n\n    More of 2."
    )
