"""Taking stories and chapters down: what deleting means for them in the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from reader.actions.library.erase import Extent, erase
from reader.admin.rights import VisibleRowsAdmin, chapters_for_members
from reader.models import Chapter, Story
from reader.models.library.chapter import ChapterQuerySet
from reader.models.library.story import StoryQuerySet


class TakedownAdmin(VisibleRowsAdmin):
    """Deleting is taking down: the texts go for good, and what readers wrote stays theirs."""

    delete_confirmation_template = "admin/reader/delete.html"
    delete_selected_confirmation_template = "admin/reader/delete.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Whoever keeps the library also sees what its author has deleted: it may have to go
        for good before its time."""
        rows = self.model.with_deleted.filter(erased_at=None)
        ordering = self.get_ordering(request)
        if ordering:
            rows = rows.order_by(*ordering)
        return rows if request.user.is_superuser else self.public(rows)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What is down, or waits for a moderator, is not published here either."""
        fields = list(super().get_readonly_fields(request, obj))
        held = obj and (obj.taken_down_at or getattr(obj, "waits_since", None))
        return [*fields, "published_at"] if held else fields

    def public(self, rows: StoryQuerySet | ChapterQuerySet) -> QuerySet:
        if isinstance(rows, StoryQuerySet):
            return rows.filter(deleted_at=None).for_members()
        return rows.filter(pk__in=chapters_for_members().order_by())

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_superuser

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """What taking down does, in numbers."""
        consequences: list[str] = []
        chapters = revisions = highlights = comments = 0
        for one in objs:
            extent = Extent.of(one)
            consequences.append(f"{one}: {extent.sentence}")
            chapters += extent.chapters
            revisions += extent.revisions
            highlights += extent.highlights
            comments += extent.comments
        counts = {
            "chapters that are deleted": chapters,
            "revisions whose text is deleted": revisions,
            "highlights that their readers keep": highlights,
            "comments that their writers keep": comments,
        }
        return consequences, counts, set(), []

    def delete_model(self, request: HttpRequest, obj: Story | Chapter) -> None:
        erase(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for one in queryset:
            erase(one)
