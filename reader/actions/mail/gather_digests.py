"""Decide what is told by e-mail, and when.

A notification says itself when its reader's wishes are to be looked up next (`mail_at`): at first
as soon as it is stored. Then it comes into a digest, or waits for its day, or is never mailed.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.utils import make_msgid

from django.db import OperationalError, transaction
from django.utils import timezone

from reader.actions.mail.mail_server import can_send, host
from reader.actions.mail.mail_times import next_time
from reader.models.inbox.digest import Digest
from reader.models.inbox.mail_address import confirmed_addresses
from reader.models.inbox.mail_preference import MailPreference, time_wanted
from reader.models.inbox.notification import Notification, NotificationQuerySet
from reader.models.people.reader import Reader

PAUSE = timedelta(minutes=10)
"""From one digest to the next: what happens at once, again and again, comes together."""
LATER = timedelta(hours=1)
"""After which it is tried again for a reader for whom it failed."""
AT_ONCE = 500
"""Rows that one statement changes."""
Time = MailPreference.Time
_log = logging.getLogger("gloss.mail")


def something_to_gather() -> bool:
    """Whether it is to be decided of any notification if it is mailed. One cheap query."""
    return _to_gather(timezone.now()).exists()


def gather_digests() -> None:
    """Put each notification that is to be mailed by now into a digest of its reader's. Where that
    fails for one, the others still get theirs."""
    now = timezone.now()
    due = _to_gather(now)
    if not can_send():
        due.update(mail_at=None)
        return
    due.exclude(reader__in=confirmed_addresses().values("user")).update(mail_at=None)
    due.annotate(time=time_wanted()).filter(time=Time.NEVER).update(mail_at=None)
    for reader in list(due.order_by().values_list("reader", flat=True).distinct()):
        try:
            _gather_for(reader, now)
        except OperationalError:  # the database is busy, or away: for everybody
            raise
        except Exception:
            _log.exception("No digest could be made for reader %s: it is tried again.", reader)
            due.filter(reader=reader).update(mail_at=now + LATER)


def mail_nothing_that_waits() -> None:
    """Send nothing of what waits to be mailed: in a copy of an instance, the instance itself has
    done it or will do it."""
    Notification.objects.exclude(mail_at=None).update(mail_at=None)
    unsent = Digest.objects.filter(state__in=(Digest.State.WAITING, Digest.State.SENDING))
    unsent.update(state=Digest.State.INTERRUPTED)


def _to_gather(now: datetime) -> NotificationQuerySet:
    return Notification.objects.filter(mail_at__lte=now)


@transaction.atomic
def _gather_for(key: int, now: datetime) -> None:
    """Make a digest for the reader of this key, who is held: two workers never make two."""
    reader = Reader.objects.select_for_update(no_key=True).get(pk=key)
    rested = _last_digest(reader) + PAUSE
    rows = _to_gather(now).filter(reader=reader).annotate(time=time_wanted())
    due: list[int] = []
    waiting: dict[datetime, list[int]] = {}
    for pk, mail_at, time in rows.values_list("pk", "mail_at", "time"):
        out = next_time(Time(time), mail_at or now)
        if time == Time.AT_ONCE:
            out = max(out, rested)
        if out <= now:
            due.append(pk)
        else:
            waiting.setdefault(out, []).append(pk)
    for out, keys in waiting.items():
        _update(keys, mail_at=out)
    if due:
        digest = Digest.objects.create(reader=reader, message_id=make_msgid(domain=host()))
        _update(due, mail_at=None, digest=digest)


def _last_digest(reader: Reader) -> datetime:
    """When the reader's last digest was made; long ago where there is none."""
    last = reader.digests.order_by("-made_at").values_list("made_at", flat=True).first()
    return last or timezone.now() - 2 * PAUSE


def _update(keys: list[int], **fields: object) -> None:
    for start in range(0, len(keys), AT_ONCE):
        Notification.objects.filter(pk__in=keys[start : start + AT_ONCE]).update(**fields)
