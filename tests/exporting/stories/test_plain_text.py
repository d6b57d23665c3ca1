"""Plain text: as archives write it, and understood when it comes back."""

import os
import re

import pytest
from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from reader.actions.library.store_manuscript import store_manuscript
from reader.exporting import Edition
from reader.exporting.stories.plain_text import as_plain_text
from reader.importing import read_manuscript
from reader.models import Reader
from reader.text.manuscripts.manuscript import Chapter, Manuscript, Note
from tests.exporting.stories.strategies import PATIENT, nasty
from tests.importing.stories import SCENE, text_of

EXAMPLES = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 15))
RICH = """He said *nothing*, and **loudly**.[^1]

> Dear *you*,
>
> it is late.

| Verse
|   indented

- one
- *two*

1. three
2. four

| a | b |
| --- | --- |
| c | d |

~*~

![A quay](https://x.example/q.png) and [a link](https://example.org/).

[^1]: Or *not*."""
WRITTEN = """He said _nothing_, and **loudly**.[1]

    Dear _you_,

    it is late.

Verse
  indented

- one
- _two_

1. three
2. four

a | b
c | d

~*~

A quay <https://x.example/q.png> and a link <https://example.org/>.

[1] Or _not_."""


def story_of(**fields):
    una, _ = Reader.objects.get_or_create(username="una", name="Una Marsh")
    manuscript = Manuscript(**{"title": "Low Water", "status": "complete"} | fields)
    return store_manuscript(manuscript, author=una)


@pytest.mark.django_db
def test_everything_in_a_story_can_be_read_in_plain_text():
    story = story_of(chapters=[Chapter("", RICH)])
    text = as_plain_text(Edition(story)).decode()
    assert text.startswith("Low Water\nby Una Marsh\n\nStatus: Complete\n")
    assert WRITTEN in text


@pytest.mark.django_db
def test_notes_stand_in_brackets_that_close_nowhere_else():
    notes = [
        Note("note", "before", "Late (again)\n\nand again."),
        Note("note", "after", "More on Friday."),
    ]
    story = story_of(chapters=[Chapter("Mud", "It came.", notes), Chapter("Rain", "It left.")])
    text = as_plain_text(Edition(story)).decode()
    assert "Chapter 1: Mud\n\n[Author's Note: Late (again)\n\nand again.]\n\nIt came." in text
    assert "It came.\n\n(Author's Note: More on Friday.)" in text


@pytest.mark.django_db
def test_it_comes_back_as_the_same_chapters_and_notes():
    notes = [Note("warning", "before", "Deep."), Note("note", "after", "Thanks.\n\nAnd *more*.")]
    story = story_of(
        notes=[Note("dedication", "before", "For Tam.")],
        tags=["boats", "goats"],
        summary="A ferry. A crate.",
        rating="teen",
        chapters=[
            Chapter("Mud", text_of(SCENE), notes),
            Chapter("", text_of(SCENE, "* * *", SCENE)),
            Chapter("The Crate", text_of(SCENE)),
        ],
    )
    made = read_manuscript("a file.txt", as_plain_text(Edition(story)))
    assert made.doubts == []
    assert (made.title, made.author, made.rating) == ("Low Water", "Una Marsh", "teen")
    assert (made.summary, made.tags) == (story.summary, ["boats", "goats"])
    assert [chapter.title for chapter in made.chapters] == ["Mud", "", "The Crate"]
    for chapter, was in zip(made.chapters, story.chapters.in_story(), strict=True):
        assert chapter.source == was.revision.source
    assert [(n.kind, n.place, n.source) for n in made.chapters[0].notes] == [
        ("warning", "before", "Deep."),
        ("note", "after", "Thanks.\n\nAnd *more*."),
    ]
    assert ("dedication", "For Tam.") in [(n.kind, n.source) for n in made.notes]


class TestProperties(TestCase):
    @settings(PATIENT, max_examples=EXAMPLES)
    @given(manuscript=nasty(2))
    def test_no_word_of_a_story_is_left_out(self, manuscript):
        story = story_of(**{f: getattr(manuscript, f) for f in ("chapters", "notes", "smart")})
        text = as_plain_text(Edition(story)).decode()
        text = re.sub(r" <https?:[^>\s]*>", "", text)  # where a link leads
        for chapter in story.chapters.in_story():
            for word in re.findall(r"[^\W\d_]{2,}", chapter.text):
                assert word in text
