"""Annotations that were deleted, so that their addresses can say so."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models

from reader.models import visibility
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight


class DeletedAnnotationQuerySet(models.QuerySet["DeletedAnnotation"]):
    """Names of what was deleted."""

    def visible_to(self, viewer: visibility.Viewer) -> DeletedAnnotationQuerySet:
        """What a viewer could see before it was deleted."""
        return self.filter(visibility.deleted_annotations(viewer))

    def remember(
        self, *, highlights: Iterable[Highlight] = (), comments: Iterable[Comment] = ()
    ) -> None:
        """Note what is about to be deleted for good."""
        rows = [
            DeletedAnnotation(name=f"h{h.pk}", reader_id=h.reader_id, public=h.public)
            for h in highlights
        ]
        rows += [
            DeletedAnnotation(name=f"c{c.pk}", reader_id=c.reader_id, public=True) for c in comments
        ]
        if rows:
            self.bulk_create(rows, ignore_conflicts=True)


class DeletedAnnotation(models.Model):
    """The name of one deleted annotation, whose it was, and whether others could see it."""

    name = models.CharField(max_length=24, unique=True)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    public = models.BooleanField()

    objects = DeletedAnnotationQuerySet.as_manager()

    class Meta:
        db_table = "reader_gone"

    def __str__(self) -> str:
        return self.name
