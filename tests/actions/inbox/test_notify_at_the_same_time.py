"""Readers are told of much while others write."""

import pytest

from reader.actions.inbox import comments, notify
from reader.models import Chapter, Comment
from tests.actions.test_at_the_same_time import all_at_once
from tests.factories import make_chapter, make_reader, say_many

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 120


def test_what_others_write_meanwhile_stops_nothing(monkeypatch):
    chapter = make_chapter()
    say_many(chapter, MANY, make_reader())
    tell = comments.tell
    told = []

    def tell_while_others_write(comment):
        tell(comment)
        told.append(comment)
        if len(told) == 1:
            assert all_at_once(chapter.touch_comments) == []

    monkeypatch.setattr(comments, "tell", tell_while_others_write)
    notify.notify_readers()
    assert len(told) == chapter.story.author.notifications.count() == MANY
    assert not Comment.objects.filter(told_at=None).exists()
    assert not Chapter.objects.filter(told_at=None).exists()
