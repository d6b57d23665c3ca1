"""What every test starts from: nothing kept by the one before; people, and a client for each."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import pytest_django
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client

from reader.actions.people.change_role import change_role
from reader.models import Reader
from reader.models.people.role import Role
from reader.tasks.worker import Worker
from tests.factories import make_chapter, make_reader, make_story

# The same examples at every run, so that a change is blamed for what it did: `make fuzz` looks
# for others. No deadline: how long an example takes is the machine's affair.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
if "GLOSS_FUZZ_EXAMPLES" not in os.environ:
    hypothesis.settings.load_profile("steady")


DATABASE = {"db", "transactional_db", "live_server"}
"""Fixtures of tests that ask a database."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Ask a second database only what a database answers: all the rest was tested with SQLite."""
    if connection.vendor == "sqlite":
        return
    without = [item for item in items if not _asks_a_database(item)]
    items[:] = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=without)


def pytest_collection_finish() -> None:
    """Look for garbage seldom, never in what was imported: it took a tenth of all the time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def _asks_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("django_db") or item.get_closest_marker("postgresql"):
        return True
    return not DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as it is used: in memory it neither waits for a lock nor keeps a WAL."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "gloss.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(scope="session")
def _copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("new") / "gloss.sqlite3"


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker, _copy: Path
) -> None:
    """The tests' database, if any test asks for it, and, of one in a file, a copy in which no test
    has written."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(_copy)])


@pytest.fixture(scope="session")
def new_database(django_db_setup: None, _copy: Path) -> Path:
    """The file of a database as the migrations leave it, to be copied: they take a while."""
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    env = {"SECRET_KEY": "k" * 60, "DATABASE_URL": f"sqlite:///{_copy}"}
    subprocess.run(migrate, cwd=settings.ROOT, env=os.environ | env, check=True)
    return _copy


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    for cache in caches.all():
        cache.clear()
    yield
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def author():
    return make_reader("author")


@pytest.fixture
def una():
    return make_reader("una")


@pytest.fixture
def tam():
    return make_reader("tam")


@pytest.fixture
def moderator():
    reader = make_reader("moderator")
    change_role(reader, Role.MODERATOR)
    return Reader.objects.get(pk=reader.pk)


@pytest.fixture
def chapter(author):
    return make_chapter(story=make_story(author=author))


@pytest.fixture
def draft(author):
    return make_chapter(story=make_story(author=author, draft=True))


@pytest.fixture
def browser():
    """A client, signed in as a reader where one is given."""

    def do(reader=None, **kwargs):
        client = Client(**kwargs)
        if reader:
            client.force_login(reader)
        return client

    return do


@pytest.fixture
def htmx():
    return {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def queue(settings):
    """What is queued waits for a worker, as where Gloss is served: calling this is one, which
    does all that waits. In other tests tasks are done at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def work():
        worker = Worker()
        while worker.do_next():
            pass

    return work
