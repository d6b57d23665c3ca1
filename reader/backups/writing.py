"""Making a backup: one consistent state of everything, a piece at a time."""

from __future__ import annotations

import base64
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import OperationalError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.duration import duration_iso_string

from reader.backups import FORMAT, MANIFEST, VERSION, BackupError
from reader.backups.tables import applied, fields_of, models_at

ROWS_AT_ONCE, FILES_AT_ONCE = 50, 5
"""Rows in memory: a revision of a long chapter takes some megabytes, a picture more."""
LATER = "Nothing was written: try again when nothing else holds it."
A_PIECE = 1 << 20
"""Bytes of a file in memory."""


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
    connection.ensure_connection()  # which sets the mode that the settings name
    mode = getattr(connection, "transaction_mode", None)
    try:
        if connection.vendor == "sqlite":
            connection.transaction_mode = "DEFERRED"
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode


def _fill(archive: ZipFile) -> dict[str, Any]:
    with _snapshot():
        loader = MigrationLoader(connection)
        state = applied(loader)
        if not state:
            raise BackupError("There is nothing to keep: the database has no tables yet.")
        rows = [_rows(archive, model) for model in models_at(loader, state).values()]
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": timezone.now().isoformat(),
        "migrations": state,
        "models": rows,
        "media": [_media(archive, file, name) for name, file in media_files()],
    }
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
    return manifest


def _rows(archive: ZipFile, model: type[models.Model]) -> dict[str, Any]:
    label, fields = model._meta.label_lower, [field.attname for field in fields_of(model)]
    digest, count = sha256(), 0
    rows = model._base_manager.order_by("pk").values_list(*fields)
    heavy = any(isinstance(field, models.BinaryField) for field in fields_of(model))
    with archive.open(f"rows/{label}.jsonl", "w", force_zip64=True) as out:
        for row in rows.iterator(chunk_size=FILES_AT_ONCE if heavy else ROWS_AT_ONCE):
            line = json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":"))
            line = line.encode() + b"\n"
            digest.update(line)
            out.write(line)
            count += 1
    return {"model": label, "fields": fields, "rows": count, "sha256": digest.hexdigest()}


def _plain(value: object) -> str:
    """A value that JSON has no word for, as `Field.to_python` reads it again."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} does not go into a backup")


def media_files() -> Iterator[tuple[str, Path]]:
    """What is in MEDIA_ROOT, by name; no links, which could lead anywhere."""
    root = Path(settings.MEDIA_ROOT) if settings.MEDIA_ROOT else None
    if root and root.is_dir():
        for file in sorted(root.rglob("*")):
            if file.is_file() and not file.is_symlink():
                yield file.relative_to(root).as_posix(), file


def _media(archive: ZipFile, file: Path, name: str) -> dict[str, Any]:
    digest, size = sha256(), 0
    with file.open("rb") as source, archive.open(f"media/{name}", "w", force_zip64=True) as out:
        while piece := source.read(A_PIECE):
            digest.update(piece)
            out.write(piece)
            size += len(piece)
    return {"name": name, "bytes": size, "sha256": digest.hexdigest()}
