"""A post's subject to what it says of the story: `FIC: Title (Fandom, A/B, PG-13)`."""

from __future__ import annotations

import re

from reader.text.manuscripts.label_values import read_rating
from reader.text.manuscripts.title_page import TitlePage

_SUBJECT = re.compile(r"(?P<title>[^(\[]*)(?P<facts>[(\[].*)?", re.DOTALL)
_KINDS_OF_POST = re.compile(
    r"(?:\s*(?:\[[^\]]{1,20}\]|(?:re|fw|new|repost|fic|fanfic|story|update)\s*:))*\s*",
    re.IGNORECASE,
)


def take_subject(page: TitlePage) -> None:
    """Fill what is still empty from a post's subject: `FIC: Title (Fandom, A/B, PG-13)`."""
    match = _SUBJECT.fullmatch(_KINDS_OF_POST.sub("", page.subject, count=1))
    if not page.subject or match is None:
        return
    page.title = page.title or match["title"].strip(' -–—:"“”')
    for fact in map(str.strip, re.split(r"[,;|()\[\]]", match["facts"] or "")):
        if not fact or re.fullmatch(r"\d+\s*/\s*[\d?]+", fact):
            continue
        by = re.fullmatch(r"by:?\s+(\S.*)", fact, re.IGNORECASE)
        if by:
            page.author = page.author or by[1]
            continue
        rating = read_rating(fact)
        if rating:
            page.rating = page.rating or rating
        elif "/" in fact or " & " in fact:
            _add(page, page.relationships, fact)
        else:
            _add(page, page.fandoms, fact)


def _add(page: TitlePage, names: list[str], name: str) -> None:
    """A name of the subject, in its list if the lines below it have said none."""
    if not names:
        names.append(name)
    elif name not in names:
        page.details.append(name)
