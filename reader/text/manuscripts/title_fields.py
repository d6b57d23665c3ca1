"""What a line of a title page says, such as `Rating: T`, and where it belongs."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from reader.text.manuscripts.labels import (
    NOTES,
    list_of,
    read_label,
    read_language,
    read_rating,
    read_status,
)

if TYPE_CHECKING:
    from reader.text.manuscripts.title_pages import TitlePage

_READ = {"rating": read_rating, "language": read_language, "status": read_status}
# How lines of details begin, the fields they fill, and what these may say.
_DETAILS = [
    (re.compile(r"\W*series", re.IGNORECASE), "series", re.compile(r".{1,200}")),
    (
        re.compile(r"\W*(?:story\s+)?(?:url|link|source)", re.IGNORECASE),
        "source",
        re.compile(r"https?://\S{1,490}"),
    ),
]
_DATES = [
    (re.compile(r"\W*(?:published|posted)", re.IGNORECASE), "published"),
    (re.compile(r"\W*(?:updated|completed)", re.IGNORECASE), "updated"),
]
_FORMS = ("%Y-%m-%d", "%m-%d-%y", "%m/%d/%y", "%m/%d/%Y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y")
_SUBJECT = re.compile(r"(?P<title>[^(\[]*)(?P<facts>[(\[].*)?", re.DOTALL)
_KINDS_OF_POST = re.compile(
    r"(?:\s*(?:\[[^\]]{1,20}\]|(?:re|fw|new|repost|fic|fanfic|story|update)\s*:))*\s*",
    re.IGNORECASE,
)
# What a journal draws before a name.
_ICON = re.compile(r"^\[(?:info|(?:[a-z.]+ )?profile|community profile)\]\s*")
_FACT = re.compile(
    r"\b(?P<label>Rated|Words|Chapters|Reviews|Favs|Follows|Published|Updated|Status|id)\s?:\s*"
)
_GENRES = set(
    "adventure angst crime drama family fantasy friendship general horror humor hurt/comfort "
    "mystery parody poetry romance sci-fi spiritual supernatural suspense tragedy western".split()
)


def take_field(page: TitlePage, text: str) -> bool:
    """Keep what a line such as `Rating: T` says."""
    if _take_facts(page, text):
        return True
    label = read_label(text)
    if label is None or label.kind in NOTES or not label.rest.strip():
        return False
    value = " ".join(label.rest.split()).strip("*_ ")
    if label.kind == "summary":
        gap = "\n\n" if page.summary else ""
        page.summary += gap + label.rest.strip()
        page.leave_out(text.removesuffix(label.rest))
    elif _take_value(page, label.kind, value, text):
        page.leave_out(text)
    else:
        page.details.append(" ".join(text.split()))
    return True


def _take_value(page: TitlePage, kind: str, value: str, text: str) -> bool:
    """Put what a line says into the field of its kind; whether there is one, and room in it."""
    if kind == "subject":
        page.subject = page.subject or value
        return True
    if kind == "title":
        page.title = page.title or value
        return page.title == value
    if kind == "author":
        name = _ICON.sub("", value)
        page.author = page.author or name
        return page.author == name
    if kind == "tags":
        names = getattr(page, list_of(text))
        for name in re.split(r"[,;，、；]", value):
            if name.strip():
                names.append(name.strip())
        return True
    if kind == "detail":
        return _take_detail(page, text, value)
    meant = _READ[kind](value) if kind in _READ else ""
    if meant:
        setattr(page, kind, meant)
    return bool(meant)


def _take_detail(page: TitlePage, text: str, value: str) -> bool:
    """Keep what an archive says of a story besides, if it has a field of its own."""
    for start, name, form in _DETAILS:
        if start.match(text) and form.fullmatch(value) and not getattr(page, name):
            setattr(page, name, value)
            return True
    for start, name in _DATES:
        day = _day(value) if start.match(text) and not getattr(page, name) else ""
        if day:
            setattr(page, name, day)
            return True
    return False


def _day(words: str) -> str:
    """A date as `2020-02-29`, from an archive's way to write it, or nothing."""
    for form in _FORMS:
        with suppress(ValueError):
            return datetime.strptime(words.strip(" .,"), form).date().isoformat()
    return ""


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


def _take_facts(page: TitlePage, text: str) -> bool:
    """Keep what FanFiction.net's one line of facts says."""
    text = " ".join(text.split())
    labels = list(_FACT.finditer(text))
    if len(labels) < 3 or labels[0]["label"] != "Rated":
        return False
    above = text[: labels[0].start()].strip()
    if "»" in above or ">" in above:
        page.fandoms.append(re.split(r"[»>]", above)[-1].strip(" -,"))
    elif above:
        page.details.append(above)
    for label, following in zip_longest(labels, labels[1:]):
        end = following.start() if following else len(text)
        value = text[label.end() : end].strip(" -,")
        if label["label"] == "Rated":
            _take_genres(page, value)
        else:
            value, _, more = value.partition(" - ")
            page.status = read_status(more) or page.status
            _take_fact(page, label["label"], value)
    page.leave_out(text)
    return True


def _take_fact(page: TitlePage, label: str, value: str) -> None:
    status = re.search(r",?\s*\b(Complete|In-Progress)\b", value)
    if status:
        page.status = read_status(status[1])
        value = value.replace(status[0], "")
    day = _day(value) if label in ("Published", "Updated") else ""
    if day:
        setattr(page, label.lower(), day)
    elif label == "Status":
        page.status = read_status(value) or page.status
    else:
        page.details.append(f"{label}: {value}")


def _take_genres(page: TitlePage, value: str) -> None:
    """`T, English, Adventure & Friendship, Sam V. & Havelock V.`: rating, language, the rest."""
    rating, *others = re.split(r"\s+-\s+|,\s*", value)
    page.rating = read_rating(rating) or page.rating
    for words in others:
        names = list(map(str.strip, re.split(r"&|(?<!Hurt)/", words)))
        if read_language(words) and len(words) > 2 and not page.language:
            page.language = read_language(words)
        elif _GENRES.issuperset(map(str.lower, names)):
            page.tags += names
        else:
            page.characters += [name.strip(" []") for name in names]
