"""What a line of a title page says, such as `Rating: T`, and where it belongs."""

from __future__ import annotations

import re

from reader.text.manuscripts.dates import read_date
from reader.text.manuscripts.label_values import list_of, read_language, read_rating, read_status
from reader.text.manuscripts.labels import NOTES, read_label
from reader.text.manuscripts.line_of_facts import take_line_of_facts
from reader.text.manuscripts.title_page import TitlePage

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
# What a journal draws before a name.
_ICON = re.compile(r"^\[(?:info|(?:[a-z.]+ )?profile|community profile)\]\s*")


def take_field(page: TitlePage, text: str) -> bool:
    """Keep what a line such as `Rating: T` says."""
    if take_line_of_facts(page, text):
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
        day = read_date(value) if start.match(text) and not getattr(page, name) else ""
        if day:
            setattr(page, name, day)
            return True
    return False
