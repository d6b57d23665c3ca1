"""Files in a storage of Django's that belong to rows: named, deleted, and found without a row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

from django.core.files.storage import Storage
from django.utils import timezone

STRAY_FOR = timedelta(days=1)
"""How long a file may lie there before its row: longer than making or storing one ever takes."""


def free_name(folder: str, ending: str = "") -> str:
    """A name in a folder that no other file has, and that nobody can guess."""
    return f"{folder}/{uuid4().hex}{ending}"


def delete_files(storage: Storage, names: Iterable[str]) -> None:
    """Delete files; one that is gone already is no matter."""
    for name in names:
        storage.delete(name)


def strays(storage: Storage, folder: str, rows: Iterable[str]) -> list[str]:
    """Files in a folder that none of the rows, read after the folder, has named for a day: whoever
    wrote one was killed before its row was stored, or the row went with what it belonged to."""
    try:
        there = storage.listdir(folder)[1]
    except FileNotFoundError:  # nothing was ever stored
        return []
    known = set(rows)
    oldest = timezone.now() - STRAY_FOR
    names = []
    for name in there:
        path = f"{folder}/{name}"
        if path not in known and storage.get_modified_time(path) < oldest:
            names.append(path)
    return names
