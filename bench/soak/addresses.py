"""Every address of the URL table, filled with what there is and with what there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from django.apps import apps
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from reader.models import Chapter, Reader, Story

NUMBERS = ["1", "2", "3", "4", "5", "6", "7"]
MOST = 150
"""Addresses of one kind: of more, every so-manieth."""
SLOT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
ASKED = ["?thread=1", "?thread=2", "?thread=3", "?also=1", "?put=1", "?at=1.0.20", "?at=3.0.20",
         "?comment=2", "?beside=1"]  # fmt: skip


def words_for() -> dict[str, list[str]]:
    """What may stand in each slot of an address."""
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


def addresses(most: int = MOST) -> list[str]:
    """All of them, at most so many of a kind. Raises KeyError for a slot that nothing fits."""
    words = words_for()
    found = []
    for pattern in patterns():
        slots = [a or b for a, b in SLOT.findall(pattern)]
        filled = list(product(*(words[slot] for slot in slots)))
        for values in filled[:: len(filled) // most + 1]:
            given = iter(values)
            found.append("/" + SLOT.sub(lambda _, given=given: next(given), pattern))
    for chapter in Chapter.objects.in_story():
        found += [chapter.get_absolute_url() + asked for asked in ASKED]
    return list(dict.fromkeys(found))
