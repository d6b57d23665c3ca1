"""Who sees what in the admin: what is public; administrators also what there is besides, and email
addresses. What stands in a draft, and what is private, nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.views import shortcut
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from reader.models import Chapter, Reader
from reader.models.library.chapter import ChapterQuerySet
from reader.models.visibility import for_members

ANYBODY = AnonymousUser()


def moderates(request: HttpRequest) -> bool:
    """Whether whoever asks may hide comments, and take stories out of the library."""
    return isinstance(request.user, Reader) and request.user.moderates


def chapters_for_members() -> ChapterQuerySet:
    """The chapters that every reader with an account may read: what moderators look after."""
    return Chapter.objects.published().filter(for_members("story"))


def to_its_page(request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponse:
    """Django's way from the admin to a row's page. It asks nobody whether they may see the row,
    and a URL says what a draft is called."""
    if not request.user.is_superuser:
        raise Http404
    return shortcut(request, content_type_id, object_id)


class SuperusersOnly:
    """What is for whoever keeps the library alone, whatever rights others were given."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return request.user.is_superuser

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission


class VisibleRowsAdmin(admin.ModelAdmin):
    """Rows that everybody may see anyway, as `public` narrows them: drafts and what is private are
    not read here, by administrators neither."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.public(super().get_queryset(request))

    def public(self, rows: Any) -> QuerySet:
        """Those rows, of the model's own queryset, that everybody may see on the pages of Gloss."""
        return rows

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nobody chooses rows by a field that they do not see: letter by letter, `?note__contains=`
        would tell it."""
        seen = {"id", "pk", *flatten_fieldsets(self.get_fieldsets(request))}
        filters: Iterable[Any] = self.get_list_filter(request)
        for filtered in filters:
            seen.add(filtered if isinstance(filtered, str) else filtered[0])
        by = lookup.partition("__")[0]
        return by in seen and super().lookup_allowed(lookup, value, request)

    def view_on_site(self, row: Model) -> str | None:
        """The page of a row, straight: Django's own way there tells any page's URL."""
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else None


class ReadOnlyAdmin(VisibleRowsAdmin):
    """What nobody changes by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False
