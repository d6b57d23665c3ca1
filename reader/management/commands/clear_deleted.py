"""Erase what its author deleted longer ago than it can be put back. For cron, once a day."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from reader.actions.library.erasing import KEPT_FOR, erase_overdue


class Command(BaseCommand):
    help = f"Erases stories and chapters that were deleted more than {KEPT_FOR.days} days ago."

    def handle(self, *args: object, **options: object) -> None:
        stories, chapters = erase_overdue()
        self.stdout.write(f"Erased: stories {stories}, chapters of other stories {chapters}.")
