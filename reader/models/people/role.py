"""Who has which role."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q, QuerySet

from reader.models.people.reader import Reader
from reader.roles import MODERATORS


class Role(models.TextChoices):
    """What a reader may do that others may not. An administrator may do all of it."""

    MODERATOR = "moderator", "Moderator"
    ADMINISTRATOR = "administrator", "Administrator"


def role_of(reader: Reader) -> Role | None:
    """The role that a reader has. Whoever may enter the admin by other rights is a moderator."""
    if reader.is_superuser:
        return Role.ADMINISTRATOR
    return Role.MODERATOR if reader.is_staff else None


def readers_with_role() -> QuerySet[Reader]:
    """Everybody who has one: administrators first, then by name. A closed account has none to
    use."""
    some = Reader.objects.filter(Q(is_superuser=True) | Q(is_staff=True), is_active=True)
    return some.order_by("-is_superuser", "username")


def moderators() -> Group:
    """The group of moderators, which every migration sees to (`reader/roles.py`)."""
    return Group.objects.get(name=MODERATORS)
