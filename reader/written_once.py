"""The moderators' log is written once: the database itself refuses to change or delete an entry,
whoever asks. What empties the whole database sets that aside while it does so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

TABLE = "reader_decision"
NAME = f"{TABLE}_written_once"
SAID = "an entry of the moderators'' log is never changed"
SQLITE = {
    NAME: f"BEFORE UPDATE ON {TABLE}",
    f"{TABLE}_kept": f"BEFORE DELETE ON {TABLE}",
    # REPLACE deletes without a trigger for that.
    f"{TABLE}_not_replaced": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"
    ),
}
"""When each trigger refuses, by its name."""


def guard(*, using: str = DEFAULT_DB_ALIAS, **said: Any) -> None:
    """Have the database refuse it: after each migration, because SQLite loses a table's triggers
    where a migration makes the table anew."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        for statement in _dropping(connection.vendor) + _making(connection.vendor):
            cursor.execute(statement)


@contextmanager
def unguarded(*, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """A transaction in which the database doesn't refuse it: where all of it is emptied."""
    connection = connections[using]
    with transaction.atomic(using=using):
        with connection.cursor() as cursor:
            if TABLE in connection.introspection.table_names(cursor):
                for statement in _dropping(connection.vendor):
                    cursor.execute(statement)
        yield
        guard(using=using)


def _dropping(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}"]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in SQLITE]


def _making(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SAID}'; END $$",
            f"CREATE TRIGGER {NAME} BEFORE UPDATE OR DELETE ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {NAME}()",
        ]
    refusing = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    return [f"CREATE TRIGGER {name} {when} {refusing}" for name, when in SQLITE.items()]
