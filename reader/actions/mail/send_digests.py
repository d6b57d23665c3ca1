"""Send the digests that wait.

Each is sent at most once. That it is being sent is written down, for good, before the server gets
a byte of it: whatever dies after that, nobody can know if it went, and it is not sent again. What
was in it is in the reader's inbox still. It is tried again only where it surely did not go: where
no connection came about, or where the server refused it in so many words.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reader.actions.mail.letter import letter_of
from reader.actions.mail.mail_server import mail_server
from reader.models.inbox.digest import Digest

SECONDS = 20
"""How long the worker sends at a time; then it looks what else is to be done."""
NO_SERVER = timedelta(minutes=5)
"""How long to wait where there was no connection."""
PAUSES = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))
"""How long to wait after each refusal; after one more, a digest is given up."""
LOST = timedelta(hours=1)
"""A digest that has been on its way for so long is on it no more."""
KEPT = timedelta(days=30)
"""How long it can be seen in the admin what became of a digest."""
REFUSALS = (SMTPResponseException, SMTPRecipientsRefused)
State = Digest.State
_log = logging.getLogger("gloss.mail")


def something_to_send() -> bool:
    """Whether a digest waits whose time has come. One cheap query."""
    return Digest.objects.to_send().exists()


def send_digests() -> None:
    """Send what waits, for some seconds."""
    until = time.monotonic() + SECONDS
    server = mail_server()
    try:
        for key in list(Digest.objects.to_send().order_by("pk").values_list("pk", flat=True)):
            if time.monotonic() > until or not _connect(server):
                return
            _send(key, server)
    finally:
        _hang_up(server)


def _connect(server: Any) -> bool:
    """Whether there is a connection. Where there is none, all that waits is put off."""
    try:
        server.open()
    except (OSError, *REFUSALS) as error:
        _log.warning("There is no connection to the mail server: %r.", error)
        Digest.objects.to_send().update(try_at=timezone.now() + NO_SERVER)
        return False
    return True


def _hang_up(server: Any) -> None:
    """Close a connection, in which something may have gone wrong already."""
    try:
        server.close()
    except OSError as error:
        _log.info("The mail server did not say goodbye: %r.", error)


def _send(key: int, server: Any) -> None:
    digest = _claim(key)
    if digest is None:
        return
    try:
        letter = letter_of(digest)
    except Exception as error:  # others still get theirs
        _put_off(digest, error)
        return
    if letter is None:  # all of it was read, deleted or hidden meanwhile, or is not wanted any more
        digest.delete()
        return
    try:
        server.send_messages([letter])
    except REFUSALS as error:
        _put_off(digest, error)
    except Exception as error:
        _set(digest, state=State.INTERRUPTED, refusal=repr(error))
        _log.error("Digest %s was interrupted, and is not sent again.", key, exc_info=error)
        _hang_up(server)
    else:
        _set(digest, state=State.SENT, refusal="")
        _log.info("Sent digest %s to reader %s.", key, digest.reader_id)


@transaction.atomic
def _claim(key: int) -> Digest | None:
    """A digest as this worker's to send; None if another has it."""
    now = timezone.now()
    begun = {"state": State.SENDING, "tried_at": now, "attempts": F("attempts") + 1}
    if not Digest.objects.to_send().filter(pk=key).update(**begun):
        return None
    return Digest.objects.select_related("reader").get(pk=key)


def _put_off(digest: Digest, error: Exception) -> None:
    """It surely did not go: it is tried again later, or given up aloud."""
    if digest.attempts > len(PAUSES):
        _set(digest, state=State.GIVEN_UP, refusal=repr(error))
        _log.error("Digest %s is given up: %r.", digest.pk, error)
        return
    try_at = timezone.now() + PAUSES[digest.attempts - 1]
    _set(digest, state=State.WAITING, try_at=try_at, refusal=repr(error))
    _log.warning("Digest %s was not sent, and is tried again: %r.", digest.pk, error)


def _set(digest: Digest, **fields: object) -> None:
    Digest.objects.filter(pk=digest.pk).update(**fields)


def forget_old_digests() -> None:
    """Say which digests were lost on their way; forget what became of old ones."""
    now = timezone.now()
    lost = Digest.objects.filter(state=State.SENDING, tried_at__lt=now - LOST)
    for key in list(lost.values_list("pk", flat=True)):
        _log.error("Digest %s was interrupted, and is not sent again.", key)
    lost.update(state=State.INTERRUPTED)
    done = Digest.objects.exclude(state__in=(State.WAITING, State.SENDING))
    done.filter(made_at__lt=now - KEPT).delete()
