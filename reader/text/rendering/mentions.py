"""Names in comments: `@tam` leads to the page of the reader who is called so."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Collection, Iterator, Mapping

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from reader.text.rendering.made_here import made_here

MOST_NAMES = 20
"""Readers that one comment can name; what is more stays what was typed."""
FOLDER = "/readers/~"
"""Where a name leads, followed by the reader's key: it stays theirs under another name."""
WRITTEN = r"(?<![A-Za-z0-9_@.+/\\-])@([\w.+-]{1,150})"
_WRITTEN = re.compile(WRITTEN)
_LINKED = re.compile(rf'<a class="mention" href="{FOLDER}(\d{{1,18}})/"')
_LINK = re.compile(rf"{_LINKED.pattern}[^>]*>([^<]*)</a>")


def names_in(source: str) -> set[str]:
    """What may be names of readers in the Markdown of a comment: as they were typed, and without
    the stop that ends the sentence."""
    names: set[str] = set()
    for typed in list(dict.fromkeys(_WRITTEN.findall(source)))[:MOST_NAMES]:
        names.update(_spellings(typed))
    return names


def named_in(html: str) -> list[int]:
    """The keys of the readers whom a rendered comment names, in their order."""
    return list(dict.fromkeys(map(int, _LINKED.findall(html))))


def without_links(html: str, keys: Collection[int]) -> str:
    """A rendered comment in which the names of the readers of these keys are plain text."""

    def plain(link: re.Match[str]) -> str:
        return link[2] if int(link[1]) in keys else link[0]

    return _LINK.sub(plain, html) if keys and FOLDER in html else html


def _spellings(typed: str) -> Iterator[str]:
    yield typed
    sentence_ends = typed.rstrip(".+-")
    if sentence_ends and sentence_ends != typed:
        yield sentence_ends


class MentionProcessor(InlineProcessor):
    """Links the names of `readers`: their keys, by their names in small letters. Of `MOST_NAMES`
    of them at most: one typed name may be read in two ways."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: markdown.Markdown, readers: Mapping[str, int]) -> None:
        super().__init__(WRITTEN, md)
        self.readers = readers
        self.linked: set[int] = set()

    def handleMatch(  # type: ignore[override]  # the stubs know of the first kind of pattern only
        self, match: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        for name in _spellings(match[1]):
            key = self.readers.get(name.lower())
            if key and (key in self.linked or len(self.linked) < MOST_NAMES):
                self.linked.add(key)
                link = etree.Element(
                    "a", {"class": made_here("mention"), "href": f"{FOLDER}{key}/"}
                )
                link.text = AtomicString(f"@{name}")
                return link, match.start(), match.start() + 1 + len(name)
        return None, None, None
