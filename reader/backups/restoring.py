"""Restoring a backup: everything of it, or nothing."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, OperationalError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from reader.backups import BackupError
from reader.backups.archive import Archive, opened
from reader.backups.tables import applied, fields_of, models_at, there_is_something
from reader.backups.writing import media_files
from reader.web.busy import is_busy

ROWS_AT_ONCE = 500
BYTES_AT_ONCE = 1_000_000
"""Rows are stored in batches of this size, whichever is reached first."""


def restore(path: Path, *, replace: bool = False) -> dict[str, Any]:
    """Make this instance what the backup in `path` says; gives its manifest.

    The instance must be empty; with `replace`, everything in it is deleted first. The tables are
    brought to the state that the backup was made in, filled, and brought up to date. Raises
    BackupError, and then nothing was stored and nothing deleted.
    """
    try:
        with opened(path) as archive:
            _restore(archive, replace=replace)
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as error:
        if not is_busy(error):
            raise
        raise BackupError("Somebody is writing to this instance: stop Gloss first.") from error
    return archive.manifest


def _restore(archive: Archive, *, replace: bool) -> None:
    archive.check()
    plan = _plan(archive)
    if not replace:
        _must_be_empty()
    if archive.media and not settings.MEDIA_ROOT:
        raise BackupError("The backup has files with it: set MEDIA_ROOT to where they belong.")
    if plan:
        MigrationExecutor(connection).migrate(list(archive.migrations.items()), plan)
    tables = _tables(archive)
    with _unpacked(archive) as put_media_in_place, transaction.atomic():
        _empty(tables)
        for label, model in tables.items():
            _fill(archive, label, model)
        _check_and_count_on(tables)
        put_media_in_place()


def _plan(archive: Archive) -> list[tuple[Any, bool]]:
    """The migrations to run before the rows fit in."""
    executor = MigrationExecutor(connection)
    applied(executor.loader)
    known = executor.loader.graph.nodes
    if any(key not in known for key in archive.migrations.items()):
        raise BackupError(f"{archive.path} was made by a newer Gloss than this: update it first.")
    plan = executor.migration_plan(list(archive.migrations.items()))
    if any(backwards for _, backwards in plan):
        raise BackupError(
            f"{archive.path} is of an older Gloss: restore it into a new database on which "
            "`migrate` has not run; it is brought up to date then."
        )
    return plan


def _must_be_empty() -> None:
    there = there_is_something()
    if there or any(media_files()):
        readers, stories = there.get("reader.reader", 0), there.get("reader.story", 0)
        raise BackupError(
            f"This instance is not empty (readers: {readers:,}, stories: {stories:,}): restore "
            "into a new one, or add --replace to delete everything here first."
        )


def _tables(archive: Archive) -> dict[str, type[models.Model]]:
    """The models of the backup, which must be those of its migrations."""
    loader = MigrationLoader(connection)
    tables = models_at(loader, archive.migrations)
    for label, model in tables.items():
        said = archive.rows.get(label, {}).get("fields")
        if not isinstance(said, list) or set(said) != {f.attname for f in fields_of(model)}:
            raise BackupError(f"{archive.path} has not the rows of {label} that Gloss keeps.")
    if strange := sorted(set(archive.rows) - set(tables)):
        raise BackupError(f"{archive.path} has rows of {strange[0]}, which Gloss does not know.")
    return tables


def _empty(tables: dict[str, type[models.Model]]) -> None:
    """Delete whatever is there, who is signed in too: keys may mean somebody else from now on."""
    names = {model._meta.db_table for model in tables.values()} | {"django_session"}
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for name in sorted(names & there):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")


def _fill(archive: Archive, label: str, model: type[models.Model]) -> None:
    """Store the rows of a model, a batch at a time, as they are."""
    by_name = {field.attname: field for field in fields_of(model)}
    fields = [by_name[name] for name in archive.rows[label]["fields"]]
    batch, size, stored = [], 0, 0
    for line in archive.lines(label):
        try:
            row = json.loads(line)
            if len(row) != len(fields):
                raise ValueError("another number of fields")
            values = {
                field.attname: None if value is None else field.to_python(value)
                for field, value in zip(fields, row, strict=True)
            }
        except (ValueError, TypeError, ValidationError) as error:
            raise _misfit(archive, label, stored + len(batch) + 1, error) from error
        batch.append(model(**values))
        size += len(line)
        if size >= BYTES_AT_ONCE or len(batch) >= ROWS_AT_ONCE:
            stored += _store(archive, label, model, batch, stored)
            batch, size = [], 0
    stored += _store(archive, label, model, batch, stored)
    if stored != archive.rows[label].get("rows"):
        raise BackupError(f"{archive.path} has another number of rows of {label} than it says.")


def _store(
    archive: Archive, label: str, model: type[models.Model], batch: list[Any], before: int
) -> int:
    try:
        with transaction.atomic():
            model._base_manager.bulk_create(batch)
    except (DatabaseError, ValueError, OverflowError) as error:
        raise _misfit(archive, label, before + 1, error) from error
    return len(batch)


def _misfit(archive: Archive, label: str, row: int, error: Exception) -> BackupError:
    why = " ".join(str(error).split())[:200]
    return BackupError(f"{archive.path}: a row of {label}, number {row} or after, fails: {why}.")


def _check_and_count_on(tables: dict[str, type[models.Model]]) -> None:
    """Every row that another one refers to is there; new rows get keys after those restored."""
    try:
        connection.check_constraints()
    except DatabaseError as error:
        why = " ".join(str(error).split())[:200]
        raise BackupError(f"The backup refers to rows that are not in it: {why}.") from error
    with _gone_for_good(tables), connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(tables.values())):
            cursor.execute(sql)


@contextmanager
def _gone_for_good(tables: dict[str, type[models.Model]]) -> Iterator[None]:
    """Rows in the place of the last annotations that were deleted, while it is told where keys go
    on: `Gone` says that their names are never used again."""
    gone, last = tables.get("reader.gone"), []
    for kind, label in (("h", "reader.highlight"), ("c", "reader.comment")):
        names = gone._base_manager.filter(name__startswith=kind) if gone else ()
        key = max((int(one.name[1:]) for one in names), default=0)
        there = tables[label]._base_manager.filter(pk__gte=key) if key else None
        if key and not there.exists():
            last.append(tables[label](pk=key, reader_id=0))
            setattr(last[-1], "passage_id" if kind == "h" else "chapter_id", 0)
            last[-1].save(force_insert=True)
    yield
    for row in last:
        row.__class__._base_manager.filter(pk=row.pk)._raw_delete(connection.alias)


@contextmanager
def _unpacked(archive: Archive) -> Iterator[Any]:
    """Unpack the backup's files beside where they belong; gives what puts them there."""
    if not settings.MEDIA_ROOT:
        yield lambda: None
        return
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".restoring-", dir=root))

    def put_in_place() -> None:
        for name, file in list(media_files()):
            if waiting not in file.parents and name not in archive.media:
                file.unlink()
        for name in archive.media:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(waiting / name, root / name)

    try:
        for name in archive.media:
            (waiting / name).parent.mkdir(parents=True, exist_ok=True)
            with (waiting / name).open("wb") as out:
                for piece in archive.pieces(f"media/{name}"):
                    out.write(piece)
        yield put_in_place
    except OSError as error:
        raise BackupError(f"A file cannot be put into {root}: {error.strerror}.") from error
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
