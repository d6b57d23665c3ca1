"""Tasks that wait for a worker, as they do where Gloss is served."""

import pytest


@pytest.fixture
def queue(settings):
    """What is queued is there for a worker, and not done at once as it is in other tests."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
