"""Restoring a backup: everything of it, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import OperationalError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from reader.actions.inbox.notify import tell_nothing_that_waits
from reader.actions.mail.gather_digests import mail_nothing_that_waits
from reader.backups import BackupError
from reader.backups.archive import Archive, opened
from reader.backups.keys import check_and_continue_keys
from reader.backups.media import media_files, unpacked
from reader.backups.rows import store_rows
from reader.backups.tables import (
    applied,
    fields_of,
    leading_to,
    models_at,
    there_is_something,
)
from reader.models import Export
from reader.web.database_busy import database_is_busy
from reader.written_once import unguarded


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
        tell_nothing_that_waits()
        mail_nothing_that_waits()
        caches["pages"].clear()  # of what was here before
    except OperationalError as error:
        if not database_is_busy(error):
            raise
        raise BackupError("This instance is in use: stop Gloss first.") from error
    return archive.manifest


def _restore(archive: Archive, *, replace: bool) -> None:
    archive.check()
    executor, plan = _plan(archive)
    if not replace:
        _must_be_empty()
    if archive.media and not settings.MEDIA_ROOT:
        raise BackupError("The backup contains files: set MEDIA_ROOT to the folder they belong in.")
    if plan:
        executor.migrate(list(archive.migrations.items()), plan)
    tables = _tables(archive)
    with unpacked(archive) as put_media_in_place, transaction.atomic(), unguarded():
        _empty(tables)
        for model in tables.values():
            store_rows(archive, model)
        check_and_continue_keys(tables)
        put_media_in_place()


def _plan(archive: Archive) -> tuple[MigrationExecutor, list[tuple[Any, bool]]]:
    """The migrations to run before the rows fit in, and what runs them."""
    executor = MigrationExecutor(connection)
    applied(executor.loader)
    known = executor.loader.disk_migrations
    if not set(archive.migrations.items()) <= set(known):
        raise BackupError(f"{archive.path} was made by a newer Gloss: update this one first.")
    executor.loader, state = leading_to(archive.migrations)
    plan = executor.migration_plan(list(state.items()))
    for _, backwards in plan:
        if backwards:
            raise BackupError(
                f"{archive.path} was made by an older Gloss: restore it into a new database on "
                "which `migrate` has not run; the restore brings it up to date."
            )
    return executor, plan


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
    tables = models_at(*leading_to(archive.migrations))
    for label, model in tables.items():
        listed = archive.rows.get(label, {}).get("fields")
        names = {field.attname for field in fields_of(model)}
        if not isinstance(listed, list) or set(listed) != names:
            raise BackupError(f"{archive.path} lacks rows or fields of {label} that Gloss needs.")
    strange = sorted(set(archive.rows) - set(tables))
    if strange:
        raise BackupError(f"{archive.path} has rows of {strange[0]}, which Gloss does not know.")
    return tables


def _empty(tables: dict[str, type[models.Model]]) -> None:
    """Delete whatever is there, who is signed in too: keys may mean somebody else from now on."""
    names = {"django_session", DBTaskResult._meta.db_table, Export._meta.db_table}
    for model in tables.values():
        names.add(model._meta.db_table)
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for name in sorted(names & there):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")
