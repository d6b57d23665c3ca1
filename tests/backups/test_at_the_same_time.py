"""Backups and restores while others write: of one moment, and nobody waits."""

import sqlite3
import threading
from contextlib import closing

import pytest
from django.core.management import CommandError
from django.db import connection, transaction

from reader.backups import writing
from reader.models import Reader
from tests.backups.steps import backup, clear, refused, restore
from tests.factories import make_reader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def impatient(instance, monkeypatch, tmp_path_factory):
    """Gives a connection to the same SQLite; whoever waits for it gives up soon.

    Both use a copy of the database: in the tests' own, a thread of an earlier test may still hold
    a connection, and an exclusive lock needs the file to itself.
    """
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows alone")
    copy = tmp_path_factory.mktemp("locked") / "gloss.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    connection.close()
    with monkeypatch.context() as patched:
        patched.setitem(connection.settings_dict, "NAME", str(copy))
        patched.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
        with closing(sqlite3.connect(copy, isolation_level=None)) as somebody:
            somebody.execute("PRAGMA journal_mode=WAL")
            yield somebody
        connection.close()


def test_a_backup_is_of_one_moment_and_nobody_waits_for_it(instance, file, monkeypatch):
    real, done = writing.write_rows, []

    def sign_up():
        try:
            done.append(make_reader("newcomer").pk)
        finally:
            connection.close()

    def rows(archive, model, pictures):
        if not done:
            writer = threading.Thread(target=sign_up)
            writer.start()
            writer.join(20)
            assert done, "somebody who writes waits for the backup"
        return real(archive, model, pictures)

    monkeypatch.setattr(writing, "write_rows", rows)
    connection.close()  # as in a process that has just begun
    backup(file)
    assert Reader.objects.filter(username="newcomer").exists()
    clear()
    restore(file)
    assert not Reader.objects.filter(username="newcomer").exists()
    with transaction.atomic():
        assert make_reader("after").pk


def test_a_backup_does_not_wait_for_somebody_who_writes(instance, file):
    def backup_apart():
        try:
            backup(file)
        finally:
            connection.close()

    with transaction.atomic():
        make_reader("newcomer")
        thread = threading.Thread(target=backup_apart)
        thread.start()
        thread.join(20)
        assert file.exists(), "the backup waits for somebody who writes"
    clear()
    restore(file)
    assert not Reader.objects.filter(username="newcomer").exists()
    assert Reader.objects.filter(username="una").exists()


def test_a_restore_while_somebody_writes_gives_a_sentence(file, impatient):
    backup(file)
    impatient.execute("BEGIN IMMEDIATE")
    refused(file, "stop Gloss first", replace=True)


def test_a_backup_while_somebody_has_it_all_gives_a_sentence(file, impatient):
    impatient.execute("PRAGMA locking_mode=EXCLUSIVE")
    impatient.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CommandError, match="The database cannot be read: database is locked."):
        backup(file)
    assert not any(file.parent.iterdir())
