"""Choosing what one hears of by e-mail."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from reader.models.inbox.mail_preference import MailPreference
from reader.models.inbox.notification import Notification
from reader.models.people.reader import Reader


@transaction.atomic
def choose_mail(reader: Reader, times: Mapping[Notification.Kind, MailPreference.Time]) -> None:
    """Keep when a reader wants to hear of some kinds. What waits for its day is decided anew."""
    MailPreference.objects.keep(reader, times)
    waiting = reader.notifications.exclude(mail_at=None)
    waiting.update(mail_at=timezone.now())
