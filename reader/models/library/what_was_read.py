"""Up to which text everybody could read chapters that are taken back."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from reader.models.audience import Audience
from reader.models.library.revision import Revision


def note_what_was_read(chapters: QuerySet[Any]) -> None:
    """Note it of those of these chapters that are out, before they are taken back, or shown to
    fewer: `Revision.objects.read` asks."""
    now = timezone.now()
    out = chapters.filter(published_at__lte=now, story__published_at__lte=now)
    out = out.exclude(story__audience=Audience.CHOSEN).filter(revision__isnull=False)
    number = Revision.objects.filter(pk=OuterRef("revision")).values("number")
    out.update(read_up_to=Subquery(number))
