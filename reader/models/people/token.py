"""Tokens: by which a reader's other programs may read and write annotations for them."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.utils import timezone

from reader.models.people.reader import Reader

MOST = 20
"""Tokens that one reader may have."""
PREFIX = "gloss_"
"""How the secret of each begins, so that it can be told from a password."""
A_MINUTE = timedelta(minutes=1)


class TokenManager(models.Manager["Token"]):
    """Tokens, handed out and recognised."""

    def hand_out(self, reader: Reader, name: str) -> tuple[Token, str]:
        """A new token, and the secret of it, which nobody can read again."""
        secret = f"{PREFIX}{token_urlsafe(32)}"
        return self.create(reader=reader, name=name, digest=_digest(secret)), secret

    def recognise(self, secret: str) -> Token | None:
        """The token of this secret, if it was not revoked and its reader may sign in."""
        token = (
            self.filter(digest=_digest(secret), reader__is_active=True)
            .select_related("reader")
            .first()
        )
        now = timezone.now()
        if token and (token.used_at is None or now - token.used_at > A_MINUTE):
            token.used_at = now
            token.save(update_fields=["used_at"])
        return token


def _digest(secret: str) -> str:
    """What is kept of a secret. It is long and random: no salt or slow hash would add to it."""
    return sha256(secret.encode()).hexdigest()


class Token(models.Model):
    """Something that a program shows to be let in as its reader. Deleting it revokes it."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField("what it is for", max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, editable=False)

    objects = TokenManager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
