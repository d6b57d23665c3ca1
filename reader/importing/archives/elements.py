"""What the readers of archives share: elements found, notes and details read from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from lxml.html import HtmlElement

from reader.importing.counting.file_text import parts_words, text_in
from reader.importing.html.parsing import words_in
from reader.importing.html.prose import Prose
from reader.text.manuscripts.label_values import read_language, read_rating, read_status
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage

_LITTLE = 200
"""Words that any site shows around a story."""
_LONGEST_SERIES = 200
_DATES = (
    (r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "%m/%d/%Y"),
    (r"\b[A-Z][a-z]{2} \d{1,2}, \d{4}", "%b %d, %Y"),
    (r"\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}", "%B %d, %Y"),
    (r"\b\d{1,2} [A-Z][a-z]{2} \d{4}", "%d %b %Y"),
)

Taker = Callable[[TitlePage, str, HtmlElement | str], None]
"""Puts a value, its words and the value itself, on a title page."""
_AROUND = "What the site shows around the story was left out"


def words_of(element: HtmlElement | None) -> str:
    """The words of an element on one line."""
    return "" if element is None else words_in(element)


def markdown_of(*elements: HtmlElement) -> str:
    """The Markdown of some elements; of quotations, of what is in them."""
    prose = Prose()
    for element in elements:
        if element.tag == "blockquote":
            prose.read_inside(element)
        else:
            prose.read([element])
    return prose.markdown


def outside(element: HtmlElement, *kept: HtmlElement) -> str:
    """The words of an element that stand in none of these others."""
    others = {*kept, *element.iter("script", "style")}
    return text_in(element, passes_over=others.__contains__, parts_before=parts_words)


def leave_out_around(page: TitlePage, tree: HtmlElement, *kept: HtmlElement) -> None:
    """Leave out what a site shows on a page around these elements; tell of it where it is more
    than they hold, for then some of the story may be in it."""
    around = outside(tree.find("body"), *kept)
    held = 0
    for element in kept:
        held += len(element.text_content().split())
    told = len(around.split()) > max(held, _LITTLE)
    page.leave_out(around, _AROUND if told else "")


def as_note(*elements: HtmlElement, kind: str = "note", label: str = "") -> list[Paragraph]:
    """Elements as one author's note; none where nothing is said in them."""
    text = markdown_of(*elements)
    if not text:
        return []
    return [Paragraph(f"{label}{text}".split("\n"), 1, note=kind)]


def first_at(tree: HtmlElement, path: str) -> HtmlElement | None:
    """The first element at a path."""
    found = tree.xpath(path)
    return found[0] if found else None


def has_class(name: str) -> str:
    """The XPath condition that an element has a class, also as Calibre renames it."""
    padded = "concat(' ', normalize-space(@class), ' ')"
    conditions = [f"contains({padded}, ' {each} ')" for each in (name, f"{name}1", f"{name}2")]
    return f"({' or '.join(conditions)})"


def class_of(element: HtmlElement) -> str:
    """The class names of an element."""
    return element.get("class") or ""


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
