"""Words to make files of."""

from __future__ import annotations

from reader.importing import Manuscript, read_manuscript
from reader.text.rendering.block import Block
from reader.text.rendering.blocks import render

SCENE = [
    "The ferry came in late that night, and the rope had frozen to the post, so that Tam had to "
    "beat it with the boat hook until it let go of the wood and the whole quay rang like a bell "
    "under water.",
    '"You could have waited," said Una. "Nobody was going anywhere."',
    "He had not waited for anything since the winter of the goats, and she knew that as well as "
    "he did. She held the lantern lower. The river went by under it with its back turned.",
    '"Well," he said, "somebody is now."',
    "There was a crate on the deck, nailed shut, with holes bored in the lid and a label that "
    "had run in the rain until it said nothing at all except the word *Thursday*.",
    "They stood and looked at it for as long as it takes to be sure that a thing is looking "
    "back. Then the crate sneezed, twice, and apologised.",
]
LONG = SCENE * 3
"""Enough for a chapter whose heading is only a number."""


def text_of(*parts: str | list[str]) -> str:
    """Paragraphs, or lists of them, with an empty line between each two."""
    return "\n\n".join(
        line for part in parts for line in ([part] if isinstance(part, str) else part)
    )


def imported(*parts: str | list[str], name: str = "a file.txt") -> Manuscript:
    """The manuscript in a file of these paragraphs."""
    return read_manuscript(name, text_of(*parts).encode())


def blocks_of(manuscript: Manuscript, number: int = 1) -> list[Block]:
    """What a chapter shows."""
    return render(manuscript.chapters[number - 1].source)


def texts_of(manuscript: Manuscript, number: int = 1) -> list[str]:
    """The words of each block of a chapter."""
    return [block.text for block in blocks_of(manuscript, number)]


def notes_of(manuscript: Manuscript, number: int = 1) -> list[tuple[str, str, str]]:
    """Kind, place and words of a chapter's notes."""
    return [(note.kind, note.place, note.source) for note in manuscript.chapters[number - 1].notes]


def plain(paragraphs: list[str]) -> list[str]:
    """Paragraphs as a page shows them: without the asterisks around what is in italics."""
    return [paragraph.replace("*", "") for paragraph in paragraphs]
