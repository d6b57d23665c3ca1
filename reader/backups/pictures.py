"""Pictures in a backup are rows, wherever they lie: it is whole, and restored anywhere."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import Storage

from reader.models.library.picture import picture_storage

LABEL = "reader.picture"


class PictureRows:
    """The rows of pictures as they go into a backup; `missing` are the names of those whose file
    could not be read."""

    def __init__(self) -> None:
        self.missing: list[str] = []
        self._storage: Storage | None = picture_storage()

    def whole(self, label: str, row: dict[str, Any]) -> dict[str, Any]:
        """The row with the bytes of its file; a row of another model as it is."""
        if label != LABEL or not row.get("file"):
            return row
        return row | {"data": self._read(row), "file": ""}

    def _read(self, row: dict[str, Any]) -> bytes:
        """The bytes of a file; none if it is gone, so that one lost picture stops no backup."""
        try:
            if self._storage is None:
                raise FileNotFoundError
            with self._storage.open(row["file"]) as file:
                return file.read()
        except FileNotFoundError:
            self.missing.append(row["name"])
            return b""
