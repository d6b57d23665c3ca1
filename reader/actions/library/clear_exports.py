"""Delete the files that have waited for a day."""

from __future__ import annotations

from reader.models.library.export import FOLDER, Export, export_storage
from reader.models.library.stored_files import delete_files, strays


def clear_exports() -> int:
    """Delete exports that are older than a day, with their files, and files without an export;
    gives how many exports. For the worker."""
    expired = Export.objects.expired()
    count = expired.count()
    expired.erase()
    rows = Export.objects.values_list("file", flat=True)
    delete_files(export_storage(), strays(export_storage(), FOLDER, rows))
    return count
