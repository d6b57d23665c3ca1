"""Annotations that were deleted, so that their addresses can say so."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models

from reader.models import visibility
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.viewer import Viewer


class DeletedAnnotationQuerySet(models.QuerySet["DeletedAnnotation"]):
    """Names of what was deleted."""

    def visible_to(self, viewer: Viewer) -> DeletedAnnotationQuerySet:
        """What a viewer could see before it was deleted."""
        return self.filter(visibility.deleted_annotations(viewer))

    def remember(
        self, *, highlights: Iterable[Highlight] = (), comments: Iterable[Comment] = ()
    ) -> None:
        """Note what is about to be deleted for good."""
        rows = []
        for highlight in highlights:
            name, reader = f"h{highlight.pk}", highlight.reader_id
            rows.append(DeletedAnnotation(name=name, reader_id=reader, public=highlight.public))
        for comment in comments:
            name, reader = f"c{comment.pk}", comment.reader_id
            rows.append(DeletedAnnotation(name=name, reader_id=reader, public=True))
        if rows:
            DeletedAnnotation.objects.bulk_create(rows, ignore_conflicts=True)


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
