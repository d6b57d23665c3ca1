"""Put pictures where the settings say that they belong."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from reader.actions.library.picture_files import move_pictures
from reader.models.library.picture import picture_storage


class Command(BaseCommand):
    help = "Move the pictures that lie in the database into the storage that GLOSS_STORAGES names."

    def handle(self, *args: object, **options: object) -> None:
        if picture_storage() is None:
            raise CommandError("GLOSS_STORAGES names no storage for pictures.")
        self.stdout.write(f"Moved: pictures {move_pictures():,}.")
