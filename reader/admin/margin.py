"""What readers wrote: what is public of it, to whoever moderates."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from reader.actions.margin.keep_order import NotYours
from reader.actions.moderation import in_the_margin
from reader.admin.rights import ReadOnlyAdmin, chapters_for_members, moderates
from reader.models import Comment, Highlight, Passage, Reader
from reader.models.margin.comment import CommentQuerySet


@admin.register(Passage)
class PassageAdmin(ReadOnlyAdmin):
    list_display = ("quoted", "chapter", "loose", "created_at")
    list_filter = ("loose",)
    list_select_related = ("chapter__story",)
    search_fields = ("quote", "chapter__story__title")
    fields = ("chapter", "quote", "loose", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Only what is commented on: others' highlights are nobody's business."""
        return super().get_queryset(request).filter(comments__isnull=False).distinct()

    def public(self, rows: QuerySet) -> QuerySet:
        return rows.filter(chapter__in=chapters_for_members())

    @admin.display(description="passage")
    def quoted(self, passage: Passage) -> str:
        return str(passage)


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("beginning", "reader", "where", "created_at", "state")
    list_filter = (("hidden_at", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("reader", "chapter__story")
    search_fields = ("source", "reader__username", "chapter__story__title")
    date_hierarchy = "created_at"
    fields = ("reader", "chapter", "passage", "source", "created_at", "edited_at", "hidden_at")
    actions = ("hide", "show")

    def public(self, rows: CommentQuerySet) -> CommentQuerySet:
        return rows.filter(deleted_at=None, chapter__in=chapters_for_members())

    @admin.display(description="comment")
    def beginning(self, comment: Comment) -> str:
        return comment.source[:120] or "(deleted)"

    @admin.display(description="where")
    def where(self, comment: Comment) -> str:
        return format_html('<a href="{}">{}</a>', comment.get_absolute_url(), comment.chapter)

    @admin.display(description="state")
    def state(self, comment: Comment) -> str:
        return comment.silent or "shown"

    @admin.action(description="Hide the selected comments", permissions=["moderate"])
    def hide(self, request: HttpRequest, comments: QuerySet) -> None:
        self._decide(request, comments, in_the_margin.hide, "hidden")

    @admin.action(description="Show the selected comments again", permissions=["moderate"])
    def show(self, request: HttpRequest, comments: QuerySet) -> None:
        self._decide(request, comments, in_the_margin.show_again, "shown again")

    def _decide(
        self,
        request: HttpRequest,
        comments: QuerySet,
        act: Callable[[Comment, Reader], None],
        done: str,
    ) -> None:
        """Do it with each that is the moderator's to decide, as in the margin."""
        count = 0
        for comment in comments:
            try:
                act(comment, cast(Reader, request.user))
            except NotYours as refusal:
                self.message_user(request, str(refusal), messages.WARNING)
            else:
                count += 1
        self.message_user(request, f"Comments {done}: {count}.")

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return moderates(request)


@admin.register(Highlight)
class HighlightAdmin(ReadOnlyAdmin):
    """Highlights that their readers show. Private ones and notes are seen by nobody else."""

    list_display = ("reader", "passage", "colour", "created_at")
    list_select_related = ("reader", "passage")
    search_fields = ("reader__username", "passage__quote")
    fields = ("reader", "passage", "colour", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(public=True, removed_at=None)

    def public(self, rows: QuerySet) -> QuerySet:
        return rows.filter(passage__chapter__in=chapters_for_members())
