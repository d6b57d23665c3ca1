"""Whatever a file holds, its words come out, and it is a story or a sentence."""

import os
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.importing import ManuscriptError, read_manuscript
from reader.text.rendering import escaping
from reader.text.rendering.block import plain_text
from reader.text.rendering.blocks import render
from tests.importing.stories import LONG

EXAMPLES = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 150))

HEADS = ["AN: Late again.", "Disclaimer: none", "***", "Chapter 1", "Title: Tide", "by Una", "1.",
         "**Low Water**", "(A/N: hello", "review please)", "Rating: T", "oOo", "The End", "A/N",
         "::: note", ":::", "---", "# One", "## Two", "```", "| a", "Low Water\n---"]  # fmt: skip
PARAGRAPHS = st.one_of(
    st.sampled_from(HEADS),
    st.sampled_from(LONG),
    st.text(st.characters(blacklist_categories=("Cs",)), max_size=60),
    st.text("ab *_/~#>-+1.()[]|<&;:`\\\n\t", max_size=40),
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(parts=st.lists(PARAGRAPHS, max_size=12), ending=st.sampled_from([".txt", ".md"]))
def test_any_text_is_a_story_or_a_sentence(parts, ending):
    try:
        manuscript = read_manuscript("a" + ending, "\n\n".join(parts).encode())
    except ManuscriptError as refused:
        assert str(refused).endswith(".") and "\n" not in str(refused)
        return
    assert manuscript.title
    assert all(chapter.source.strip() for chapter in manuscript.chapters)
    assert all(note.source.strip() for chapter in manuscript.chapters for note in chapter.notes)


@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_a_story_or_a_sentence(data):
    try:
        assert read_manuscript("a.txt", data).chapters
    except ManuscriptError as refused:
        assert str(refused).startswith("a.txt ")


def letters(text):
    return re.findall(r"\w", text.replace("_", ""))


@settings(max_examples=EXAMPLES, deadline=None)
@given(parts=st.lists(PARAGRAPHS, min_size=1, max_size=12))
def test_no_letter_of_a_text_is_lost(parts):
    """Every word of the file is in the title page, a heading, a note or a chapter, in order of
    none: what is missing may only be labels."""
    try:
        manuscript = read_manuscript("zzz.txt", "\n\n".join(parts).encode())
    except ManuscriptError:
        return
    shown = [manuscript.title, manuscript.author, manuscript.summary, manuscript.rating]
    shown += manuscript.tags + manuscript.doubts
    for chapter in [manuscript, *manuscript.chapters]:
        shown += [chapter.title] + [plain_text(render(note.source)) for note in chapter.notes]
    shown += [plain_text(render(chapter.source)) for chapter in manuscript.chapters]
    words = " ".join(shown)
    for word in ("ferry", "lantern", "goats", "Thursday", "sneezed"):
        raw = sum(len(re.findall(word, part)) for part in parts)
        assert len(re.findall(word, words)) >= raw


@settings(max_examples=4 * EXAMPLES, deadline=None)
@given(
    st.text(
        st.one_of(
            st.sampled_from("ab *_/~#>-+1.()[]|<&;:`\\!=\"'{}^"),
            st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")),
        ),
        max_size=60,
    )
)
def test_escaped_words_are_shown_as_they_are(text):
    line = " ".join(("word " + text).split())
    blocks = render(escaping.escape(line))
    assert [block.text for block in blocks] == [line]


@settings(max_examples=4 * EXAMPLES, deadline=None)
@given(st.text("ab *_/~#>-+1.()[]|&;`\\!=\"'", min_size=1, max_size=40))
def test_no_letter_changes_between_marks(text):
    line = " ".join(text.split())
    shown = plain_text(render(escaping.paragraph([line]))) if line else ""
    assert letters(shown) == letters(line)
