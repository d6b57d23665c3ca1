"""Suspension: who may do nothing that others see, and until when."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format

from reader.models.people.reader import Reader


class Suspended(PermissionDenied):
    """Somebody who is suspended wants to do what others would see; a sentence for them."""


def refuse_suspended(reader: Reader) -> None:
    """Raises Suspended, where a reader is."""
    if reader.is_suspended:
        raise Suspended(suspension_of(reader))


def suspension_of(reader: Reader) -> str:
    """What to tell somebody who is suspended, or an empty string."""
    if not reader.is_suspended or reader.suspended_until is None:
        return ""
    until = date_format(timezone.localtime(reader.suspended_until), "j F Y, H:i")
    return (
        f"Your account is suspended until {until}: until then you can read and keep private "
        "highlights, but nothing that others would see. Your inbox says why, and how to appeal."
    )
