"""Plain text: the file as people save it from an archive or a word processor."""

from __future__ import annotations

import re

from reader.importing.chapters.from_headings import heading_at
from reader.importing.plain_text.gloss_text import read_gloss_text
from reader.text.manuscripts.assembling import assemble
from reader.text.manuscripts.boilerplate import without_boilerplate
from reader.text.manuscripts.footnotes import with_footnotes
from reader.text.manuscripts.framed_headings import read_framed
from reader.text.manuscripts.heading import Heading
from reader.text.manuscripts.headings import find_headings, read_heading
from reader.text.manuscripts.labels import read_label
from reader.text.manuscripts.layout import paragraphs_in
from reader.text.manuscripts.line_forms import RESERVED_CHARACTERS
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.paragraph_markdown import to_markdown
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.ruby import announced_headings, with_ruby
from reader.text.manuscripts.table_of_contents import without_contents
from reader.text.manuscripts.tagged_text import without_tags
from reader.text.manuscripts.title_page import TitlePage
from reader.text.manuscripts.title_pages import read_title_page
from reader.text.rendering.scene_breaks import is_scene_break

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


def read_plain_text(text: str, *, name: str, page: TitlePage | None = None) -> Manuscript:
    """The manuscript in a plain text, called `name` where it gives itself no title; `page` is
    what is known already.

    Raises `ManuscriptError` if there is no story in it.
    """
    text = "\n".join(_LINE_END.split(RESERVED_CHARACTERS.sub("", text)))
    made = read_gloss_text(text) if page is None else None
    if made:
        return made
    page = page or TitlePage()
    lines = without_boilerplate(text.split("\n"), page)
    text = without_tags("\n".join(lines), page)
    announced = announced_headings(text)
    text = with_ruby(text, page)
    found = paragraphs_in(text, stands_alone=_stands_alone, is_label=read_label)
    found = without_contents(found, find_headings(found), page)
    page, found = read_title_page(found, name, page)
    headings = find_headings(found) | _announced({*page.contents, *announced}, found)
    found, headings = with_footnotes(found, headings, page)
    return assemble(page, found, headings, to_markdown=to_markdown)


def _stands_alone(line: str) -> bool:
    """Whether a line is a paragraph whatever stands above and below it."""
    if is_scene_break(line) or read_heading(line) is not None:
        return True
    framed = read_framed(line)
    return framed is not None and not framed.common


def _announced(contents: set[str], found: list[Paragraph]) -> dict[int, Heading]:
    """The headings that a table of contents lists, or typesetters are told of."""
    announced: dict[int, Heading] = {}
    for i, paragraph in enumerate(found):
        if paragraph.words in contents:
            announced[i] = heading_at(paragraph.words, len(announced) + 1)
    return announced
