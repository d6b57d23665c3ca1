"""Unsubscribing by a link that needs nobody to sign in: it names the reader and what to stop, and
nobody else can make one. It serves for as long as mail may lie about."""

from __future__ import annotations

from typing import NamedTuple

from django.core.signing import BadSignature, Signer

from reader.actions.mail.choose_mail import choose_mail
from reader.models.inbox.mail_preference import MailPreference
from reader.models.inbox.notification import Notification
from reader.models.people.reader import Reader
from reader.text.whole_numbers import whole_number

Kind = Notification.Kind
ALL = "all"
_signer = Signer(salt="gloss.unsubscribe")


class Subscription(NamedTuple):
    """What one unsubscribes from: mail to a reader, of one kind; of all kinds where it is None."""

    reader: int
    kind: Kind | None

    @property
    def token(self) -> str:
        """What a link says of it."""
        return _signer.sign(f"{self.reader}:{self.kind or ALL}")


def subscription_of(token: str) -> Subscription | None:
    """What a token from a link is about; None where we did not make it. A kind that there is no
    more stands for all: whoever presses it wants no mail."""
    try:
        reader, kind = _signer.unsign(token).split(":")
    except (BadSignature, ValueError):
        return None
    return Subscription(whole_number(reader) or 0, Kind(kind) if kind in Kind.values else None)


def unsubscribe(subscription: Subscription) -> None:
    """Send a reader no more mail of this kind. Where they have left, there is nothing to do."""
    reader = Reader.objects.filter(pk=subscription.reader, is_active=True).first()
    if reader:
        kinds = [subscription.kind] if subscription.kind else list(Kind)
        choose_mail(reader, dict.fromkeys(kinds, MailPreference.Time.NEVER))
