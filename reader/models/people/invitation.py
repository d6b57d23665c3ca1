"""Invitations: links by which one person each may make an account, where not everybody may."""

from __future__ import annotations

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.http import urlencode

from reader.models.people.reader import Reader


def new_code() -> str:
    """A code that nobody guesses."""
    return token_urlsafe(18)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, chosen and used."""

    def waiting(self, code: str) -> InvitationQuerySet:
        """The one of this code, if nobody has used it yet."""
        return self.filter(code=code, used_by=None)

    def use(self, code: str, *, by: Reader) -> bool:
        """Let a reader in by this code; False where somebody else was quicker."""
        return self.waiting(code).update(used_by=by) == 1


class Invitation(models.Model):
    """A way in for one reader. `to` is a word for whoever made it: whom it was meant for."""

    code = models.CharField(max_length=40, unique=True, default=new_code, editable=False)
    to = models.CharField("for whom", max_length=100, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    used_by = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False,
        related_name="invitation",
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.to or f"invitation {self.pk}"

    def get_absolute_url(self) -> str:
        """The link to send."""
        return f"{reverse('account_signup')}?{urlencode({'invitation': self.code})}"
