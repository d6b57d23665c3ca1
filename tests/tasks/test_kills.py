"""A worker that is killed loses nothing, and nothing is done twice.

`GLOSS_KILLS` is how many are killed as they tell readers what happened: 7 by default.
"""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

KILLS, FILES = 30, 12
KILLS_AT_TELLING = int(os.environ.get("GLOSS_KILLS", 7))
OF_ONE_KILL = 10
"""Seconds that one takes at most, on a machine with much else to do."""


@contextmanager
def own_database(tmp_path, new_database):
    """The address of a database of its own: a file, or one on the server that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{shutil.copy(new_database, tmp_path)}"
        return
    psycopg = pytest.importorskip("psycopg")
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as session:
        session.execute("CREATE DATABASE gloss_kills")
        yield f"{server.rpartition('/')[0]}/gloss_kills"
        session.execute("DROP DATABASE gloss_kills WITH (FORCE)")


def run(tmp_path, database, module, kills):
    """What `main` of a module says, in a process of its own."""
    env = {"PATH": os.environ["PATH"], "GLOSS_VAR": str(tmp_path), "SECRET_KEY": "k" * 60,
           "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "reader.settings"}  # fmt: skip
    command = [sys.executable, "-c", f"import django; django.setup(); from "
               f"{module} import main; main({kills})"]  # fmt: skip
    done = subprocess.run(
        command,
        cwd=settings.ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120 + kills * OF_ONE_KILL,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_file_is_read_once_however_often_the_worker_is_killed(tmp_path, new_database):
    file = shutil.copy(new_database, tmp_path)
    what = run(tmp_path, f"sqlite:///{file}", "tests.tasks.killed_workers", KILLS)
    assert what["read"] == sorted(f"Day {n}" for n in range(FILES))
    assert what["unread"] == 0
    assert what["attempts"] > FILES, "no worker was killed at its work"
    assert what["database"] == "ok"
    assert what["stopped with"] == 0


@pytest.mark.postgresql
def test_everybody_is_told_once_however_often_the_worker_is_killed(tmp_path, new_database):
    with own_database(tmp_path, new_database) as database:
        what = run(tmp_path, database, "tests.tasks.killed_telling", KILLS_AT_TELLING)
    assert what["missing"] == what["wrong"] == []
    assert what["thanks"] == KILLS_AT_TELLING and what["thanks without"] == 0
    assert what["revised"] == [f"reader{number}" for number in range(1, 5)]
    assert not what["left"]
    assert what["unread"] == what["rows"]
