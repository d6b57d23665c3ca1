"""Decisions: what moderators did. All of them together are the moderators' log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from reader.models.moderation.case import Case


class Unchangeable(Exception):
    """The log is written once: what was done is undone by another entry."""


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions, chosen. None is ever changed."""

    def update(self, **values: object) -> NoReturn:
        raise Unchangeable

    def delete(self) -> NoReturn:
        raise Unchangeable

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable

    def standing(self) -> DecisionQuerySet:
        """Those that were not reversed since."""
        return self.filter(~_reversed())

    def warnings(self) -> DecisionQuerySet:
        """Warnings that stand."""
        return self.standing().filter(action=Decision.Action.WARN)

    def described(self) -> DecisionQuerySet:
        """With whoever did what to whom, and whether it was reversed by then."""
        related = self.select_related("by", "about", "case", "of", "appeal")
        return related.annotate(reversed_since=_reversed())


def _reversed() -> Exists:
    """Whether a later entry undid one."""
    return Exists(Decision.objects.filter(of=OuterRef("pk"), action=Decision.Action.REVERSE))


class Decision(models.Model):
    """What one moderator did about one person or thing: an entry of the log."""

    class Action(models.TextChoices):
        NOTHING = "nothing", "nothing to be done"
        HIDE = "hide", "hidden"
        LOCK = "lock", "closed to further talk"
        WARN = "warn", "warned"
        SUSPEND = "suspend", "suspended"
        CLOSE = "close", "account closed"
        UPHOLD = "uphold", "upheld after an appeal"
        REVERSE = "reverse", "reversed"
        OPEN = "open", "opened to further talk"
        SHOW = "show", "shown again"
        MODERATOR = "moderator", "made a moderator"
        ADMINISTRATOR = "administrator", "made an administrator"
        NO_ROLE = "no-role", "role taken away"
        ADD_WORDS = "add-words", "added to the held words"
        REMOVE_WORDS = "remove-words", "removed from the held words"

    ABOUT_ROLES = (Action.MODERATOR, Action.ADMINISTRATOR, Action.NO_ROLE)
    """An administrator's, on the page of roles: undone there, and not appealed against."""
    ABOUT_NOBODY = (Action.ADD_WORDS, Action.REMOVE_WORDS)
    """What was done with the lists of held words, undone there; `word` says which they were."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions_made")
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="decisions"
    )
    action = models.CharField(max_length=16, choices=Action)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="decisions")
    """Where it was decided; none where a moderator acted of their own accord."""
    of = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    """The decision that this one upholds or reverses."""
    word = models.TextField(blank=True)
    """What the person was told of it."""
    until = models.DateTimeField(null=True)
    hides = models.BooleanField(default=False)
    """Whether the words were hidden along with it; of an account, all of them."""
    at = models.DateTimeField(default=timezone.now)

    objects = DecisionQuerySet.as_manager()
    reversed_since: bool | None = None
    """Whether it was undone, where a query says so (`described`)."""

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["about", "-id"], name="decisions_about"),
            models.Index(fields=["by", "-id"], name="decisions_by"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.about or 'nobody'}, {self.get_action_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, once. Raises Unchangeable."""
        if not self._state.adding:
            raise Unchangeable
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable

    def get_absolute_url(self) -> str:
        """For whoever was decided about, and for who reported it."""
        return reverse("decision", args=[self.pk])

    @property
    def concerns(self) -> bool:
        """Whether it did anything to anybody, so that they are told and can appeal."""
        harmless = (self.Action.NOTHING, self.Action.UPHOLD, self.Action.OPEN, self.Action.SHOW)
        return self.action not in (*harmless, *self.ABOUT_ROLES, *self.ABOUT_NOBODY)

    @property
    def is_about_role(self) -> bool:
        return self.action in self.ABOUT_ROLES

    @property
    def is_reversed(self) -> bool:
        if self.reversed_since is not None:
            return self.reversed_since
        return self.later.filter(action=self.Action.REVERSE).exists()

    @property
    def can_be_undone(self) -> bool:
        """Whether it did anything that still stands."""
        return self.concerns and self.action != self.Action.REVERSE and not self.is_reversed

    @property
    def can_be_appealed(self) -> bool:
        """Once a decision, unless it was undone."""
        return self.can_be_undone and not hasattr(self, "appeal")
