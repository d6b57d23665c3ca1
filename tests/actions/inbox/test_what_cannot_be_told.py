"""One thing that cannot be told keeps nobody from hearing of the others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.inbox import comments, notify
from tests.factories import make_chapter, say

pytestmark = pytest.mark.django_db


def test_the_rest_is_told_and_it_is_tried_again_later(monkeypatch, una, caplog):
    monkeypatch.setattr(notify, "_failed", {})
    chapter = make_chapter()
    author = chapter.story.author
    bad, good = say(chapter, "Oh.", una), say(chapter, "Ah.", una)
    tell = comments.tell
    tried = []

    def fail_at_one(key):
        tried.append(key)
        if key == bad.pk:
            raise RuntimeError("No.")
        tell(key)

    monkeypatch.setattr(comments, "tell", fail_at_one)
    notify.notify_readers()
    assert tried == [bad.pk, good.pk]
    assert author.notifications.get().comment == good
    assert f"comment {bad.pk}" in caplog.text
    chapter.refresh_from_db()
    assert chapter.told_at
    assert not notify.something_to_tell()
    monkeypatch.undo()
    monkeypatch.setattr(notify, "_failed", {(comments, bad.pk): timezone.now()})
    later = timezone.now() + notify.PAUSE + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert notify.something_to_tell()
    notify.notify_readers()
    assert author.notifications.count() == 2
