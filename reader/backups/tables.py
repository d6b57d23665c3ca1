"""The tables of an instance as their migrations describe them."""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from reader.backups import LEFT_OUT, BackupError


def applied(loader: MigrationLoader) -> dict[str, str]:
    """The last migration that the database has had, of each app. Raises BackupError."""
    nodes, had = loader.graph.node_map, set(loader.applied_migrations)
    if unknown := {key for key in had if key[0] in loader.migrated_apps and key not in nodes}:
        names = ", ".join(sorted(".".join(key) for key in unknown))
        raise BackupError(f"The database is newer than this Gloss ({names}): update Gloss first.")
    had &= set(nodes)
    return {
        app: name
        for app, name in sorted(had)
        if not any(child.key in had and child.key[0] == app for child in nodes[app, name].children)
    }


def models_at(loader: MigrationLoader, state: dict[str, str]) -> dict[str, type[models.Model]]:
    """The models whose rows travel, by label, as they were after these migrations.

    They are nobody else's: dates that Django sets by itself on saving are left as they are told.
    """
    apps = loader.project_state(list(state.items())).apps
    found = {
        model._meta.label_lower: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    for model in found.values():
        for field in fields_of(model):
            if isinstance(field, models.DateField | models.TimeField):
                field.auto_now = field.auto_now_add = False
    return {label: found[label] for label in sorted(found) if label not in LEFT_OUT}


def fields_of(model: type[models.Model]) -> list[Any]:
    return list(model._meta.local_concrete_fields)


def there_is_something() -> dict[str, int]:
    """How many rows stand in each table that people fill, where there are any."""
    loader = MigrationLoader(connection)
    made_by_migrate = ("contenttypes.contenttype", "auth.permission")
    counts = {
        label: model._base_manager.count()
        for label, model in models_at(loader, applied(loader)).items()
        if label not in made_by_migrate
    }
    return {label: count for label, count in counts.items() if count}
