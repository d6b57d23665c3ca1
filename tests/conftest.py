"""What every test starts from: nothing kept in memory by the one before."""

import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.core.cache import caches
from django.db import connection

# The same examples at every run, so that a change is blamed for what it did: `make fuzz` looks
# for others. No deadline: how long an example takes is the machine's affair.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
if "GLOSS_FUZZ_EXAMPLES" not in os.environ:
    hypothesis.settings.load_profile("steady")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as it is used: in memory it neither waits for a lock nor keeps a WAL."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "gloss.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    for cache in caches.all():
        cache.clear()
    yield
    for cache in caches.all():
        cache.clear()
