"""Markdown files: Gloss's own, and those that people have."""

import pytest

from reader.importing import ManuscriptError, read_manuscript
from tests.importing.stories import SCENE, imported, notes_of, plain, text_of, texts_of

OWN = """---
title: The Long Tide
author: una
byline: Una Marsh
summary: >
  A crate arrives.
language: en
rating: teen
status: in progress
tags: [rivers, goats]
smart: true
---

::: dedication
For *Tam*.
:::

# Low Water

::: warning
Deep.
:::

They waited.

***

> Dear Una,
>
> it is late.

::: note
More on Friday.
:::

# The Crate

It sneezed.[^1]

[^1]: Twice.
"""


@pytest.fixture
def own():
    return read_manuscript("tide.md", OWN.encode())


def test_front_matter_fills_the_fields(own):
    assert (own.title, own.author, own.language) == ("The Long Tide", "Una Marsh", "en")
    assert (own.rating, own.status, own.smart) == ("teen", "in progress", True)
    assert own.tags == ["rivers", "goats"]
    assert own.summary == "A crate arrives."
    assert own.doubts == []


def test_headings_are_chapters_and_their_markdown_is_untouched(own):
    assert [chapter.title for chapter in own.chapters] == ["Low Water", "The Crate"]
    assert own.chapters[0].source == "They waited.\n\n***\n\n> Dear Una,\n>\n> it is late."
    assert own.chapters[1].source == "It sneezed.[^1]\n\n[^1]: Twice."


def test_notes_stand_where_they_were_written(own):
    assert [(note.kind, note.source) for note in own.notes] == [("dedication", "For *Tam*.")]
    assert notes_of(own) == [("warning", "before", "Deep."), ("note", "after", "More on Friday.")]


@pytest.mark.parametrize(
    "head", [["# The Long Tide"], ["# The Long Tide", "by Una Marsh"], ["The Long Tide\n==="]]
)
def test_one_heading_above_the_others_is_the_title(head):
    manuscript = imported(head, "## One", SCENE, "## Two", SCENE, name="x.md")
    assert manuscript.title == "The Long Tide"
    assert [chapter.title for chapter in manuscript.chapters] == ["One", "Two"]
    assert texts_of(manuscript, 2) == plain(SCENE)


def test_smaller_headings_stay_in_the_chapters():
    manuscript = imported("# One", SCENE, "## Later", SCENE, "# Two", SCENE, name="x.md")
    assert [chapter.title for chapter in manuscript.chapters] == ["One", "Two"]
    assert "Later" in texts_of(manuscript, 1)


def test_a_single_heading_is_the_title_of_a_one_shot():
    manuscript = imported("# The Long Tide", "A/N: Late.", SCENE, name="x.md")
    assert manuscript.title == "The Long Tide"
    assert notes_of(manuscript) == [("note", "before", "Late.")]
    assert texts_of(manuscript) == plain(SCENE)


def test_chapters_without_marks_are_found_by_their_words():
    manuscript = imported("**Chapter 1: Low Water**", SCENE, "Chapter 2", SCENE, name="x.md")
    assert [chapter.title for chapter in manuscript.chapters] == ["Low Water", ""]


def test_labels_mean_what_they_mean_in_plain_text():
    manuscript = imported("**A/N:** Late.", "**Disclaimer:** None.", SCENE, name="x.md")
    assert [kind for kind, _, _ in notes_of(manuscript)] == ["note", "disclaimer"]


def test_code_is_left_alone():
    code = "```\n# no heading\n\n::: note\n```"
    manuscript = imported(SCENE, code, SCENE, name="x.md")
    assert len(manuscript.chapters) == 1
    assert code in manuscript.chapters[0].source


def test_what_front_matter_says_that_gloss_has_no_place_for_is_told():
    data = text_of("---\ntitle: X\nmoon: full\nrating: three herons\n---", SCENE).encode()
    manuscript = read_manuscript("x.md", data)
    assert manuscript.title == "X"
    assert len(manuscript.doubts) == 2


def test_front_matter_cannot_swell():
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{c}: &{c} [{', '.join(['*' + b] * 9)}]"
        for b, c in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    data = text_of("---\n" + "\n".join([*rows, "title: *i", "tags: *i"]) + "\n---", SCENE)
    manuscript = read_manuscript("x.md", data.encode())
    assert (manuscript.title, manuscript.tags) == ("X", [])


def test_a_file_that_gloss_wrote_may_be_edited_by_hand():
    text = (
        "---\ntitle: Tide\nmarks: gloss\n---\n<!-- gloss: chapter -->\n# One \\#2\n"
        "<!-- gloss: note before chapter -->\n\n> **Author’s note**\n>\n> Late.\nNot quoted.\n\n"
        "<!-- gloss: text -->\n\n# A heading in the text\n\nAN: said Ann.\n"
    )
    manuscript = read_manuscript("x.md", text.encode())
    (chapter,) = manuscript.chapters
    assert (manuscript.title, chapter.title) == ("Tide", "One #2")
    assert notes_of(manuscript) == [("note", "before", "Late.\nNot quoted.")]
    assert chapter.source.strip() == "# A heading in the text\n\nAN: said Ann."


@pytest.mark.parametrize(
    "body",
    ["No chapter.", "<!-- gloss: text -->\n\nx", "<!-- gloss: chapter of mine -->\n\nx",
     "<!-- gloss: note after chapter -->\n\n> **x**\n>\n> x"],
)  # fmt: skip
def test_a_file_whose_marks_are_broken_is_refused_with_a_way_out(body):
    with pytest.raises(ManuscriptError, match="chapter|begins no part"):
        read_manuscript("x.md", f"---\nmarks: gloss\n---\n{body}\n".encode())


def test_front_matter_cannot_say_what_no_database_takes():
    manuscript = read_manuscript("a.md", b'---\ntitle: "Low\\0 \\uD800Water"\n---\nIt rained.')
    assert manuscript.title == "Low Water"
