"""Keys after a restore: each refers to a row that is there, and none is given twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, connection, models

from reader.backups import BackupError

ANNOTATIONS = (
    ("h", "reader.highlight", "passage_id"),
    ("c", "reader.comment", "chapter_id"),
)
"""How a deleted annotation's name begins, the model it was of, and a key that such a row needs."""


def check_and_continue_keys(tables: dict[str, type[models.Model]]) -> None:
    """Check that every row that another one refers to is there, and let new rows get keys after
    those restored. Raises BackupError."""
    try:
        connection.check_constraints()
    except DatabaseError as error:
        why = " ".join(str(error).split())[:200]
        raise BackupError(f"The backup refers to rows that are not in it: {why}.") from error
    with _deleted_annotations(tables), connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(tables.values())):
            cursor.execute(sql)


@contextmanager
def _deleted_annotations(tables: dict[str, type[models.Model]]) -> Iterator[None]:
    """Rows in the place of the last annotations that were deleted, while it is told where keys go
    on: their names are never used again."""
    placeholders = []
    for kind, label, needed in ANNOTATIONS:
        model = tables[label]
        key = _last_deleted(tables, kind)
        if key and not model._base_manager.filter(pk__gte=key).exists():
            row = model(**{"pk": key, "reader_id": 0, needed: 0})
            row.save(force_insert=True)
            placeholders.append(row)
    yield
    for row in placeholders:
        rows: Any = type(row)._base_manager.filter(pk=row.pk)
        rows._raw_delete(connection.alias)


def _last_deleted(tables: dict[str, type[models.Model]], kind: str) -> int:
    """The highest key among the deleted annotations of a kind, or 0."""
    last = 0
    deleted = tables.get("reader.deletedannotation") or tables.get("reader.gone")
    if deleted:
        names = deleted._base_manager.values_list("name", flat=True)
        for name in names.filter(name__startswith=kind):
            last = max(last, int(name[1:]))
    return last
