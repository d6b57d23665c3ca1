"""Making a backup: one consistent state of everything, a piece at a time."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import OperationalError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from reader.backups import FORMAT, MANIFEST, VERSION, BackupError
from reader.backups.media import media_files, write_file
from reader.backups.pictures import PictureRows
from reader.backups.rows import write_rows
from reader.backups.tables import applied, models_at

LATER = "Nothing was written: try again when nothing else has locked it."


def write(path: Path) -> dict[str, Any]:
    """Put everything into the file `path`, readable by its owner alone; gives the manifest.

    The file is there whole or not at all, and one that stood there before stays until then.
    Raises BackupError.
    """
    if path.is_dir():
        raise BackupError(f"{path} is a directory: name a file in it.")
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise BackupError(f"Nothing can be written to {path.parent}: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                manifest = _fill(archive)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise BackupError(f"{path} cannot be written: {error.strerror}.") from error
        if isinstance(error, OperationalError):
            raise BackupError(f"The database cannot be read: {error}. {LATER}") from error
        raise
    return manifest


@contextmanager
def _snapshot() -> Iterator[None]:
    """All that is read in it is of one moment; nobody waits for it, and it waits for nobody."""
    if connection.vendor == "sqlite":
        with _beginning_deferred(), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _beginning_deferred() -> Iterator[None]:
    """SQLite's transactions take no lock before they write, whatever the settings say."""
    sqlite: Any = connection
    sqlite.ensure_connection()  # which sets the mode that the settings name
    mode = sqlite.transaction_mode
    sqlite.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        sqlite.transaction_mode = mode


def _fill(archive: ZipFile) -> dict[str, Any]:
    """Put everything into the archive; gives its manifest."""
    rows, media, pictures = [], [], PictureRows()
    with _snapshot():
        loader = MigrationLoader(connection)
        state = applied(loader)
        if not state:
            raise BackupError("There is nothing to back up: the database has no tables yet.")
        for model in models_at(loader, state).values():
            rows.append(write_rows(archive, model, pictures))
    for name, file in media_files():
        media.append(write_file(archive, file, name))
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": timezone.now().isoformat(),
        "migrations": state,
        "models": rows,
        "media": media,
        "missing": pictures.missing,
    }
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
    return manifest
