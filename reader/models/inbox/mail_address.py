"""Where a reader gets e-mail: at the address of their account, once they have confirmed it."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import F, QuerySet
from django.db.models.functions import Lower

from reader.models.people.reader import Reader


def mail_address(reader: Reader) -> str:
    """The address to write to, as things are now; empty where there is none."""
    return confirmed_addresses().filter(user=reader).values_list("email", flat=True).first() or ""


def confirmed_addresses() -> QuerySet[EmailAddress]:
    """Where mail goes: confirmed addresses that are still those of the accounts of readers who are
    still here."""
    here = {"user__is_active": True, "user__left_at": None}
    confirmed = EmailAddress.objects.filter(verified=True, primary=True, **here)
    own = confirmed.alias(address=Lower("email"), own=Lower("user__email"))
    return own.filter(address=F("own"))
