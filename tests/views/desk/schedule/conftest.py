"""A clock that a test moves, and an author who says when something comes out."""

import time
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone


@pytest.fixture
def clock(monkeypatch):
    """Moves the time on, for all that asks Python for it."""
    now, seconds, moved = timezone.now, time.time, timedelta()

    def move(**by):
        nonlocal moved
        moved += timedelta(**by)

    monkeypatch.setattr(timezone, "now", lambda: now() + moved)
    monkeypatch.setattr(time, "time", lambda: seconds() + moved.total_seconds())
    yield move
    caches["pages"].clear()


@pytest.fixture
def set_for(browser, author):
    """Has a chapter, or what waits in a story, come out so many hours from now."""

    def do(what, reader=author, **hours_and_more):
        hours = hours_and_more.pop("hours")
        at = timezone.localtime(timezone.now() + timedelta(hours=hours))
        chapter = getattr(what, "number", None)
        story = what.story if chapter else what
        path = (
            f"/desk/{story.slug}/{what.pk}/schedule/"
            if chapter
            else f"/desk/{story.slug}/schedule/"
        )
        sent = {"day": f"{at:%Y-%m-%d}", "time": f"{at:%H:%M:%S}", "zone_name": "UTC"}
        answer = browser(reader).post(path, sent | hours_and_more)
        what.refresh_from_db()
        return answer

    return do
