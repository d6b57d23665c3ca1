"""Paragraphs of Markdown to a manuscript, by the headings among them: which size is a chapter's."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from reader.text.manuscripts.assembling import assemble
from reader.text.manuscripts.counting_up import read_numbered_heading
from reader.text.manuscripts.framed_headings import find_framed_headings
from reader.text.manuscripts.heading import Heading
from reader.text.manuscripts.headings import find_headings, read_heading
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_lines import title_from
from reader.text.manuscripts.title_page import TitlePage
from reader.text.manuscripts.title_pages import read_title_page
from reader.text.rendering.escaping import unescape_line

MOST_UNDER_A_TITLE = 60
"""Words that stand with a title and an author and are no story yet."""
_DEDICATED = re.compile(r"\W*(?:for|to)\s|\b(?:thanks|love|memory|dedicated)\b", re.IGNORECASE)

Levels = dict[int, tuple[int, str]]
"""The size of a heading, 1 the largest, and its words, by the index of its paragraph."""


def from_headings(
    page: TitlePage, found: list[Paragraph], levels: Levels, *, name: str, untold: bool
) -> Manuscript:
    """The manuscript of a file in which headings stand among paragraphs.

    An `untold` one has said nothing of itself yet: its first paragraphs may be a title page. It
    is called `name` where it gives itself no title. Raises `ManuscriptError` without a story.
    """
    level = _take_title(page, found, levels)
    headings: dict[int, Heading] = {}
    position = 1
    for i, (depth, words) in sorted(levels.items()):
        if depth == level:
            headings[i] = heading_at(words, position)
            if headings[i].form != "part":
                position += 1
    if untold:
        start = min(headings, default=len(found))
        opening = found[:start]
        page, kept = read_title_page(opening, name, page, more=bool(headings))
        kept = _noted(kept, opening, alone=not headings)
        found = [*kept, *found[start:]]  # there may be more than before: lines stand alone now
        moved = len(kept) - start
        headings = {i + moved: heading for i, heading in headings.items()}
    if not headings:
        headings = typed_headings(found)
    page.title = page.title or title_from(name)
    return assemble(page, found, headings, to_markdown=lambda paragraph: paragraph.source)


def typed_headings(found: list[Paragraph]) -> dict[int, Heading]:
    """Lines that say that they are headings, though no markup does."""
    typed = [replace(one, lines=list(map(unescape_line, one.lines))) for one in found]
    if any(read_heading(paragraph.text) for paragraph in typed):
        return find_headings(typed)
    return find_framed_headings(typed)


def _noted(kept: list[Paragraph], opening: list[Paragraph], *, alone: bool) -> list[Paragraph]:
    """What is left of an opening: lines that stood in one paragraph with the title and its author
    are a dedication, or before a heading a note. Where the opening is `alone`, they may be text."""
    there = set(map(id, opening))
    lines: list[str] = []
    for paragraph in kept:
        if id(paragraph) in there:
            break
        if paragraph.note:
            return kept
        lines.append(paragraph.text)
    words = " ".join(lines)
    if not lines or len(words.split()) > MOST_UNDER_A_TITLE:
        return kept
    kind = "dedication" if _DEDICATED.search(" ".join(words.split())) else "note"
    if alone and kind == "note":
        return kept
    return [Paragraph(lines, kept[0].gap, note=kind), *kept[len(lines) :]]


def as_heading(words: str) -> Heading:
    """What a line that is known to be a heading says."""
    return read_heading(words) or Heading("title", None, words, words)


def heading_at(words: str, position: int) -> Heading:
    """The same of the chapter at this position, counted from 1, which may be its number."""
    heading, numbered = as_heading(words), read_numbered_heading(words)
    if heading.form == "title" and numbered and numbered.number == position:
        return numbered
    return heading


def _take_title(page: TitlePage, found: list[Paragraph], levels: dict[int, tuple[int, str]]) -> int:
    """The level at which headings are chapters, once the story's own title is out of the way."""
    counts = Counter(depth for depth, _ in levels.values())
    top = min(counts, default=0)
    first = min(levels, default=0)
    if not counts or levels[first][0] != top:
        return top
    words = levels[first][1]
    alone = first == 0 and read_heading(words) is None
    chapter = 1 in levels and read_heading(levels[1][1])
    if counts[top] > 1 and not (alone and chapter and levels[1][0] == top):
        return top
    over = counts[top] == 1 and _stands_over_chapters(words, page.title, levels)
    if words != page.title and not (alone and not page.title) and not over:
        return top
    page.title = words
    page.notes += found[first].asides
    del levels[first], found[first]
    for i in sorted(levels):
        levels[i - 1] = levels.pop(i)
    return min((depth for depth, _ in levels.values()), default=0)


def _stands_over_chapters(words: str, title: str, levels: Levels) -> bool:
    """Whether the only heading of its size is the story's title, though something stands above
    it: chapters follow, and a title that is known has its words, as “Low Tide, by Una” does."""
    if read_heading(words) or _letters(words) not in (_letters(title) or _letters(words)):
        return False
    below = [read_heading(heading) for _, heading in levels.values()]
    return sum(heading is not None and heading.form == "chapter" for heading in below) > 1


def _letters(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()
