"""What the readers of archives share: elements found, notes and details read from them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime

from lxml.html import HtmlElement

from reader.importing.counting.said import parts_words, text_of
from reader.importing.html.parsing import words_in
from reader.importing.html.prose import Prose
from reader.text.manuscripts.labels import read_language, read_rating, read_status
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_pages import TitlePage

_LITTLE = 200
"""Words that any site shows around a story."""


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
    return "\n\n".join(p.source for p in prose.found + prose.definitions())


def outside(element: HtmlElement, *kept: HtmlElement) -> str:
    """The words of an element that stand in none of these others."""
    others = {*kept, *element.iter("script", "style")}
    return text_of(element, passes_over=others.__contains__, parts_before=parts_words)


def leave_out_around(page: TitlePage, tree: HtmlElement, *kept: HtmlElement) -> None:
    """Leave out what a site shows on a page around these elements; tell of it where it is more
    than they hold, for then some of the story may be in it."""
    around = outside(tree.find("body"), *kept)
    held = sum(len(element.text_content().split()) for element in kept)
    told = len(around.split()) > max(held, _LITTLE)
    page.leave_out(around, "What the site shows around the story was left out" if told else "")


def note(*elements: HtmlElement, kind: str = "note", label: str = "") -> list[Paragraph]:
    """Elements as one author's note; none where nothing is said in them."""
    text = markdown_of(*elements)
    if not text:
        return []
    return [Paragraph(f"{label}{text}".split("\n"), 1, note=kind)]


def one(tree: HtmlElement, path: str) -> HtmlElement | None:
    """The first element at a path."""
    found = tree.xpath(path)
    return found[0] if found else None


def has_class(name: str) -> str:
    """The XPath condition that an element has a class, also as Calibre renames it."""
    padded = "concat(' ', normalize-space(@class), ' ')"
    names = (name, f"{name}1", f"{name}2")
    return "(" + " or ".join(f"contains({padded}, ' {each} ')" for each in names) + ")"


def class_of(element: HtmlElement) -> str:
    """The class names of an element."""
    return element.get("class") or ""


def field(page: TitlePage, label: str, value: HtmlElement | str) -> None:
    """Put one row of an archive's details, such as `Relationship:`, on the title page."""
    label = label.lower().strip(" :")
    words = value if isinstance(value, str) else words_of(value)
    page.leave_out(label if label.startswith("summary") else f"{label} {words}")
    links = [] if isinstance(value, str) else [words_of(a) for a in value.iter("a")]
    items = [item for item in links if item] or [w.strip() for w in words.split(",") if w.strip()]
    if label.startswith(("fandom", "based on")):
        page.fandoms += items
    elif label.startswith(("relationship", "pairing", "ship")):
        page.relationships += items
    elif label.startswith("character"):
        page.characters += items
    elif label.startswith(("archive warning", "warning", "content warning")):
        page.warnings += [w for w in items if not w.lower().startswith(("no archive", "none"))]
    elif label.startswith(("additional tag", "tag", "genre", "freeform", "categor", "subject")):
        page.tags += items
    elif label.startswith(("rating", "rated")):
        page.rating = read_rating(words) or page.rating
    elif label.startswith("language"):
        page.language = read_language(words) or page.language
    elif label.startswith("status"):
        page.status = read_status(words) or page.status
    elif label.startswith("series"):
        page.series = words[:200]
    elif label.startswith("stats"):
        _stats(page, words)
    elif label.startswith(("published", "posted")):
        page.published = _date(words) or page.published
    elif label.startswith(("updated", "completed")):
        page.updated = _date(words) or page.updated
    elif label.startswith("summary"):
        page.summary = page.summary or words
    elif label.startswith(("author", "by")) and not page.author:
        page.author = words
    elif label.startswith(("story url", "storyurl", "source", "link")):
        link = None if isinstance(value, str) else next(value.iter("a"), None)
        page.source = page.source or (words if link is None else link.get("href") or words)


def _stats(page: TitlePage, words: str) -> None:
    """AO3's one line: `Published: … Completed: … Words: 7,526 Chapters: 3/?`."""
    page.published = _date(words.partition("Published:")[2]) or page.published
    changed = re.search(r"(?:Updated|Completed):\s*(\S+)", words)
    page.updated = (_date(changed[1]) if changed else "") or page.updated
    chapters = re.search(r"Chapters:\s*(\d+)\s*/\s*(\d+|\?)", words)
    if chapters:
        page.status = "complete" if chapters[1] == chapters[2] else "in progress"


def _date(words: str) -> str:
    """The date in some words, as `2020-02-29`, `2/29/2020` or `Feb 29, 2020` say it, or nothing."""
    for pattern, form in _DATES:
        if found := re.search(pattern, words):
            with suppress(ValueError):
                return datetime.strptime(found[0][:40], form).date().isoformat()
    return ""


_DATES = (
    (r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "%m/%d/%Y"),
    (r"\b[A-Z][a-z]{2} \d{1,2}, \d{4}", "%b %d, %Y"),
    (r"\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}", "%B %d, %Y"),
    (r"\b\d{1,2} [A-Z][a-z]{2} \d{4}", "%d %b %Y"),
)
