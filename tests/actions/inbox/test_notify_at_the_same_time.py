"""Readers are told of much while others write."""

import pytest

from reader.actions.inbox import comments, notify, store_notifications
from reader.models import Chapter, Comment, Notification
from reader.models.inbox.follow import Follow
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


def test_others_write_while_many_are_told_of_one_thing(monkeypatch):
    chapter = make_chapter()
    notify.notify_readers()
    for _ in range(4):
        Follow.objects.create(reader=make_reader(), story=chapter.story)
    monkeypatch.setattr(store_notifications, "PORTION", 2)
    wrote = []

    class Clock:
        @staticmethod
        def sleep(_):
            assert all_at_once(chapter.touch_comments) == []
            wrote.append(chapter)

    monkeypatch.setattr(store_notifications, "time", Clock)
    new = make_chapter(story=chapter.story)
    notify.notify_readers()
    assert len(wrote) == 1
    assert Notification.objects.filter(chapter=new).count() == 4
