"""Highlights and comments as Markdown for note apps: by story and chapter, as quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from urllib.parse import urljoin

from reader.exporting.annotations.grouping import by_passage
from reader.text.annotation import HIGHLIGHTING, Annotation

_MARKUP = re.compile(r"[\\`*_\[\]<>#]|&(?=#?\w+;)|^[ \t]*(?:[-+~=|]|\d+[.)])", re.MULTILINE)


def as_markdown(
    annotations: Iterable[Annotation], base: str, names: Mapping[str, str]
) -> Iterator[str]:
    """The pieces of the file, of annotations in reading order. Links are absolute with `base`;
    `names` are what the reader calls the colours that they named."""
    between = ""
    for (story_url, title, author), of_story in groupby(annotations, key=_story_of):
        yield f"{between}# [{_escaped(title)}]({urljoin(base, story_url)})\n\n"
        yield f"by {_escaped(author)}\n"
        between = "\n"
        for (chapter_url, heading, number), of_chapter in groupby(of_story, key=_chapter_of):
            yield _chapter_heading(urljoin(base, chapter_url), heading, number)
            for of_passage in by_passage(of_chapter):
                yield from _passage(of_passage, base, names)


def _story_of(annotation: Annotation) -> tuple[str, str, str]:
    return annotation.story_url, annotation.story, annotation.author


def _chapter_of(annotation: Annotation) -> tuple[str, str, int | None]:
    return annotation.chapter_url, annotation.chapter, annotation.number


def _chapter_heading(url: str, heading: str, number: int | None) -> str:
    if number:
        return f"\n## {number}\\. [{_escaped(heading)}]({url})\n"
    return f"\n## [{_escaped(heading)}]({url}) (no longer in the story)\n"


def _passage(annotations: list[Annotation], base: str, names: Mapping[str, str]) -> Iterator[str]:
    """What one reader highlighted and said on the same words, below these."""
    first = annotations[0]
    if first.words:
        facts, url = ", ".join(_colours_and_day(annotations, names)), urljoin(base, first.link)
        yield f"\n{_quotation(_escaped(first.words))}\n"
        yield f">\n> {facts} · [in the text]({url})\n"
        if first.marked:
            yield f">\n> Now: {_escaped(' '.join(first.quote.split()))}\n"
    for annotation in annotations:
        if annotation.text and annotation.motivation == HIGHLIGHTING:
            yield f"\n{_escaped(annotation.text)}\n"
        elif annotation.text:
            yield f"\n**My comment:** {annotation.text.strip()}\n"


def _colours_and_day(annotations: list[Annotation], names: Mapping[str, str]) -> list[str]:
    facts = []
    for annotation in annotations:
        if annotation.colour:
            facts.append(_escaped(names.get(annotation.colour, annotation.colour)))
    created = annotations[0].created
    if created:
        facts.append(f"{created.day} {created:%b %Y}")
    return facts


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKUP.sub(_with_backslash, text)


def _with_backslash(markup: re.Match[str]) -> str:
    return f"{markup[0][:-1]}\\{markup[0][-1]}"


def _quotation(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        lines.append(f"> {line}".rstrip())
    return "\n".join(lines)
