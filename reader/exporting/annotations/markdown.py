"""Highlights and comments as Markdown for note apps: by story and chapter, as quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import urljoin

from reader.text.annotation import HIGHLIGHTING, Annotation

_MARKS = re.compile(r"[\\`*_\[\]<>#]|&(?=#?\w+;)|^[ \t]*(?:[-+~=|]|\d+[.)])", re.MULTILINE)


def pieces(annotations: Iterable[Annotation], base: str) -> Iterator[str]:
    """The pieces of the file, of annotations in reading order. Links are absolute with `base`."""
    first = True
    for (story_url, story, author), of_story in groupby(
        annotations, key=lambda a: (a.story_url, a.story, a.author)
    ):
        yield ("" if first else "\n") + f"# [{_plain(story)}]({urljoin(base, story_url)})\n\n"
        yield f"by {_plain(author)}\n"
        first = False
        for (url, heading, number), of_chapter in groupby(
            of_story, key=lambda a: (a.chapter_url, a.chapter, a.number)
        ):
            before = f"{number}\\. " if number else ""
            after = "" if number else " (taken out of the story)"
            yield f"\n## {before}[{_plain(heading)}]({urljoin(base, url)}){after}\n"
            for (link, words), here in groupby(of_chapter, key=lambda a: (a.link, a.words)):
                yield from _passage(list(here), words, urljoin(base, link))


def _passage(here: list[Annotation], words: str, link: str) -> Iterator[str]:
    if words:
        yield f"\n{_quoted(_plain(words))}\n"
        facts = [a.colour for a in here if a.colour]
        if when := here[0].created:
            facts.append(f"{when.day} {when:%b %Y}")
        yield f">\n> {', '.join(facts)} · [in the text]({link})\n"
        if here[0].marked:
            yield f">\n> Now: {_plain(' '.join(here[0].quote.split()))}\n"
    for annotation in here:
        if annotation.text and annotation.motivation == HIGHLIGHTING:
            yield f"\n{_plain(annotation.text)}\n"
        elif annotation.text:
            yield f"\n**My comment:** {annotation.text.strip()}\n"


def _plain(words: str) -> str:
    """Words that Markdown is to leave as they are."""
    return _MARKS.sub(lambda mark: f"{mark[0][:-1]}\\{mark[0][-1]}", words)


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in words.split("\n"))
