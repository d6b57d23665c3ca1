"""Invitations: who may make an account."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

from reader.admin.rights import SuperusersOnly
from reader.models import Invitation, Reader


@admin.register(Invitation)
class InvitationAdmin(SuperusersOnly, admin.ModelAdmin):
    """The link is shown to administrators, to be sent to one person."""

    list_display = ("__str__", "link", "used_by", "made_by", "created_at")
    list_select_related = ("used_by", "made_by")
    list_filter = (("used_by", admin.EmptyFieldListFilter),)
    fields = ("to", "link", "used_by", "made_by", "created_at")
    readonly_fields = ("link", "used_by", "made_by", "created_at")

    @admin.display(description="link to send")
    def link(self, invitation: Invitation) -> str:
        if not invitation.pk or invitation.used_by_id:
            return "-"
        return format_html('<a href="{}">Copy this link</a>', invitation.get_absolute_url())

    def save_model(self, request: HttpRequest, obj: Invitation, form: object, change: bool) -> None:
        if obj.made_by is None and isinstance(request.user, Reader):
            obj.made_by = request.user
        super().save_model(request, obj, form, change)
