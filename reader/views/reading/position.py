"""Where a reader stopped, as the page of a chapter shows it."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db.models import Subquery

from reader.models import Reader, Revision
from reader.models.page_key import PageKey
from reader.models.people.progress import carried

A_SCREEN = 1500
"""Code points: a place that is no further on than this is in sight."""


def resume_offset(key: PageKey, length: int) -> int:
    """The code point of the chapter's text, of that `length`, to go on from; 0 where nobody
    stopped in it, or it was read to the end."""
    if key.place is None:
        return 0
    revision, offset = key.place
    if revision != key.revision:
        offset = _carried(revision, offset, key.revision)
    return offset if offset < length else 0


def _carried(then: int, offset: int, now: int) -> int:
    """Where a place in one revision stands in another, by their keys. It is kept, because a reader
    may look at the page many times before they go on."""
    name = f"place:{then}:{offset}:{now}"
    place: int | None = caches["pages"].get(name)
    if place is None:
        revisions = Revision.objects.in_bulk([then, now])
        place = carried(offset, revisions[then], revisions[now])
        caches["pages"].set(name, place)
    return place


def chapter_further_on(key: PageKey, number: int, device: str) -> int | None:
    """The key of the chapter in which the reader is further on, on another device, if they are."""
    furthest = key.furthest
    if furthest is None or furthest.device in ("", device):
        return None
    here = key.place[1] + A_SCREEN if key.place else 0
    if (furthest.number, furthest.offset) > (number, here):
        return furthest.chapter
    return None


def revision_last_read(key: PageKey, reader: Reader | AnonymousUser) -> Revision | None:
    """The revision that the reader knows, where it says something else than the present one, and
    may still be read."""
    if not key.known or key.known == key.revision:
        return None
    present = Revision.objects.filter(pk=key.revision).values("text")[:1]
    readable = Revision.objects.visible_to(reader).filter(pk=key.known)
    return readable.exclude(text=Subquery(present)).only("number").first()
