"""The rows of an archive's details, such as `Rating: Teen`, on a title page."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime

from lxml.html import HtmlElement

from reader.importing.archives.elements import Taker, words_of
from reader.text.manuscripts.label_values import read_language, read_rating, read_status
from reader.text.manuscripts.title_page import TitlePage

_LONGEST_SERIES = 200
_DATES = (
    (r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "%m/%d/%Y"),
    (r"\b[A-Z][a-z]{2} \d{1,2}, \d{4}", "%b %d, %Y"),
    (r"\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}", "%B %d, %Y"),
    (r"\b\d{1,2} [A-Z][a-z]{2} \d{4}", "%d %b %Y"),
)


def read_detail(page: TitlePage, label: str, value: HtmlElement | str) -> None:
    """Put one row of an archive's details, such as `Relationship:`, on the title page."""
    label = label.lower().strip(" :")
    words = value if isinstance(value, str) else words_of(value)
    page.leave_out(label if label.startswith("summary") else f"{label} {words}")
    take = _taker_of(label)
    if take:
        take(page, words, value)


def _taker_of(label: str) -> Taker | None:
    """What puts the value of a label on the title page: by the longest name that it begins with."""
    known = ""
    for name in _TAKERS:
        if len(name) > len(known) and label.startswith(name):
            known = name
    return _TAKERS.get(known)


def _items(words: str, value: HtmlElement | str) -> list[str]:
    """The names in a value: of its links, or else between its commas."""
    names: list[str] = []
    if not isinstance(value, str):
        names = list(filter(None, map(words_of, value.iter("a"))))
    if names:
        return names
    return list(filter(None, map(str.strip, words.split(","))))


def _to_list(name: str) -> Taker:
    def take(page: TitlePage, words: str, value: HtmlElement | str) -> None:
        getattr(page, name).extend(_items(words, value))

    return take


def _take_warnings(page: TitlePage, words: str, value: HtmlElement | str) -> None:
    for warning in _items(words, value):
        if not warning.lower().startswith(("no archive", "none")):
            page.warnings.append(warning)


def _take_rating(page: TitlePage, words: str, value: HtmlElement | str) -> None:
    page.rating = read_rating(words) or page.rating


def _take_language(page: TitlePage, words: str, value: HtmlElement | str) -> None:
    page.language = read_language(words) or page.language


def _take_status(page: TitlePage, words: str, value: HtmlElement | str) -> None:
    page.status = read_status(words) or page.status


def _take_series(page: TitlePage, words: str, value: HtmlElement | str) -> None:
    page.series = words[:_LONGEST_SERIES]


def _take_published(page: TitlePage, words: str, value: HtmlElement | str) -> None:
    page.published = _date(words) or page.published


def _take_updated(page: TitlePage, words: str, value: HtmlElement | str) -> None:
    page.updated = _date(words) or page.updated


def _take_summary(page: TitlePage, words: str, value: HtmlElement | str) -> None:
    page.summary = page.summary or words


def _take_author(page: TitlePage, words: str, value: HtmlElement | str) -> None:
    page.author = page.author or words


def _take_source(page: TitlePage, words: str, value: HtmlElement | str) -> None:
    link = None if isinstance(value, str) else next(value.iter("a"), None)
    page.source = page.source or (words if link is None else link.get("href") or words)


def _take_stats(page: TitlePage, words: str, value: HtmlElement | str) -> None:
    """AO3's one line: `Published: … Completed: … Words: 7,526 Chapters: 3/?`."""
    page.published = _date(words.partition("Published:")[2]) or page.published
    changed = re.search(r"(?:Updated|Completed):\s*(\S+)", words)
    page.updated = (_date(changed[1]) if changed else "") or page.updated
    chapters = re.search(r"Chapters:\s*(\d+)\s*/\s*(\d+|\?)", words)
    if chapters:
        page.status = "complete" if chapters[1] == chapters[2] else "in progress"


_TAKERS: dict[str, Taker] = {
    **dict.fromkeys(("fandom", "based on"), _to_list("fandoms")),
    **dict.fromkeys(("relationship", "pairing", "ship"), _to_list("relationships")),
    **dict.fromkeys(
        ("additional tag", "tag", "genre", "freeform", "categor", "subject"), _to_list("tags")
    ),
    **dict.fromkeys(("archive warning", "warning", "content warning"), _take_warnings),
    **dict.fromkeys(("rating", "rated"), _take_rating),
    **dict.fromkeys(("published", "posted"), _take_published),
    **dict.fromkeys(("updated", "completed"), _take_updated),
    **dict.fromkeys(("author", "by"), _take_author),
    **dict.fromkeys(("story url", "storyurl", "source", "link"), _take_source),
    "character": _to_list("characters"),
    "language": _take_language,
    "status": _take_status,
    "series": _take_series,
    "stats": _take_stats,
    "summary": _take_summary,
}
"""What a label may begin with."""


def _date(words: str) -> str:
    """The date in some words, as `2020-02-29`, `2/29/2020` or `Feb 29, 2020` say it, or nothing."""
    for pattern, form in _DATES:
        found = re.search(pattern, words)
        if found:
            with suppress(ValueError):
                return datetime.strptime(found[0][:40], form).date().isoformat()
    return ""
