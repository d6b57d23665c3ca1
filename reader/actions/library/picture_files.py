"""Pictures whose files lie in a storage of their own, and those that should."""

from __future__ import annotations

from reader.models.library.picture import FOLDER, Picture, picture_storage
from reader.models.library.stored_files import delete_files, strays


def move_pictures() -> int:
    """Put the pictures that lie in rows into the storage that the settings name, if they name one,
    one at a time; gives how many."""
    if picture_storage() is None:
        return 0
    count = 0
    in_rows = Picture.objects.filter(data__isnull=False).order_by("pk")
    for key in list(in_rows.values_list("pk", flat=True)):
        picture = in_rows.filter(pk=key).first()
        if picture and picture.put_away():
            count += 1
    return count


def clear_pictures() -> None:
    """Delete files of pictures that belong to no row any more. For the worker."""
    storage = picture_storage()
    if storage:
        rows = Picture.objects.exclude(file="").values_list("file", flat=True)
        delete_files(storage, strays(storage, FOLDER, rows))
