"""The manuscript of a file that says itself what its chapters are."""

from __future__ import annotations

from typing import NamedTuple

from reader.importing.chapters.from_headings import heading_at, typed_headings
from reader.text.manuscripts.assembling import assemble
from reader.text.manuscripts.heading import Heading
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage


class MarkedChapter(NamedTuple):
    """A chapter as its format marks it: its title, perhaps empty, its paragraphs, and the key by
    which its archive knows it."""

    title: str
    body: list[Paragraph]
    key: str = ""


def from_marked_chapters(
    page: TitlePage, parts: list[MarkedChapter], *, typed: bool = False
) -> Manuscript:
    """The manuscript of a file that says itself what its chapters are. Where it says that it is
    one, headings may be `typed` in it.

    Raises `ManuscriptError` if there is no text in them.
    """
    found: list[Paragraph] = []
    headings: dict[int, Heading] = {}
    position = 1
    if typed and len(parts) == 1:
        headings = typed_headings(parts[0].body)
        if headings:
            page.leave_out(parts[0].title)
            parts = [parts[0]._replace(title="")]
    for part in parts:
        if len(parts) > 1 or (part.title and part.title != page.title):
            words = part.title or f"Chapter {position}"
            heading = heading_at(words, position)._replace(key=part.key)
            headings[len(found)] = heading
            found.append(Paragraph([words], 1))
            if heading.form != "part":
                position += 1
        found += part.body
    made = assemble(page, found, headings, to_markdown=lambda paragraph: paragraph.source)
    if len(made.chapters) == len(parts) == 1:
        made.chapters[0].key = parts[0].key
    return made
