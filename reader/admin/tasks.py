"""Tasks: what waits, what is under way, and what was given up and may be tried again."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reader.admin.rights import SuperusersOnly

WORDS = {
    TaskResultStatus.READY: "waiting",
    TaskResultStatus.RUNNING: "under way",
    TaskResultStatus.SUCCESSFUL: "done",
    TaskResultStatus.FAILED: "given up",
}

admin.site.unregister(DBTaskResult)


class ByState(admin.SimpleListFilter):
    """Tasks by what became of them."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [(status.value, word) for status, word in WORDS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(status=self.value()) if self.value() else queryset


@admin.register(DBTaskResult)
class TaskAdmin(SuperusersOnly, admin.ModelAdmin):
    """Nobody makes or changes a task by hand; one that was given up can be tried again."""

    list_display = ("name", "state", "attempts", "enqueued_at", "started_at", "finished_at")
    list_filter = (ByState,)
    ordering = ("-enqueued_at",)
    actions = ("try_again",)
    fields = (*list_display, "args_kwargs", "error")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    @admin.display(description="task")
    def name(self, result: DBTaskResult) -> str:
        return result.task_name.replace("_", " ").capitalize()

    @admin.display(ordering="status")
    def state(self, result: DBTaskResult) -> str:
        return WORDS[TaskResultStatus(result.status)]

    @admin.display
    def attempts(self, result: DBTaskResult) -> int:
        return len(result.worker_ids)

    @admin.display
    def error(self, result: DBTaskResult) -> str:
        return format_html("<pre>{}</pre>", result.traceback or "-")

    @admin.action(description="Try again what was given up")
    def try_again(self, request: HttpRequest, chosen: QuerySet[DBTaskResult]) -> None:
        again = chosen.filter(status=TaskResultStatus.FAILED).update(
            status=TaskResultStatus.READY, worker_ids=[], finished_at=None, traceback=""
        )
        if again:
            self.message_user(request, f"Tasks that a worker tries again: {again}.")
        else:
            self.message_user(request, "None of these was given up.", messages.WARNING)
