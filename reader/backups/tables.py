"""The tables of an instance as their migrations describe them."""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from reader.backups import LEFT_OUT, BackupError


def applied(loader: MigrationLoader) -> dict[str, str]:
    """The last migration that the database has had, of each app. Raises BackupError."""
    nodes = loader.graph.node_map
    had = set(loader.applied_migrations)
    known = set(loader.disk_migrations)
    unknown = sorted(key for key in had - known if key[0] in loader.migrated_apps)
    if unknown:
        names = ", ".join(".".join(key) for key in unknown)
        raise BackupError(f"The database is newer than this Gloss ({names}): update Gloss first.")
    last = {}
    for app, name in sorted(had & set(nodes)):
        after = {child.key for child in nodes[app, name].children if child.key[0] == app}
        if not after & had:
            last[app] = name
    return last


def leading_to(state: dict[str, str]) -> tuple[MigrationLoader, dict[str, str]]:
    """The migrations that lead to a state, and how they name it.

    A squashed one is among them, unless the state, or the database, is in the midst of those that
    it replaces: then they are those.
    """
    loader, named = MigrationLoader(connection), dict(state)
    if not set(state.items()) <= set(loader.graph.nodes):
        loader = MigrationLoader(connection, replace_migrations=False)
        for (app, name), squashed in loader.replacements.items():
            loader.graph.remove_replacement_node((app, name), squashed.replaces)
            if state.get(app) == name:
                _, named[app] = squashed.replaces[-1]
    return loader, named


def models_at(loader: MigrationLoader, state: dict[str, str]) -> dict[str, type[models.Model]]:
    """The models whose rows travel, by label, as they were after these migrations.

    They are nobody else's: dates that Django sets by itself on saving are left as they are told.
    """
    apps = loader.project_state(list(state.items())).apps
    found: dict[str, type[models.Model]] = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if not model._meta.managed or model._meta.proxy or label in LEFT_OUT:
            continue
        for field in fields_of(model):
            if isinstance(field, models.DateField | models.TimeField):
                field.auto_now = field.auto_now_add = False
        found[label] = model
    return dict(sorted(found.items()))


def fields_of(model: type[models.Model]) -> list[Any]:
    """The fields of a model that are columns of its table."""
    return list(model._meta.local_concrete_fields)


def there_is_something() -> dict[str, int]:
    """How many rows stand in each table that people fill, where there are any."""
    loader = MigrationLoader(connection)
    made_by_gloss = (
        "auth.group",
        "auth.group_permissions",
        "contenttypes.contenttype",
        "auth.permission",
        "django_tasks_database.dbtaskresult",
    )
    counts = {}
    for label, model in models_at(loader, applied(loader)).items():
        count = model._base_manager.count()
        if count and label not in made_by_gloss:
            counts[label] = count
    return counts
