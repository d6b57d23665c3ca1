"""Where a reader stopped, as the page of a chapter shows it."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from reader.models import Chapter, Reader, Revision
from reader.models.page_key import PageKey
from reader.models.people.progress import carried

A_SCREEN = 1500
"""Code points: a place that is no further on than this is in sight."""


def resume_offset(chapter: Chapter, place: tuple[int, int] | None) -> int:
    """The code point of the chapter's text to go on from; 0 where nobody stopped in it, or it was
    read to the end. `place` is the key of a revision and an offset in it."""
    if place is None:
        return 0
    revision, offset = place
    if revision == chapter.revision_id:
        return offset if offset < len(chapter.text) else 0
    return carried(offset, chapter.revisions.get(pk=revision), chapter.current_revision)


def chapter_further_on(key: PageKey, number: int, device: str) -> int | None:
    """The key of the chapter in which the reader is further on, on another device, if they are."""
    furthest = key.furthest
    if furthest is None or furthest.device in ("", device):
        return None
    here = key.place[1] + A_SCREEN if key.place else 0
    if (furthest.number, furthest.offset) > (number, here):
        return furthest.chapter
    return None


def revision_last_read(
    chapter: Chapter, key: PageKey, reader: Reader | AnonymousUser
) -> Revision | None:
    """The revision that the reader knows, where it says something else than the present one, and
    may still be read."""
    if not key.known or key.known == chapter.revision_id:
        return None
    readable = chapter.revisions.visible_to(reader)
    return readable.filter(pk=key.known).exclude(text=chapter.text).first()
