"""A squashed migration leads to the same state as those that it replaces, and backups know it."""

import pytest
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q

from reader.backups.tables import applied, leading_to


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


def plan_to(name):
    """What is done before the rows of a backup fit in that was made after this migration."""
    executor = MigrationExecutor(connection)
    executor.loader, state = leading_to({"reader": name})
    plan = executor.migration_plan(list(state.items()))
    return [(step.name, backwards) for step, backwards in plan]


@pytest.fixture
def done():
    """The migrations that the database has had."""
    return MigrationRecorder.Migration.objects.filter(app="reader")


@pytest.mark.django_db
def test_one_from_before_squashing_fits_what_the_squashed_one_made(squashed, done):
    _, last = squashed
    done.filter(name__gt=last).delete()
    assert plan_to(last) == []


@pytest.mark.django_db
def test_one_from_after_squashing_finds_a_database_in_the_midst(squashed, done):
    name, last = squashed
    done.filter(Q(name=name) | Q(name__gte=last)).delete()
    assert applied(MigrationLoader(connection))["reader"] < last
    assert plan_to(name) == [(last, False)]
