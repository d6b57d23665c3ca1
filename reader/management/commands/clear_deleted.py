"""Erase what was deleted too long ago to be restored. The worker does so once a day."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from reader.actions.library.erase import KEPT_FOR, erase_overdue


class Command(BaseCommand):
    help = f"Erase stories and chapters that were deleted more than {KEPT_FOR.days} days ago."

    def handle(self, *args: object, **options: object) -> None:
        stories, chapters = erase_overdue()
        self.stdout.write(f"Erased: stories {stories}, chapters of other stories {chapters}.")
