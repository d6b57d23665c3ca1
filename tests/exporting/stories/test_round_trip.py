"""EPUB, HTML and plain text out and in again: the same words, emphasis, notes and chapters."""

import os
import re

from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from reader.actions.library.store_manuscript import store_manuscript
from reader.exporting import FORMATS, Edition
from reader.importing import read_manuscript
from reader.models import Reader
from reader.text.rendering.block import plain_text
from reader.text.rendering.blocks import render
from tests.exporting.stories.strategies import ORDINARY, PATIENT, Emphasis

EXAMPLES = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 20))


def rendered(source, story=None):
    """The blocks of some Markdown, as it is typed, or as a story has it set."""
    return render(source, smart=story.smart, language=story.language) if story else render(source)


def shown(source, story=None):
    """What is read of some Markdown."""
    return plain_text(rendered(source, story))


def emphasised(source, story=None):
    return Emphasis("".join(block.html for block in rendered(source, story))).letters


def taken_out(manuscript, form):
    """The story that a manuscript became, and what comes of its file."""
    una, _ = Reader.objects.get_or_create(username="una")
    story = store_manuscript(manuscript, author=una)
    file = FORMATS[form].export(Edition(story))
    return story, read_manuscript(f"a file{FORMATS[form].extension}", file)


def letters(text):
    """The words of a text without marks that plain text has no way to tell from signs."""
    return re.findall(r"[^\W_]+", re.sub(r"<?https?://\S+", " ", text))


class TestProperties(TestCase):
    def same(self, manuscript, form):
        story, again = taken_out(manuscript, form)
        assert again.doubts == []
        for field in ("title", "summary", "language", "rating", "status", "series", "source"):
            assert getattr(again, field) == getattr(story, field), field
        assert again.author == story.credit
        names = {kind: [t.name for t in story.tags.filter(kind=kind)] for kind in (
            "tag", "fandom", "warning")}  # fmt: skip
        assert [again.tags, again.fandoms, again.warnings] == list(names.values())
        self.same_notes(again.notes, story.notes.all(), story)
        chapters = list(story.chapters.in_story())
        assert [c.title for c in again.chapters] == [" ".join(c.title.split()) for c in chapters]
        for made, was in zip(again.chapters, chapters, strict=True):
            assert shown(made.source) == was.text
            assert emphasised(made.source) == emphasised(was.revision.source, story)
            self.same_notes(made.notes, was.notes.all(), story)

    def same_notes(self, made, were, story):
        were = sorted(were, key=lambda note: note.place == "after")
        assert [(n.kind, n.place) for n in made] == [(n.kind, n.place) for n in were]
        for note, was in zip(made, were, strict=True):
            assert shown(note.source) == shown(was.source, story)
            assert emphasised(note.source) == emphasised(was.source, story)

    @settings(PATIENT, max_examples=EXAMPLES)
    @given(manuscript=ORDINARY)
    def test_a_book_comes_back_as_it_was(self, manuscript):
        self.same(manuscript, "epub")

    @settings(PATIENT, max_examples=EXAMPLES)
    @given(manuscript=ORDINARY)
    def test_a_page_comes_back_as_it_was(self, manuscript):
        self.same(manuscript, "html")

    @settings(PATIENT, max_examples=EXAMPLES)
    @given(manuscript=ORDINARY)
    def test_a_plain_text_comes_back_with_its_chapters_words_and_notes(self, manuscript):
        story, again = taken_out(manuscript, "text")
        assert again.doubts == []
        assert again.title == " ".join(story.title.split())
        for field in ("language", "rating", "status", "series", "source"):
            assert getattr(again, field) == " ".join(getattr(story, field).split()), field
        assert letters(again.summary) == letters(story.summary)
        chapters = list(story.chapters.in_story())
        assert [c.title for c in again.chapters] == [" ".join(c.title.split()) for c in chapters]
        for made, was in zip(again.chapters, chapters, strict=True):
            assert letters(shown(made.source)) == letters(was.text)
        kinds = [note.kind for made in (again, *again.chapters) for note in made.notes]
        assert len(kinds) == story.notes.count() + sum(c.notes.count() for c in chapters)
