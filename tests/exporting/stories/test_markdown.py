"""Markdown out and in again: the same story, to the letter."""

import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reader.actions.library.store_manuscript import store_manuscript
from reader.exporting.stories.edition import Edition
from reader.exporting.stories.markdown import as_markdown
from reader.importing import read_manuscript
from reader.models import Reader
from reader.text.manuscripts.manuscript import Chapter, Manuscript, Note
from reader.text.manuscripts.marked_files import heading_for, title_of
from tests.exporting.stories.strategies import PATIENT
from tests.text.rendering.test_rendering_properties import SOURCES

EXAMPLES = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 25))
LOOKALIKES = ["AN: late again", "# A heading", "---\ntitle: X\n---", "::: note\nhm\n:::",
              "<!-- gloss: text -->", "<!-- gloss: chapter -->\n\n# No chapter\n\n",
              "<!-- gloss-2: end -->", "> **Author’s note**\n>\n> hm", "Chapter 2", "***",
              "\n\n\n", "  ", "```\n# x\n", "The End", "Title: X",
              "\\# x", "&amp;", "| verse\n|   x"]  # fmt: skip
ANYTHING = st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\r")
TEXTS = st.one_of(
    st.lists(st.sampled_from(LOOKALIKES) | SOURCES, max_size=6).map("\n\n".join),
    st.text(ANYTHING, max_size=80),
).map(lambda text: re.sub("[\x00-\x08\x0e-\x1b\x7f\r]", "", text))
LINES = st.one_of(
    st.text(ANYTHING, min_size=1, max_size=30),
    st.sampled_from(["Chapter 3", "3.", "# x #", "C#", "a: b", "yes", "1984", "*x*", "<b>", "[1]"]),
).map(lambda words: re.sub("[\x00-\x08\x0e-\x1f\x7f]", "", words).strip() or "x")
NAMES = LINES.map(lambda words: " ".join(words.split()) or "x")
NOTES = st.lists(
    st.builds(
        Note,
        kind=st.sampled_from(["note", "disclaimer", "warning", "dedication"]),
        place=st.sampled_from(["before", "after"]),
        source=TEXTS,
    ),
    max_size=3,
).map(lambda notes: sorted(notes, key=lambda note: note.place == "after"))
STORIES = st.builds(
    Manuscript,
    title=LINES,
    author=NAMES,
    summary=TEXTS,
    language=st.sampled_from(["en", "pt-br", "ar", "zh-hans"]),
    rating=st.sampled_from(["", "general", "teen", "mature", "explicit"]),
    status=st.sampled_from(["in progress", "complete"]),
    tags=st.lists(NAMES, max_size=3),
    fandoms=st.lists(NAMES, max_size=2),
    relationships=st.lists(NAMES, max_size=2),
    characters=st.lists(NAMES, max_size=2),
    warnings=st.lists(NAMES, max_size=2),
    series=LINES | st.just(""),
    source=st.sampled_from(["", "https://example.org/1?a=b#c", "no address: at all"]),
    smart=st.booleans(),
    notes=NOTES,
    chapters=st.lists(
        st.builds(Chapter, title=LINES | st.just(""), source=TEXTS, notes=NOTES),
        min_size=1,
        max_size=4,
    ),
)


def said_of(story):
    """All that a file says of a story."""
    kinds = sorted(story.tags.values_list("kind", "name"))
    return {
        "title": story.title, "credit": story.credit, "summary": story.summary,
        "language": story.language, "rating": story.rating, "status": story.status,
        "series": story.series, "source": story.source, "smart": story.smart, "tags": kinds,
        "notes": [(n.kind, n.place, n.source) for n in story.notes.all()],
        "chapters": [
            (c.number, c.title, c.revision.source, c.revision.text,
             [(n.kind, n.place, n.source) for n in c.notes.all()])
            for c in story.chapters.in_story()
        ],
    }  # fmt: skip


class TestRoundTripProperties(TestCase):
    @settings(PATIENT, max_examples=EXAMPLES)
    @given(manuscript=STORIES)
    def test_a_story_comes_back_as_it_was(self, manuscript):
        una, _ = Reader.objects.get_or_create(username="una")
        story = store_manuscript(manuscript, author=una)
        again = read_manuscript("some file.md", as_markdown(Edition(story)))
        assert again.doubts == []
        assert said_of(store_manuscript(again, author=una)) == said_of(story)


@settings(PATIENT, max_examples=4 * EXAMPLES)
@given(st.text(st.sampled_from("ab *_`#\\&;<>[]~amplt123\n\r.-") | ANYTHING, max_size=40))
def test_a_title_is_read_back_from_its_heading(title):
    heading = heading_for(title)
    assert "\n" not in heading and title_of(heading) == title


@pytest.mark.django_db
def test_what_a_file_says_is_what_people_read():
    una = Reader.objects.create(username="una", name="Una Marsh")
    story = store_manuscript(
        Manuscript(
            title="Low Water: a tide",
            summary="A ferry.\n\nA crate.",
            tags=["rivers", "goats"],
            notes=[Note("dedication", "before", "For *Tam*.")],
            chapters=[
                Chapter("", "It came.", [Note("note", "after", "More\n\non Friday.")]),
                Chapter("The #1 Crate", "It sneezed."),
            ],
        ),
        author=una,
    )
    text = as_markdown(Edition(story)).decode()
    today = story.published_at.date()
    assert (
        text
        == f"""---
title: 'Low Water: a tide'
author: Una Marsh
summary: |-
  A ferry.

  A crate.
language: en
status: in progress
tags: [goats, rivers]
published: '{today}'
smart: false
marks: gloss
---

<!-- gloss: dedication before story -->

> **Dedication**
>
> For *Tam*.

<!-- gloss: untitled chapter -->

# Chapter 1

<!-- gloss: text -->

It came.

<!-- gloss: note after chapter -->

> **Afterword**
>
> More
>
> on Friday.

<!-- gloss: chapter -->

# The #1 Crate

<!-- gloss: text -->

It sneezed.

<!-- gloss: end -->
""".replace("smart: false\n", "")
    )
