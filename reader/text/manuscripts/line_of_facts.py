"""FanFiction.net's one line of facts: `Rated: T, English, Adventure, Words: 1,234`."""

from __future__ import annotations

import re
from itertools import zip_longest

from reader.text.manuscripts.dates import read_date
from reader.text.manuscripts.label_values import read_language, read_rating, read_status
from reader.text.manuscripts.title_page import TitlePage

_FACT = re.compile(
    r"\b(?P<label>Rated|Words|Chapters|Reviews|Favs|Follows|Published|Updated|Status|id)\s?:\s*"
)
_GENRES = set(
    "adventure angst crime drama family fantasy friendship general horror humor hurt/comfort "
    "mystery parody poetry romance sci-fi spiritual supernatural suspense tragedy western".split()
)


def take_line_of_facts(page: TitlePage, text: str) -> bool:
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
    day = read_date(value) if label in ("Published", "Updated") else ""
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
