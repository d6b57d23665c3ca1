"""Cases: a thing that somebody reported, or that stands to be looked at, for moderators."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from reader.models.moderation.kind import Kind


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, chosen."""

    def waiting(self) -> CaseQuerySet:
        """What nobody has decided yet: what most readers reported comes first, then what is
        new."""
        return self.filter(closed_at=None).order_by("-reporters", "-pk")

    def unreported(self, kind: Kind, key: int) -> CaseQuerySet:
        """What waits about a thing that nobody reported: it was held for another reason."""
        return self.filter(kind=kind, key=key, closed_at=None, reporters=0)

    def forget_words(self, before: datetime) -> None:
        """Forget what things said that were decided about before a time."""
        self.filter(closed_at__lt=before).exclude(words="").update(words="")

    def following(self, case: Case) -> CaseQuerySet:
        """Those that come after one, in the order of what waits."""
        fewer = Q(reporters__lt=case.reporters)
        return self.filter(fewer | Q(reporters=case.reporters, pk__lt=case.pk))

    def open_for(self, kind: Kind, key: int, about: int) -> Case:
        """The case about a thing that waits; a new one where there is none. To be asked for in a
        transaction, which holds it."""
        named = {"kind": kind, "key": key, "closed_at": None}
        self.get_or_create(**named, defaults={"about_id": about})
        return self.select_for_update(no_key=True).get(**named)


class Case(models.Model):
    """One thing, named by its kind and key so that a link to it works wherever it stands by then,
    with all that was reported of it until somebody decided; or an appeal."""

    kind = models.CharField(max_length=16, choices=[*Kind.choices, ("appeal", "appeal")])
    key = models.PositiveBigIntegerField()
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="cases")
    """Who is answerable for the thing; who appeals."""
    reporters = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(default=timezone.now)
    latest_at = models.DateTimeField(default=timezone.now)
    """When it was last reported."""
    closed_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    """What the thing said as it was decided: what its author changes afterwards hides nothing."""

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(closed_at=None), name="one_open_case_a_thing"
            )
        ]
        indexes = [
            models.Index(
                F("reporters").desc(),
                F("id").desc(),
                condition=Q(closed_at=None),
                name="waiting_cases",
            ),
            models.Index(fields=["kind", "key"], name="cases_by_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.pk])

    @property
    def is_appeal(self) -> bool:
        return self.kind == "appeal"
