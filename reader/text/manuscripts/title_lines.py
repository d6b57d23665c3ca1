"""Which line of a title page is the title, and which says who wrote the story."""

from __future__ import annotations

import re

from reader.text.manuscripts.headings import is_set_apart, is_underlined
from reader.text.manuscripts.labels import read_label
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage
from reader.text.manuscripts.titles import is_title_case, plain_words

_NAMES = r"(?P<author>\S.{0,80}?)[\W_]*"
BY_LINE = re.compile(rf"\W*(?:(?:written\s+)?by|par|von|por|door):?\s+{_NAMES}", re.IGNORECASE)
_BY_ELSEWHERE = re.compile(rf"\W*(?:di|da|av|af|od|przez|от):?\s+{_NAMES}")
_TITLE_BY = re.compile(r"(?P<title>.+?),?\s+by:?\s+(?P<author>[^\W_].*)")
_NO_TITLE = re.compile(r"dear\b|to\b|from\b|[\d\W]", re.IGNORECASE)
_NO_LONE_TITLE = re.compile(r".*[.,;:。，；：]$|[\"“„«‘].*[^\"”»’]$|.*[.!?]\s.*[.!?]$", re.DOTALL)
# Paragraphs between the title of a story and its first chapter.
SHORT_OPENING = 6
_SMALL = "a an and as at but by for from in of on or the to with".split()


def title_from(name: str) -> str:
    """A title from a file's name without its ending: `the_long-tide` is `The Long Tide`."""
    name = re.sub(r"-(?:ffnet|ao3|archiveofourown\w*|fimfiction\w*)_\d+$", "", name)
    title = " ".join(re.sub(r"[_\s]+|(?<=\w)-(?=\w)", " ", name).strip(" -.").split())
    if title != title.lower():
        return title
    words: list[str] = []
    for word in title.split():
        small = words and word in _SMALL
        words.append(word if small else word[:1].upper() + word[1:])
    return " ".join(words)


def choose_title(
    page: TitlePage, rest: list[Paragraph], at: int, name: str, *, lone: int, below: str
) -> bool:
    """Whether the line is the title, which is then kept. `lone` is after how many paragraphs the
    first chapter begins, nought where none is known."""
    words = plain_words(rest[at].text)
    both = _TITLE_BY.fullmatch(words)
    if both and author_on("by " + both["author"]) and is_title_case(both["title"]):
        page.title, page.author = both["title"], both["author"]
    elif (
        is_underlined(rest, at)
        or author_on(below)
        or same_letters(words, title_from(name))
        or (not words.endswith(",") and read_label(below) and _looks_like_a_title(words))
        or is_set_apart(rest, at)
        or (0 < lone <= SHORT_OPENING and not _NO_LONE_TITLE.match(words))
    ):
        page.title = words
    elif _looks_like_a_title(words) and len(below) > 2 * len(words):
        page.title = words
        page.doubts.append(f"The first line, “{words}”, was taken for the title.")
    return bool(page.title)


def _looks_like_a_title(words: str) -> bool:
    if words[0].lower() == words[0].upper() and words[0].isalpha():  # a script without capitals
        return len(words) <= 20 and not re.search(r"[。，！？、…：]", words)
    return is_title_case(words) and not _NO_TITLE.match(words)


def author_on(line: str) -> str:
    """The name on a line such as `by Jane Doe`, or nothing."""
    match = BY_LINE.fullmatch(line) or _BY_ELSEWHERE.fullmatch(line)
    name = match["author"].strip() if match else ""
    plausible = len(name.split()) <= 5 and not re.search(r"[.!?,;]$", line.strip())
    lower = name[:1].islower() and " " in name
    return name if plausible and not lower else ""


def same_letters(one: str, other: str) -> bool:
    """Whether two lines are the same but for capitals, signs and spaces."""
    return re.sub(r"\W+", "", one).lower() == re.sub(r"\W+", "", other).lower()
