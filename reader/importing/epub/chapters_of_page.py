"""A page of a book, parted into the chapters that the table of contents names on it."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.importing.chapters.marked_chapters import MarkedChapter
from reader.importing.html.footnote_text import label_of, labels_in
from reader.importing.html.prose import Prose
from reader.text.manuscripts.headings import read_heading
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage


def chapters_of_page(
    prose: Prose, named: list[tuple[str, str]], page: TitlePage
) -> list[MarkedChapter]:
    """A page's paragraphs in parts: at the places that the contents name, if there are several."""
    definitions = prose.definitions()
    cuts = _cuts(prose, named)
    ends = [start for start, _ in cuts[1:]] + [len(prose.found)]
    parts: list[MarkedChapter] = []
    for (start, title), end in zip(cuts, ends, strict=True):
        body = _without_title(prose, start, end, title, page)
        body += _defined_in(body, definitions)
        if body or title:
            parts.append(MarkedChapter(title, body))
    return parts


def _cuts(prose: Prose, named: list[tuple[str, str]]) -> list[tuple[int, str]]:
    """Where the parts of a page begin, and what each is called. Where the contents name several
    parts that begin at the same paragraph, or before one that they named already, the first
    counts."""
    places: list[tuple[int, str]] = []
    for anchor, words in named:
        places.append((prose.anchors.get(anchor, 0) if anchor else 0, words))
    if not places:
        return [(0, prose.first_heading)]
    cuts = places[:1]
    for before, place in pairwise(places):
        if place[0] > before[0]:
            cuts.append(place)
    if cuts[0][0] > 0:
        cuts.insert(0, (0, ""))
    return cuts


def _without_title(
    prose: Prose, start: int, end: int, title: str, page: TitlePage
) -> list[Paragraph]:
    """The paragraphs of a part without those at its beginning that say its title; their footnotes
    are its notes, and links to them lead to it."""
    body = prose.found[start:end]
    said: list[Paragraph] = []
    at = start
    while body and at in prose.headings and _says_the_same(prose.headings[at][1], title):
        said.append(body.pop(0))
        at += 1
    asides: list[Paragraph] = []
    for paragraph in said:
        asides += paragraph.asides
    if len(body) > 1 and (
        _is(body[0].words, title) or (at > start and _says_the_same(body[0].text, title))
    ):
        said.append(body.pop(0))  # a title under its number, or a heading that is only bold
    body = asides + body
    for paragraph in said:
        page.leave_out(paragraph.text)
        if body:
            body[0].places += paragraph.places
    return body


def _defined_in(body: list[Paragraph], definitions: list[Paragraph]) -> list[Paragraph]:
    """Those footnotes whose marks stand in some paragraphs."""
    marks: set[str] = set()
    for paragraph in body:
        marks.update(labels_in(paragraph.text))
    return [definition for definition in definitions if label_of(definition) in marks]


def _is(words: str, title: str) -> bool:
    return bool(_bare(words)) and _bare(words) == _bare(title)


def _says_the_same(heading: str, title: str) -> bool:
    """Whether a heading is the chapter's title, or a part of it."""
    bare = _bare(heading)
    if not bare:
        return False
    is_number = re.fullmatch(r"\d+|[ivxlc]+", bare) is not None
    return bare in _bare(title) or is_number or read_heading(heading) is not None


def _bare(words: str) -> str:
    """Words to compare: their letters and figures, in small letters."""
    return re.sub(r"\W+", "", words).lower()
