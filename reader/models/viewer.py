"""Whoever looks: what the rules of visibility go by."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from reader.models.silenced import NOTHING, Silenced

Viewer = AbstractBaseUser | AnonymousUser | None
"""Whoever looks: somebody with an account, or nobody who is signed in."""


def key_of(viewer: Viewer) -> int | None:
    """The primary key of the viewer's account; None where there is none."""
    return None if viewer is None else viewer.pk


def silenced(viewer: Viewer) -> Silenced:
    """What the viewer doesn't want to see, and who blocked them. A row says it that is loaded."""
    return getattr(viewer, "silenced", NOTHING)


def apart(viewer: Viewer, *others: int) -> bool:
    """Whether there is a block between the viewer and any of some other readers, by their keys:
    neither answers, names, thanks or follows the other, nor comments on their stories."""
    return not silenced(viewer).apart.isdisjoint(others)


def moderates(viewer: Viewer) -> bool:
    """Whether the viewer is a moderator."""
    return getattr(viewer, "moderates", False)
