"""A squashed migration leads to the same state as those that it replaces, and backups know it."""

import pytest
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from reader.backups.tables import applied, leading_to
from tests.backups.steps import backup, everything, restore
from tests.backups.test_refusing import rewritten


@pytest.fixture
def squashed():
    """The name of the squashed migration, and of the last that it replaces."""
    [((_, name), migration)] = MigrationLoader(None).replacements.items()
    _, last = migration.replaces[-1]
    return name, last


def test_it_makes_the_models_that_those_it_replaces_make(squashed):
    name, last = squashed
    loader = MigrationLoader(None, replace_migrations=False)
    made, before = (loader.project_state(("reader", key)) for key in (name, last))
    assert set(made.models) == set(before.models)
    assert MigrationAutodetector(before, made).changes(loader.graph) == {}


@pytest.mark.django_db(transaction=True)
def test_one_from_before_squashing_is_restored_after_it(instance, file, squashed):
    _, last = squashed
    before = everything()
    backup(file)
    rewritten(file, lambda files, manifest: manifest["migrations"].update(reader=last))
    restore(file, replace=True)
    assert everything() == before


@pytest.mark.django_db
def test_one_from_after_squashing_finds_a_database_in_the_midst(squashed):
    name, last = squashed
    MigrationRecorder.Migration.objects.filter(app="reader", name__in=squashed).delete()
    executor = MigrationExecutor(connection)
    assert applied(executor.loader)["reader"] < last
    executor.loader, state = leading_to({"reader": name})
    plan = executor.migration_plan(list(state.items()))
    assert [(step.name, backwards) for step, backwards in plan] == [(last, False)]
