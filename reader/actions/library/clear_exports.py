"""Delete the files that have waited for a day."""

from __future__ import annotations

from django.utils import timezone

from reader.models.library.export import (
    FOLDER,
    KEPT_FOR,
    Export,
    delete_files,
    export_storage,
)


def clear_exports() -> int:
    """Delete exports that are older than a day, and their files; how many. For the worker.

    Files without a row go too, once they are as old: whoever wrote them was killed meanwhile, or
    their row went with its reader or its story.
    """
    expired = Export.objects.expired()
    count = expired.count()
    expired.erase()
    delete_files(_without_row())
    return count


def _without_row() -> list[str]:
    """Old files that belong to no export."""
    storage = export_storage()
    try:
        there = storage.listdir(FOLDER)[1]
    except FileNotFoundError:  # nothing was ever exported
        return []
    oldest = timezone.now() - KEPT_FOR
    known = set(Export.objects.values_list("file", flat=True))
    names = []
    for name in there:
        path = f"{FOLDER}/{name}"
        if path not in known and storage.get_modified_time(path) < oldest:
            names.append(path)
    return names
