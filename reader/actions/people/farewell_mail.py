"""The e-mail that says that an account is closed, until when, and how one comes back."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from reader.actions.mail.mail_server import absolute, can_send, host
from reader.models.people.departure import Departure
from reader.tasks import task


@task()
def send_farewell(pk: int) -> None:
    """Confirm a departure, to the address of the account if it was confirmed; nothing where the
    reader has come back already."""
    waiting = Departure.objects.revocable().filter(pk=pk, told_at=None)
    departure = waiting.select_related("reader").first()
    if departure is None or not can_send():
        return
    address = _address(departure)
    if not address:
        return
    context = {
        "departure": departure,
        "host": host(),
        "way_back": absolute(reverse("account_login")),
        "reset": absolute(reverse("account_reset_password")),
    }
    EmailMessage(
        subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}Your account is closed",
        body=render_to_string("mail/account_closed.txt", context),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
    Departure.objects.filter(pk=pk).update(told_at=timezone.now())


def _address(departure: Departure) -> str:
    """The confirmed address of a closed account; empty where it has none."""
    confirmed = EmailAddress.objects.filter(
        user=departure.reader_id, verified=True, primary=True
    ).alias(address=Lower("email"))
    own = confirmed.filter(address=departure.reader.email.lower())
    return own.values_list("email", flat=True).first() or ""
