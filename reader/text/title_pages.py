"""What a plain text says of itself before its story: title, author, and lines of details."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from reader.text.author_notes import end_of_note
from reader.text.headings import (
    find_headings,
    is_set_apart,
    is_underlined,
    read_heading,
)
from reader.text.labels import NOTES, read_label, read_language, read_rating, read_status
from reader.text.leaving_out import LeavesOut
from reader.text.paragraphs import Paragraph
from reader.text.scene_breaks import is_scene_break
from reader.text.titles import is_title_case, plain_words

_BY = re.compile(r"\W*(?:written\s+)?by:?\s+(?P<author>\S.{0,80}?)[\W_]*", re.IGNORECASE)
_TITLE_BY = re.compile(r"(?P<title>.+?),?\s+by:?\s+(?P<author>[^\W_].*)")
_CONTENTS = re.compile(r"\W*(?:table\s+of\s+)?contents\W*", re.IGNORECASE)
_NO_TITLE = re.compile(r"dear\b|to\b|from\b|[\d\W]", re.IGNORECASE)
_READ = {"rating": read_rating, "language": read_language, "status": read_status}
_LISTS = [
    (re.compile(rf"\W*{start}", re.IGNORECASE), name)
    for start, name in (
        ("fandom", "fandoms"),
        ("pairing|relationship|ship", "relationships"),
        (r"(?:main\s+)?character", "characters"),
    )
]
_DETAILS = [
    (re.compile(rf"\W*{start}", re.IGNORECASE), name, re.compile(form))
    for start, name, form in (
        ("published|posted", "published", r"\d{4}-\d\d-\d\d"),
        ("updated|completed", "updated", r"\d{4}-\d\d-\d\d"),
        ("series", "series", r".{1,200}"),
        (r"(?:story\s+)?(?:url|link|source)", "source", r"https?://\S{1,490}"),
    )
]
_SMALL = "a an and as at but by for from in of on or the to with".split()


@dataclass
class TitlePage(LeavesOut):
    """What was said before the story: its fields, its author's notes, the lines of details that
    have no field, and the titles that a table of contents lists."""

    title: str = ""
    author: str = ""
    summary: str = ""
    language: str = ""
    rating: str = ""
    status: str = ""
    tags: list[str] = field(default_factory=list)
    fandoms: list[str] = field(default_factory=list)
    relationships: list[str] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    series: str = ""
    source: str = ""
    published: str = ""
    updated: str = ""
    notes: list[Paragraph] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_title_page(
    found: list[Paragraph], name: str, page: TitlePage | None = None, *, more: bool = False
) -> tuple[TitlePage, list[Paragraph]]:
    """The title page that paragraphs begin with, and the paragraphs that are left.

    `name` is the file's, without its ending: the title where the text has none. `page` holds
    what is known already. The last paragraph is no title, unless `more` come after these.
    """
    page, rest = page or TitlePage(), list(found)
    if rest and rest[-1].text == "End file.":  # how FanFicFare says that nothing is cut off
        rest.pop()
    at = 0
    while at < len(rest) and not rest[at].note:
        rest[at : at + 1] = _unfolded(rest[at])
        used = (
            _take_field(page, rest[at].text)
            or _take_note(page, rest, at)
            or _take_contents(page, rest, at)
            or ((at + 1 < len(rest) or more) and _take_title(page, rest, at, name))
            or is_scene_break(rest[at].text)
        )
        if not used:
            break
        at += int(used)
    page.title = page.title or title_from(name)
    return page, rest[at:]


def title_from(name: str) -> str:
    """A title from a file's name without its ending: `the_long-tide` is `The Long Tide`."""
    name = re.sub(r"-(?:ffnet|ao3|archiveofourown\w*|fimfiction\w*)_\d+$", "", name)
    words = re.sub(r"[_\s]+|(?<=\w)-(?=\w)", " ", name).strip(" -.").split()
    if any(word != word.lower() for word in words):
        return " ".join(words)
    return " ".join(
        word if i and word in _SMALL else word[:1].upper() + word[1:]
        for i, word in enumerate(words)
    )


def _unfolded(paragraph: Paragraph) -> list[Paragraph]:
    """The lines of a title page that stand together, each as a paragraph."""
    lines = [line.strip() for line in paragraph.lines]
    if len(lines) > 1 and any(_BY.fullmatch(line) or _is_field(line) for line in lines[1:]):
        gaps = [paragraph.gap] + [0] * (len(lines) - 1)
        return [Paragraph([line], gap) for line, gap in zip(lines, gaps, strict=True)]
    return [paragraph]


def _is_field(line: str) -> bool:
    label = read_label(line)
    return bool(label and label.kind not in NOTES)


def _take_field(page: TitlePage, text: str) -> bool:
    """Keep what a line such as `Rating: T` says."""
    label = read_label(text)
    if label is None or label.kind in NOTES or not label.rest.strip():
        return False
    value = " ".join(label.rest.split()).strip("*_ ")
    if label.kind in ("title", "author") and not getattr(page, label.kind):
        setattr(page, label.kind, value)
    elif label.kind == "summary":
        page.summary = "\n\n".join(filter(None, [page.summary, label.rest.strip()]))
    elif label.kind == "tags":
        name = next((name for start, name in _LISTS if start.match(text)), "tags")
        getattr(page, name).extend(tag.strip() for tag in re.split(r"[,;]", value) if tag.strip())
    elif label.kind == "detail" and _take_detail(page, text, value):
        pass
    elif label.kind in _READ and (meant := _READ[label.kind](value)):
        setattr(page, label.kind, meant)
    else:
        page.details.append(" ".join(text.split()))
    return True


def _take_detail(page: TitlePage, text: str, value: str) -> bool:
    """Keep what an archive says of a story besides, if it has a field of its own."""
    for start, name, form in _DETAILS:
        if start.match(text) and form.fullmatch(value) and not getattr(page, name):
            setattr(page, name, value)
            return True
    return False


def _take_note(page: TitlePage, rest: list[Paragraph], at: int) -> int:
    """Keep the author's note that starts here; how many paragraphs it has."""
    label = read_label(rest[at].text)
    if label is None:
        return 0
    end = end_of_note(rest, at)
    if label.kind == "summary":
        page.summary = "\n\n".join(paragraph.text for paragraph in rest[at + 1 : end.at])
    else:
        page.notes += rest[at : end.at]
    if not end.sure and end.at < len(rest):
        page.doubts.append(f"A note may end elsewhere than before “{rest[end.at].start}”.")
    return end.at - at


def _take_contents(page: TitlePage, rest: list[Paragraph], at: int) -> int:
    """Keep a table of contents if what it lists comes later; how many paragraphs it has."""
    if not _CONTENTS.fullmatch(rest[at].text):
        return 0
    counts = Counter(paragraph.words for paragraph in rest[at + 1 :])
    end = at + 1
    while end < len(rest):
        lines = [" ".join(line.split()) for line in rest[end].lines]
        counts[rest[end].words] -= 1
        if not all(counts[line] for line in lines):
            break
        page.contents += lines
        end += 1
    return end - at if page.contents else 0


def _take_title(page: TitlePage, rest: list[Paragraph], at: int, name: str) -> int:
    """Keep a title or the line that says who wrote it; how many paragraphs it has."""
    here, text = rest[at], rest[at].text
    below = next((p.text for p in rest[at + 1 : at + 3] if not is_scene_break(p.text)), "")
    if page.title and not page.author and (author := _author(text)):
        page.author = author
        return 1
    words = plain_words(text)
    if page.title or not words or len(here.lines) > 1 or len(words) > 120 or read_heading(text):
        return 0
    if 0 in find_headings(rest[at:]):
        return 0
    both = _TITLE_BY.fullmatch(words)
    if both and _author("by " + both["author"]) and is_title_case(both["title"]):
        page.title, page.author = both["title"], both["author"]
    elif (
        is_underlined(rest, at)
        or _author(below)
        or _same(words, title_from(name))
        or (is_title_case(words) and read_label(below))
        or is_set_apart(rest, at)
    ):
        page.title = words
    elif is_title_case(words) and not _NO_TITLE.match(words) and len(below) > 2 * len(words):
        page.title = words
        page.doubts.append(f"The first line, “{words}”, was taken for the title.")
    else:
        return 0
    return 2 if is_underlined(rest, at) else 1


def _author(line: str) -> str:
    """The name on a line such as `by Jane Doe`, or nothing."""
    match = _BY.fullmatch(line)
    name = match["author"].strip() if match else ""
    plausible = len(name.split()) <= 5 and not re.search(r"[.!?,;]$", line.strip())
    lower = name[:1].islower() and " " in name
    return name if plausible and not lower else ""


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).lower() == re.sub(r"\W+", "", other).lower()
