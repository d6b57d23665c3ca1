"""What the worker does once a day, or every few minutes, each thing by itself, so that one that
fails stops no other."""

from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reader.actions.inbox.notify import notify_readers, something_to_tell
from reader.actions.library.clear_exports import clear_exports
from reader.actions.library.count_what_came_out import count_what_came_out, something_to_count
from reader.actions.library.erase import erase_overdue
from reader.actions.library.picture_files import clear_pictures
from reader.actions.mail.gather_digests import gather_digests, something_to_gather
from reader.actions.mail.send_digests import (
    forget_old_digests,
    send_digests,
    something_to_send,
)
from reader.actions.margin.gather_popular_highlights import gather_popular_highlights
from reader.actions.moderation.left_waiting import hand_to_moderators
from reader.actions.people.erase_accounts import erase_accounts
from reader.actions.revising.settle import settle
from reader.models import Chapter, IdempotencyKey, Report
from reader.models.heartbeat import Heartbeat
from reader.tasks import task

DONE_KEPT_FOR, GIVEN_UP_KEPT_FOR = timedelta(days=3), timedelta(days=90)
"""How long it can be seen in the admin what became of a task."""


@task()
def erase_deleted() -> None:
    """Erase what was deleted too long ago to be restored."""
    erase_overdue()


@task()
def erase_closed_accounts() -> None:
    """Delete the accounts of readers who left, and did not come back in time."""
    erase_accounts()


@task()
def clear_sessions() -> None:
    """Forget the sign-ins that have run out, and on which devices they were."""
    SessionStore.clear_expired()
    here = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=here).delete()


@task()
def forget_finished_tasks() -> None:
    """Forget what became of tasks, and workers that have not been heard of for days."""
    now = timezone.now()
    Heartbeat.objects.filter(at__lt=now - DONE_KEPT_FOR).delete()
    done = DBTaskResult.objects.successful().filter(finished_at__lt=now - DONE_KEPT_FOR)
    given_up = DBTaskResult.objects.failed().filter(finished_at__lt=now - GIVEN_UP_KEPT_FOR)
    done.delete()
    given_up.delete()


@task()
def settle_margins() -> None:
    """Take passages along once more where a task gave it up."""
    unsettled = Chapter.with_deleted.exclude(margin_revision=None)
    for pk in unsettled.order_by("pk").values_list("pk", flat=True):
        settle.enqueue(pk)


@task()
def delete_old_exports() -> None:
    """Delete the files that were made for somebody more than a day ago."""
    clear_exports()


@task()
def delete_stray_pictures() -> None:
    """Delete files of pictures that belong to nothing any more."""
    clear_pictures()


@task()
def forget_old_keys() -> None:
    """Forget under which keys browsers sent what is stored long since."""
    IdempotencyKey.objects.forget_old()


@task()
def optimize_database() -> None:
    """Let SQLite look which indexes serve; PostgreSQL does that by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")


@task()
def notify() -> None:
    """Tell readers of the comments and chapters that came since."""
    notify_readers()


@task()
def count_stories() -> None:
    """Count the chapters that came out at the time they were set for."""
    count_what_came_out()


@task()
def gather_mail() -> None:
    """Put what readers want to hear of by e-mail into digests."""
    gather_digests()


@task()
def send_mail() -> None:
    """Send the digests that wait."""
    send_digests()


@task()
def forget_sent_mail() -> None:
    """Forget what became of digests long ago."""
    forget_old_digests()


@task()
def forget_old_reports() -> None:
    """Forget what was reported, once that was decided a year ago."""
    Report.objects.forget_old()


@task()
def hand_what_waits_to_moderators() -> None:
    """Have moderators look at comments that wait for authors who left."""
    hand_to_moderators()


EVERY_DAY = (
    erase_deleted,
    erase_closed_accounts,
    hand_what_waits_to_moderators,
    clear_sessions,
    forget_finished_tasks,
    settle_margins,
    delete_old_exports,
    delete_stray_pictures,
    forget_old_keys,
    forget_sent_mail,
    forget_old_reports,
    optimize_database,
)

EVERY_FEW_MINUTES = (gather_popular_highlights,)

WHERE_NEEDED = (
    (count_stories, something_to_count),
    (notify, something_to_tell),
    (gather_mail, something_to_gather),
    (send_mail, something_to_send),
)
"""Tasks that are queued within seconds, where there is something for them to do."""
