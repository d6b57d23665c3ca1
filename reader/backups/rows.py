"""The rows of a model, as JSON lines: into a backup, and back into the database."""

from __future__ import annotations

import base64
import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils.duration import duration_iso_string

from reader.backups import BackupError
from reader.backups.archive import Archive
from reader.backups.pictures import PictureRows
from reader.backups.tables import fields_of

READ_AT_ONCE, FILES_READ_AT_ONCE = 50, 5
"""Rows in memory: a revision of a long chapter takes some megabytes, a picture more."""
STORED_AT_ONCE = 500
BYTES_STORED_AT_ONCE = 1_000_000
"""Rows are stored in batches of this size, whichever is reached first."""


def write_rows(
    archive: ZipFile, model: type[models.Model], pictures: PictureRows
) -> dict[str, Any]:
    """Put the rows of a model into a backup; gives what the manifest says of them."""
    label, names, at_once = model._meta.label_lower, [], READ_AT_ONCE
    for field in fields_of(model):
        names.append(field.attname)
        if isinstance(field, models.BinaryField):
            at_once = FILES_READ_AT_ONCE
    digest, count = sha256(), 0
    rows = model._base_manager.order_by("pk").values_list(*names)
    with archive.open(f"rows/{label}.jsonl", "w", force_zip64=True) as out:
        for values in rows.iterator(chunk_size=at_once):
            row = pictures.whole(label, dict(zip(names, values, strict=True)))
            text = json.dumps(
                list(row.values()), default=_plain, ensure_ascii=False, separators=(",", ":")
            )
            line = text.encode() + b"\n"
            digest.update(line)
            out.write(line)
            count += 1
    return {"model": label, "fields": names, "rows": count, "sha256": digest.hexdigest()}


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
    raise TypeError(f"{type(value).__name__} cannot be put into a backup")


def store_rows(archive: Archive, model: type[models.Model]) -> None:
    """Store the rows of a model as a backup has them, a batch at a time. Raises BackupError."""
    label = model._meta.label_lower
    by_name = {field.attname: field for field in fields_of(model)}
    fields = [by_name[name] for name in archive.rows[label]["fields"]]
    batch: list[models.Model] = []
    size = stored = 0
    for line in archive.lines(label):
        try:
            batch.append(model(**_values(line, fields)))
        except (ValueError, TypeError, ValidationError) as error:
            raise _misfit(archive, label, stored + len(batch) + 1, error) from error
        size += len(line)
        if size >= BYTES_STORED_AT_ONCE or len(batch) >= STORED_AT_ONCE:
            stored += _store(archive, model, batch, stored)
            batch, size = [], 0
    stored += _store(archive, model, batch, stored)
    if stored != archive.rows[label].get("rows"):
        raise BackupError(
            f"{archive.path} has a different number of {label} rows than its manifest says."
        )


def _values(line: bytes, fields: list[Any]) -> dict[str, Any]:
    """The values of a row, by the names of its fields."""
    row = json.loads(line)
    if len(row) != len(fields):
        raise ValueError("the wrong number of fields")
    values = {}
    for field, value in zip(fields, row, strict=True):
        values[field.attname] = None if value is None else field.to_python(value)
    return values


def _store(
    archive: Archive, model: type[models.Model], batch: list[models.Model], before: int
) -> int:
    """Store a batch of rows, `before` of which are stored; gives how many these are."""
    try:
        with transaction.atomic():
            model._base_manager.bulk_create(batch)
    except (DatabaseError, ValueError, OverflowError) as error:
        raise _misfit(archive, model._meta.label_lower, before + 1, error) from error
    return len(batch)


def _misfit(archive: Archive, label: str, row: int, error: Exception) -> BackupError:
    why = " ".join(str(error).split())[:200]
    return BackupError(
        f"{archive.path}: a row of {label}, number {row} or later, cannot be stored: {why}."
    )
