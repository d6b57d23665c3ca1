"""Accounts, and their email addresses."""

from __future__ import annotations

from typing import Any

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.mfa.admin import Authenticator  # it is registered there
from allauth.usersessions.admin import UserSession  # it is registered there
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from reader.actions.people.leave import leave
from reader.admin.rights import SuperusersOnly, VisibleRowsAdmin
from reader.models import Comment, Highlight, Reader

SUPERUSERS_ONLY = ("new_password", "email", "is_superuser", "groups")
"""What of an account whoever moderates neither sees nor changes."""
ROLES = ("is_staff", "is_superuser", "groups")
WHAT_DELETING_DOES = (
    "the account, its name and email address, all highlights and notes, and the text of all "
    "comments are deleted. Stories become drafts that readers cannot see; to remove them, take "
    "them down."
)


class NewPasswordForm(AdminPasswordChangeForm):
    """A password from whoever keeps the library: somebody had the account, or has lost it."""

    def save(self, commit: bool = True) -> Reader:
        with transaction.atomic():
            reader = super().save(commit)
            reader.tokens.all().delete()
        return reader


@admin.register(Reader)
class ReaderAdmin(VisibleRowsAdmin, UserAdmin):
    change_password_form = NewPasswordForm
    fieldsets = (
        (None, {"fields": ("username", "new_password", "name", "bio", "email")}),
        ("Rights", {"fields": ("is_active", *ROLES)}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    delete_confirmation_template = "admin/reader/delete.html"
    delete_selected_confirmation_template = "admin/reader/delete.html"

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        email = ("email",) if request.user.is_superuser else ()
        return ("username", "name", *email, "is_active", "is_staff", "last_login")

    def get_list_filter(self, request: HttpRequest) -> Any:
        return super().get_list_filter(request) if request.user.is_superuser else ("is_active",)

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Nobody searches what they do not see: letter by letter it would be told."""
        return ("username", "name", "email") if request.user.is_superuser else ("username", "name")

    def get_fieldsets(self, request: HttpRequest, obj: Reader | None = None) -> Any:
        sets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return sets
        kept = []
        for title, options in sets:
            fields = [name for name in options["fields"] if name not in SUPERUSERS_ONLY]
            kept.append((title, options | {"fields": fields}))
        return kept

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Reader | None = None) -> bool:
        """A moderator has no power over those who keep the library, or over other moderators."""
        if obj and obj.is_staff and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Reader | None = None) -> bool:
        """Of those who keep the library one stays."""
        if not request.user.is_superuser or (obj and obj.keeps_the_library_alone):
            return False
        return super().has_delete_permission(request, obj)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def get_readonly_fields(self, request: HttpRequest, obj: Reader | None = None) -> tuple:
        """Roles are given on a page of their own (`views/moderation/roles.py`). Moderators close
        accounts at their desk, where it is told and written down; nobody locks the only
        administrator's."""
        keeps = request.user.is_superuser
        name = () if keeps else ("username",)
        lock = ("is_active",) if not keeps or (obj and obj.keeps_the_library_alone) else ()
        return (*name, "new_password", *lock, *ROLES, "last_login", "date_joined")

    @admin.display(description="password")
    def new_password(self, reader: Reader) -> str:
        """A way to set another. Of the one they have nothing is told: Django shows how its hash
        begins."""
        where = reverse("admin:auth_user_password_change", args=[reader.pk])
        return format_html('<a href="{}">Set a new password</a>', where)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """What deleting does, in numbers: what readers marked and noted is listed to nobody."""
        readers = list(objs)
        consequences, refusals, stories = [], [], 0
        for reader in readers:
            consequences.append(f"{reader.username}: {WHAT_DELETING_DOES}")
            stories += reader.stories.count()
            if reader.keeps_the_library_alone:
                refusals.append(f"{reader} is the only administrator")
        counts = {
            "accounts": len(readers),
            "highlights": Highlight.objects.filter(reader__in=readers).count(),
            "comments": Comment.objects.filter(reader__in=readers, deleted_at=None).count(),
            "stories that become drafts": stories,
        }
        return consequences, counts, set(), refusals

    def delete_model(self, request: HttpRequest, obj: Reader) -> None:
        """As its owner would delete it, with all that was written."""
        leave(obj, comments=False, stories=False)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for reader in queryset:
            self.delete_model(request, reader)


admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)  # with the secrets of apps
admin.site.unregister(UserSession)  # where somebody is signed in is theirs to know


@admin.register(EmailAddress)
class ReadersEmailAddressAdmin(SuperusersOnly, EmailAddressAdmin):
    """Readers' email addresses."""
