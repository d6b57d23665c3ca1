"""Which email addresses lead back into an account."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from reader.models import Reader


def leads_in(email: str, reader: Reader) -> bool:
    """Whether a password is reset by an address of a reader's: by a confirmed one; where none is,
    by any."""
    confirmed = EmailAddress.objects.filter(user=reader, verified=True)
    return confirmed.filter(email__iexact=email).exists() or not confirmed.exists()


def confirm_only_address(reader: Reader) -> None:
    """Confirm the one address that a reader has, where they showed that they read what is sent
    there."""
    addresses = list(EmailAddress.objects.filter(user=reader)[:2])
    if len(addresses) == 1:
        addresses[0].set_verified()
