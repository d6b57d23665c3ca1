"""A manuscript corrected by hand: chapters cut and joined, their footnotes with them."""

import pytest

from reader.text.manuscripts.corrections import cut_chapter, join_to_previous
from reader.text.manuscripts.manuscript import Chapter, Manuscript
from reader.text.rendering.blocks import render_html

FOOTNOTED = """One.[^1]

Two.[^2] Three.[^1]

[^1]: First.

    Still first.

[^2]: Second.
[^3]: Nobody's."""


def made_of(*sources: str) -> Manuscript:
    return Manuscript(title="T", chapters=[Chapter("", source) for source in sources])


def test_footnotes_go_with_their_marks_when_a_chapter_is_cut():
    made = made_of(FOOTNOTED)
    cut_chapter(made, 0, 1)
    first, second = (chapter.source for chapter in made.chapters)
    assert first == "One.[^1]\n\n[^1]: First.\n\n    Still first."
    assert second == (
        "Two.[^2] Three.[^1]\n\n[^1]: First.\n\n    Still first.\n\n[^2]: Second."
        "\n\n[^3]: Nobody's."
    )


def test_a_footnote_that_a_footnote_cites_goes_with_that_one():
    made = made_of("One.[^1]\n\nTwo.\n\n[^1]: See below.[^2]\n\n[^2]: As above.[^1]")
    cut_chapter(made, 0, 1)
    first, second = (chapter.source for chapter in made.chapters)
    assert first == "One.[^1]\n\n[^1]: See below.[^2]\n\n[^2]: As above.[^1]"
    assert second == "Two."


@pytest.mark.parametrize("part", [-1, 0, 2, 3, 4, 5])
def test_no_chapter_begins_with_a_footnote_or_where_there_is_no_paragraph(part):
    made = made_of(FOOTNOTED)
    with pytest.raises(IndexError):
        cut_chapter(made, 0, part)
    assert [chapter.source for chapter in made.chapters] == [FOOTNOTED]


def test_both_footnotes_of_one_name_stay_when_chapters_are_merged():
    made = made_of("One.[^1]\n\n[^1]: First.", "Two.[^1]\n\n[^1]: Second.")
    join_to_previous(made, 1)
    html = render_html(made.chapters[0].source)
    assert "First." in html
    assert "Second." in html
