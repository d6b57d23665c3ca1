"""Tags of forums and of HTML in a plain text: where lines stand, what nobody closes."""

import pytest

from tests.importing.stories import SCENE, blocks_of, imported, notes_of, texts_of


def htmls(*parts):
    """What a text of these paragraphs shows, but for the scene that it begins with."""
    made = imported(SCENE, *parts, SCENE[0])
    assert made.losses == [] and not any("missing" in doubt for doubt in made.doubts)
    return [block.html for block in blocks_of(made)][len(SCENE) : -1]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[right]— Una[/right]", '<p class="right">— Una</p>'),
        ("[CENTER][i]Are you there?[/i][/CENTER]", '<p class="center"><em>Are you there?</em></p>'),
        ("[align=center]Where?[/align]", '<p class="center">Where?</p>'),
        ("<center>At home.</center>", '<p class="center">At home.</p>'),
        ('<p align="right">Wait.</p>', '<p class="right">Wait.</p>'),
        ('<div style="text-align: center">Wait.</div>', '<p class="center">Wait.</p>'),
        ("[center]* * *[/center]", '<hr data-mark="* * *">'),
        ("[left]Here.[/left]", "<p>Here.</p>"),
        ("[quote][center]A letter.[/center][/quote]", "<blockquote><p>A letter.</p></blockquote>"),
        (f"[center]{SCENE[0] * 9}[/center]", f"<p>{SCENE[0] * 9}</p>"),
    ],
)  # fmt: skip
def test_lines_stand_where_a_tag_says(text, html):
    assert htmls("[b]Now.[/b]", text)[1:] == [html]


@pytest.mark.parametrize("tag", ["[b]", "<i>", "[center]", "[right]", "<center>"])
def test_a_tag_that_nobody_closes_says_nothing_of_what_follows(tag):
    assert htmls("[u]Now.[/u]", f"{tag}Here.", SCENE[0])[1:] == [
        "<p>Here.</p>",
        f"<p>{SCENE[0]}</p>",
    ]


def test_lines_in_the_middle_of_a_note_end_no_note():
    made = imported(SCENE, "[spoiler=A/N][center]Thanks![/center]More soon.[/spoiler]", SCENE)
    said = [(kind, words) for kind, _, words in notes_of(made)]
    assert said == [("note", "Thanks!"), ("note", "More soon.")]


def test_a_chapters_title_in_the_middle_is_one():
    made = imported(
        "[center][b]Chapter 1: The Gate[/b][/center]", SCENE, "[center]Chapter 2[/center]", SCENE
    )
    assert [chapter.title for chapter in made.chapters] == ["The Gate", ""]
    assert len(texts_of(made)) == len(SCENE)


def test_items_of_a_list_are_words_apart():
    assert htmls("[list][*]one[*]two[/list]") == ["<p>- one</p>", "<p>- two</p>"]
