"""Markdown as others write it: fences, emphasis in titles, footnotes at the end, pictures."""

from base64 import b64encode
from pathlib import Path

import pytest

from reader.importing import read_manuscript
from reader.text.rendering.block import plain_text
from reader.text.rendering.blocks import render
from reader.text.rendering.pictures import names_in
from tests.importing.samples import LINE, picture
from tests.importing.stories import SCENE, imported

CASES = Path(__file__).parent.parent / "cases"


def case(name):
    return read_manuscript(name, (CASES / name).read_bytes())


def shown(chapter):
    return [(block.html, block.text) for block in render(chapter.source)]


def test_emphasis_in_titles_is_read():
    made = case("14-emphasis-in-heading.md")
    assert [chapter.title for chapter in made.chapters] == [
        "Chapter 2: Low Water", "Chapter 3: Bold move", "Chapter 4 - Under it",
        "5. All in italics", 'Chapter 6: "Quoted" (and more)',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("*Low* Water", "Low Water"),
        ("Low \\* Water", "Low * Water"),
        ("`code` & <b>bold</b> &amp; co", "code & bold & co"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("[Linked](https://example.org/)", "Linked"),
        ("<ruby>季<rt>き</rt></ruby>", "季"),
    ],
)
def test_a_title_is_what_a_page_shows_of_it(heading, title):
    made = imported(f"# {heading}", SCENE, "# *Another*", SCENE, name="x.md")
    assert [chapter.title for chapter in made.chapters] == [title, "Another"]


def test_the_note_on_a_title_goes_with_its_chapter():
    one, two = case("03-footnote-in-heading.md").chapters
    assert (one.title, one.source) == ("", "Text.")
    assert [note.source for note in one.notes] == ["A note on the title."]
    assert two.title == "Low Water"
    assert two.source == "More [^a].\n\n[^a]: Para one.\n\n    Para two."


def test_footnotes_at_the_end_of_a_file_stand_with_their_marks():
    made = imported(
        f"# One\n\nA[^1] and b[^2]. {LINE}", f"# Two\n\nC[^1] again. {LINE}", "# Notes",
        "[^1]: First.\n\n    More of it.\n[^2]: Second.", name="x.md",
    )  # fmt: skip
    one, two = made.chapters
    assert one.source.endswith("[^1]: First.\n\n    More of it.\n\n[^2]: Second.")
    assert two.source.endswith("[^1]: First.\n\n    More of it.")


def test_a_definition_in_its_own_chapter_is_left_where_it_stands():
    text = f"A[^1].\n\n[^1]: One.\n\n{LINE}"
    made = imported(f"# One\n\n{text}", f"# Two\n\n{text}", name="x.md")
    assert [chapter.source for chapter in made.chapters] == [text, text]


def test_a_fence_is_dropped_and_its_words_and_what_we_can_show_stay():
    made = imported(
        "# One", LINE, "::: {.center}\nIn the *middle*.\n:::", "::: {#x .epigraph key=val}",
        "Said.", "::::: right", "Right.", ":::::", ":::", "::: poem\nRoses\nare red\n:::", LINE,
        name="x.md",
    )  # fmt: skip
    blocks = shown(made.chapters[0])
    assert [text for _, text in blocks] == [
        LINE, "In the middle.", "Said.", "Right.", "Roses\nare red", LINE]  # fmt: skip
    assert blocks[1][0] == '<p class="center">In the <em>middle</em>.</p>'
    assert blocks[3][0] == '<p class="right">Right.</p>' and 'class="verse"' in blocks[4][0]
    [doubt] = made.doubts
    assert "{#x .epigraph key=val}" in doubt


@pytest.mark.parametrize("fence", ["::: note", "::: {.note}", "::: {.warning #w}"])
def test_a_fence_around_a_note_of_the_author_makes_it_one(fence):
    [chapter] = imported(f"{fence}\nLate.\n:::", SCENE, name="x.md").chapters
    assert [note.source for note in chapter.notes] == ["Late."]


@pytest.mark.parametrize("fence", ["::: note", "::: warning\n\n::: note", "::: moon", "::: {.a}"])
def test_a_fence_that_does_not_end_stops_nothing(fence):
    made = imported(SCENE, fence, "It went on.", name="x.md")
    assert "It went on." in plain_text(render(made.chapters[0].source))
    assert made.doubts


def test_pictures_in_the_file_are_kept_and_others_leave_their_description():
    data = f"data:image/png;base64,{b64encode(picture()).decode()}"
    made = imported(
        f"# One\n\n![a gull]({data}) {LINE}", '![A [map]](images/map.png "The map") and ![x][m]',
        "<img src='b.png' alt='a \"boat\"'> <img src=\"/media/c.png\">",
        "![far](https://example.org/a.png)", "[m]: local.png", name="x.md",
    )  # fmt: skip
    [name] = names_in("".join(made.texts()))
    assert list(made.pictures) == [name]
    html = "".join(html for html, _ in shown(made.chapters[0]))
    assert html.count("<img") == 1 and '<a href="https://example.org/a.png"' in html
    assert "map.png" not in html and "local.png" not in html and "[x]" in html
    assert '[a "boat"]' in plain_text(render(made.chapters[0].source))
    assert any(doubt.startswith("4 pictures were left out") for doubt in made.doubts)


def test_pictures_that_are_kept_here_already_are_called_as_they_were():
    source = f"![x](/pictures/{'a' * 32}-6x4.png) {LINE}"
    made = imported(source, name="x.md")
    assert made.chapters[0].source == source and not made.doubts
