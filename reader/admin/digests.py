"""Digests: what became of e-mails. What is in them is not shown."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from reader.admin.rights import SuperusersOnly
from reader.models import Digest


@admin.register(Digest)
class DigestAdmin(SuperusersOnly, admin.ModelAdmin):
    """Nobody makes or changes one by hand; one that was refused can be tried again."""

    list_display = ("reader", "state", "made_at", "tried_at", "attempts")
    list_filter = ("state",)
    list_select_related = ("reader",)
    actions = ("try_again",)
    fields = (*list_display, "try_at", "message_id", "refusal")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    @admin.action(description="Try again what was given up")
    def try_again(self, request: HttpRequest, chosen: QuerySet[Digest]) -> None:
        given_up = chosen.filter(state=Digest.State.GIVEN_UP)
        again = given_up.update(state=Digest.State.WAITING, attempts=0, try_at=timezone.now())
        self.message_user(request, f"Digests that are tried again: {again}.")
