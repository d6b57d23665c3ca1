"""Markdown: front matter, chapters as headings, author's notes between colons, or some of these.

docs/formats.md describes what Gloss writes itself; a file from elsewhere is read as far as it
goes, and labels such as `A/N:` mean in it what they mean in plain text.
"""

from __future__ import annotations

import re

from reader.importing.chapters.from_headings import from_headings
from reader.importing.markdown.definitions import (
    definitions_in,
    marks_in,
    notes_from_headings,
    place_definitions,
)
from reader.importing.markdown.fences import fences_warning
from reader.importing.markdown.front_matter import (
    FRONT_MATTER,
    LISTED,
    MEANINGS,
    WORDS,
    read_front_matter,
)
from reader.importing.markdown.paragraphs import MarkdownParagraphs
from reader.importing.markdown.pictures import take_pictures
from reader.text.manuscripts import marked_files
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.title_lines import title_from
from reader.text.manuscripts.title_page import TitlePage


def read_markdown(text: str, *, name: str) -> Manuscript:
    """The manuscript in a Markdown text, called `name` where it gives itself no title.

    Raises `ManuscriptError` for front matter that is not YAML, and a text without a story in it.
    """
    text = re.sub(r"\r\n?", "\n", text)
    page = TitlePage()
    match = FRONT_MATTER.match(text)
    if match:
        smart, mark = read_front_matter(match["yaml"], page)
        if mark:
            return _exactly(text[match.end() :], mark, page, smart=smart, name=name)
        text = " \n" * text[: match.end()].count("\n") + text[match.end() :]
    reading = MarkdownParagraphs(text)
    headings = [reading.found[index] for index in reading.levels]
    notes_from_headings(headings, definitions_in(text.split("\n")))
    titled = set(marks_in("\n".join(heading.text for heading in headings)))
    manuscript = from_headings(page, reading.found, reading.levels, name=name, untold=not match)
    place_definitions(manuscript, titled)
    take_pictures(manuscript)
    manuscript.doubts += reading.doubts
    if reading.fences.unknown:
        manuscript.doubts.append(fences_warning(reading.fences.unknown))
    manuscript.smart = bool(match and smart)
    return manuscript


def _exactly(text: str, mark: str, page: TitlePage, *, smart: bool, name: str) -> Manuscript:
    """The manuscript in a file that Gloss wrote."""
    made = Manuscript(smart=smart, doubts=page.doubts)
    for field in (*WORDS, *LISTED, *MEANINGS):
        setattr(made, field, getattr(page, field))
    made.title = made.title or title_from(name)
    marked_files.read_parts(text, mark, made)
    return made
