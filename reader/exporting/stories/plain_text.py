"""Plain text, as archives write it: a line for each paragraph, `_italics_`, notes in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.exporting.stories.edition import Edition, before_and_after
from reader.exporting.stories.facts import facts_of
from reader.exporting.stories.plain_blocks import one_line, plain_block
from reader.models import AuthorNote, Chapter
from reader.text.rendering.block_splitting import split_blocks

_LABELS = {
    "note": "Author's Note",
    "disclaimer": "Disclaimer",
    "warning": "Warning",
    "dedication": "Dedication",
}
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"))


def as_plain_text(edition: Edition) -> bytes:
    """The story as plain text, in UTF-8."""
    return ("\n\n".join(_paragraphs(edition)) + "\n").encode()


def _paragraphs(edition: Edition) -> Iterator[str]:
    """What the file says, an empty line to go between each two."""
    story = edition.story
    before, after = before_and_after(edition.notes)
    yield f"{one_line(story.title)}\nby {one_line(story.credit)}"
    yield _facts(edition)
    if story.summary.strip():
        yield f"Summary: {one_line(story.summary)}"
    for note in before:
        yield _note(note)
    for number, chapter in enumerate(edition.chapters, 1):
        yield ""
        yield from _chapter(edition, chapter, number)
    for note in after:
        yield _note(note)


def _facts(edition: Edition) -> str:
    lines = []
    for label, values in facts_of(edition):
        line = ", ".join([one_line(value) for value in values])
        lines.append(f"{label}: {line}")
    return "\n".join(lines)


def _chapter(edition: Edition, chapter: Chapter, number: int) -> Iterator[str]:
    """Heading, notes and text of a chapter."""
    before, after = before_and_after(chapter.notes.all())
    title = one_line(chapter.title)
    if title:
        yield f"Chapter {number}: {title}"
    elif len(edition.chapters) > 1:
        yield f"Chapter {number}"
    for note in before:
        yield _note(note)
    for html, _, _, kind in edition.revisions[chapter.pk].blocks:
        yield plain_block(html, kind)
    for note in after:
        yield _note(note)


def _note(note: AuthorNote) -> str:
    """A note in brackets: in such as close nowhere inside of it, so that its end is plain."""
    blocks = [plain_block(block.html, block.kind) for block in split_blocks(note.html)]
    text = "\n\n".join(blocks)
    opening, closing = _brackets_around(blocks)
    return f"{opening}{_LABELS[note.kind]}: {text}{closing}"


def _brackets_around(blocks: list[str]) -> tuple[str, str]:
    """The first pair of brackets that closes at the end of no block but the last; or the last."""
    for pair in _BRACKETS:
        if not _closes_early(blocks, pair[1]):
            return pair
    return _BRACKETS[-1]


def _closes_early(blocks: list[str], closing: str) -> bool:
    """Whether a block before the last ends with the bracket."""
    end = re.compile(rf"{re.escape(closing)}[\W_]*$")
    return any(end.search(block) for block in blocks[:-1])
