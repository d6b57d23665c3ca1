"""Once a day the worker clears what nobody needs, and every few minutes it counts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.erase import KEPT_FOR
from reader.management.housekeeping import (
    EVERY_DAY,
    EVERY_FEW_MINUTES,
    GIVEN_UP_KEPT_FOR,
    WHERE_NEEDED,
)
from reader.models import Story
from reader.tasks.periodic import queue_daily, queue_often, queue_where_needed
from tests.factories import make_reader, say

pytestmark = pytest.mark.django_db


def work_today(queue):
    queue_daily(EVERY_DAY)
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    queue()


def test_it_is_queued_once_a_day_however_many_workers_ask(queue):
    queue_daily(EVERY_DAY)
    queue_daily(EVERY_DAY)
    assert DBTaskResult.objects.count() == len(EVERY_DAY)


def test_what_was_deleted_long_ago_is_erased(queue, chapter):
    Story.with_deleted.update(deleted_at=timezone.now() - KEPT_FOR - timedelta(hours=1))
    work_today(queue)
    assert not Story.with_deleted.exists()


def test_sign_ins_that_have_run_out_are_forgotten(queue):
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now)
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(days=1))
    work_today(queue)
    assert Session.objects.get().session_key == "new"


def test_what_became_of_tasks_is_forgotten_after_a_while(queue):
    now = timezone.now()
    for status, days in (("SUCCESSFUL", 4), ("FAILED", 4), ("FAILED", GIVEN_UP_KEPT_FOR.days + 1)):
        DBTaskResult.objects.create(
            args_kwargs={}, status=status, finished_at=now - timedelta(days=days)
        )
    work_today(queue)
    assert DBTaskResult.objects.failed().count() == 1
    assert DBTaskResult.objects.successful().count() == len(EVERY_DAY)
    assert not DBTaskResult.objects.ready().exists()


def test_what_is_done_often_is_queued_once_in_five_minutes(queue, monkeypatch):
    moment = timezone.now().replace(minute=10, second=0)
    for minutes, queued in ((0, 1), (4, 1), (5, 2), (9, 2)):
        monkeypatch.setattr(timezone, "now", lambda at=moment + timedelta(minutes=minutes): at)
        queue_often(EVERY_FEW_MINUTES)
        assert DBTaskResult.objects.count() == queued * len(EVERY_FEW_MINUTES)


def test_readers_are_told_within_seconds_of_what_was_said_and_only_then(queue, chapter):
    notify_readers()
    queue_where_needed(WHERE_NEEDED)
    assert not DBTaskResult.objects.exists()
    say(chapter, "Oh.", make_reader())
    queue_where_needed(WHERE_NEEDED)
    queue()
    assert chapter.story.author.notifications.count() == 1


def test_what_is_given_up_is_not_queued_again_for_minutes(monkeypatch, chapter):
    say(chapter, "Oh.", make_reader())
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    queue_where_needed(WHERE_NEEDED)
    result = DBTaskResult.objects.get()
    moment += timedelta(seconds=10)  # it is tried again by and by
    queue_where_needed(WHERE_NEEDED)
    assert DBTaskResult.objects.count() == 1
    result.set_failed(RuntimeError())
    for minutes, queued in ((1, 1), (3, 1), (2, 2)):
        moment += timedelta(minutes=minutes)
        queue_where_needed(WHERE_NEEDED)
        assert DBTaskResult.objects.count() == queued
