"""A paragraph of a manuscript as its author looks it over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.manuscripts.corrections import cut_chapter, join_to_previous, preview_of
from reader.text.manuscripts.manuscript import Chapter, Manuscript
from reader.text.rendering.blocks import render_html


def test_what_was_in_italics_is_seen_to_be():
    assert preview_of("She said *never*.") == "<p>She said <em>never</em>.</p>"
    assert preview_of("* * *").startswith("<hr")
    assert preview_of("Plain & simple.") == "<p>Plain &amp; simple.</p>"


def test_a_picture_is_told_and_a_footnote_is_left_as_it_is_written():
    assert preview_of("![A map](/pictures/a-1x1.png)") == "<p> <em>[Picture: A map]</em></p>"
    assert "<img" not in preview_of('<img src="/pictures/a-1x1.png"> here')
    assert preview_of("[^1]: Kings.") == "<p>[^1]: Kings.</p>"


@given(st.text(alphabet="ab \n*_`~#>|\\[]()<&-+1.!\"'=:{}"))
def test_the_short_way_for_plain_paragraphs_gives_what_the_long_way_does(part):
    part = part.strip()
    if part and "\n\n" not in part and not part.startswith("[^") and "<img" not in part:
        short, long = preview_of(part), render_html(part)
        assert " ".join(short.split()) == " ".join(long.split())


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
