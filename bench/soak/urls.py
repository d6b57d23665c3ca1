"""Every URL of the table, filled with what there is and with what there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from django.apps import apps
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from reader.models import Chapter, Reader, Story

NUMBERS = ["1", "2", "3", "4", "5", "6", "7"]
MOST = 150
"""URLs of one pattern: of more, evenly chosen ones."""
SLOT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
ASKED = ["?thread=1", "?thread=2", "?thread=3", "?also=1", "?put=1", "?at=1.0.20", "?at=3.0.20",
         "?comment=2", "?beside=1"]  # fmt: skip


def words_for() -> dict[str, list[str]]:
    """What may stand in each slot of a URL."""
    every = apps.get_model("contenttypes.ContentType").objects.values_list("pk", flat=True)
    return {
        "slug": [*getattr(Story, "with_deleted", Story.objects).values_list("slug", flat=True)],
        "number": NUMBERS, "revision": NUMBERS[:4], "older": NUMBERS[:3], "newer": NUMBERS[1:4],
        "pk": NUMBERS, "index": ["0", "3"], "object_id": NUMBERS, "id": NUMBERS,
        "content_type_id": [str(pk) for pk in every],
        "form": ["epub", "html", "markdown", "text"], "ending": ["md", "csv", "jsonld"],
        "username": [*Reader.objects.values_list("username", flat=True), "nobody"],
        "key": ["reading", "later", "finished", *NUMBERS, "abc"],
        "kind": ["fandom", "relationship", "character", "tag"],
        "name": [f"{kind}-{n}" for kind in ("highlight", "comment") for n in NUMBERS],
        "uidb36": ["1"], "app_label": ["reader", "auth", "account"], "url": ["nowhere"],
    }  # fmt: skip


def patterns(under: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """The table's patterns, each from its beginning."""
    for one in (under or get_resolver("reader.urls")).url_patterns:
        here = before + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLPattern):
            yield here
        else:
            yield from patterns(one, here)


def every_url(most: int = MOST) -> list[str]:
    """All of them, at most so many of a pattern. Raises KeyError for a slot that nothing fits."""
    words = words_for()
    found = []
    for pattern in patterns():
        choices = [words[angled or named] for angled, named in SLOT.findall(pattern)]
        filled = list(product(*choices))
        for values in filled[:: len(filled) // most + 1]:
            found.append(_filled(pattern, values))
    for chapter in Chapter.objects.in_story():
        found += [chapter.get_absolute_url() + asked for asked in ASKED]
    return list(dict.fromkeys(found))


def _filled(pattern: str, values: Sequence[str]) -> str:
    """The URL that a pattern is with a value in each of its slots."""
    url = pattern
    for value in values:
        url = SLOT.sub(value.replace("\\", r"\\"), url, count=1)
    return f"/{url}"
