"""How a Markdown file that Gloss wrote says where its parts begin, so that reading it is exact.

Comments, which no viewer shows, stand before each part:

    <!-- gloss: note before story -->      kind, place, and what it is a note of
    <!-- gloss: chapter -->                a heading follows: its title
    <!-- gloss: untitled chapter -->       a heading follows: its number, which is no title
    <!-- gloss: text -->                   the chapter's Markdown, character by character
    <!-- gloss: end -->

The word before the colon is the file's own, chosen such that no line of the story looks like one
of the comments; front matter says it, as `marks: gloss`. Notes are quotations with their label in
bold above them, so that any viewer sets them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from reader.text.manuscripts.labels import NOTES
from reader.text.manuscripts.manuscript import Chapter, Manuscript, ManuscriptError, Note
from reader.text.rendering.escaping import escape

# What stands between a comment and what it begins, and between that and the next comment.
PART_GAP = "\n\n"
_KINDS = "|".join(NOTES)
_ESCAPED = re.compile(r"\\(.)|&(?:amp|lt|gt|#\d+);", re.DOTALL)


def free_mark(texts: Iterable[str]) -> str:
    """A word for the comments of a file in which these texts stand."""
    taken: set[str] = set()
    for text in texts:
        taken.update(re.findall(r"<!-- (gloss[\d-]*):", text))
    mark, number = "gloss", 1
    while mark in taken:
        number += 1
        mark = f"gloss-{number}"
    return mark


def part_comment(mark: str, words: str) -> str:
    """The comment that begins a part."""
    return f"<!-- {mark}: {words} -->"


def heading_for(title: str) -> str:
    """A heading that shows a title and that `title_of` reads back."""
    words = re.sub(r"[\r\n]", lambda c: f"&#{ord(c[0])};", escape(title))
    return f"# {words[:-1]}\\#" if words.endswith("#") else f"# {words}"


def title_of(heading: str) -> str:
    """The title that `as_heading` wrote."""
    words = heading.removeprefix("# ")
    return _ESCAPED.sub(lambda m: m[1] if m[1] is not None else unescape(m[0]), words)


def quoted_note(label: str, source: str) -> str:
    """A note as a quotation, its label above it."""
    quotation = [f"> **{label}**", ">"]
    for line in source.split("\n"):
        quotation.append(f"> {line}" if line else ">")
    return "\n".join(quotation)


def unquoted_note(quotation: str) -> str:
    """The note that `quoted` set. Its label may have been changed; of what somebody wrote into it
    without the marks of a quotation, nothing is lost."""
    lines = re.sub(r"^> ?", "", quotation, flags=re.MULTILINE).split("\n")
    return "\n".join(lines[2:] if len(lines) > 1 and not lines[1] else lines[1:])


def read_parts(text: str, mark: str, made: Manuscript) -> None:
    """Put the chapters and notes of a file, below its front matter, into a manuscript.

    Raises ManuscriptError where a part is not what it says, or there is no chapter.
    """
    begins = re.compile(rf"^<!-- {re.escape(mark)}: ([a-z ]+) -->$", re.MULTILINE)
    _, *pieces = begins.split(text)
    for name, piece in zip(pieces[::2], pieces[1::2], strict=True):
        _read_part(name, piece.removeprefix(PART_GAP).removesuffix(PART_GAP), made)
    if not made.chapters:
        raise ManuscriptError("has no chapter in it")


def _read_part(name: str, piece: str, made: Manuscript) -> None:
    note = re.fullmatch(rf"({_KINDS}) (before|after) (story|chapter)", name)
    if name == "chapter":
        made.chapters.append(Chapter(title_of(piece.strip("\n")), ""))
    elif name == "untitled chapter":
        made.chapters.append(Chapter("", ""))
    elif note and (note[3] == "story" or made.chapters):
        notes = made.notes if note[3] == "story" else made.chapters[-1].notes
        notes.append(Note(note[1], note[2], unquoted_note(piece)))
    elif name == "text" and made.chapters:
        made.chapters[-1].source = piece
    elif name != "end":
        raise ManuscriptError(
            f"has a comment that begins no part, “{name[:60]}”: take “marks:” out of its front "
            "matter to have it read as any Markdown"
        )
