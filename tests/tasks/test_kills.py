"""A worker that is killed loses nothing, and nothing is done twice."""

import json
import os
import subprocess
import sys

from django.conf import settings

KILLS, FILES = 30, 12
KILLS_AT_TELLING = 20


def run(tmp_path, module, kills):
    """What `main` of a module says, in a process and on a database of its own."""
    env = {"PATH": os.environ["PATH"], "GLOSS_VAR": str(tmp_path), "SECRET_KEY": "k" * 60,
           "DATABASE_URL": f"sqlite:///{tmp_path}/gloss.sqlite3",
           "DJANGO_SETTINGS_MODULE": "reader.settings"}  # fmt: skip
    command = [sys.executable, "-c", f"import django; django.setup(); from "
               f"{module} import main; main({kills})"]  # fmt: skip
    done = subprocess.run(
        command, cwd=settings.ROOT, env=env, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_file_is_read_once_however_often_the_worker_is_killed(tmp_path):
    what = run(tmp_path, "tests.tasks.killed_workers", KILLS)
    assert what["read"] == sorted(f"Day {n}" for n in range(FILES))
    assert what["unread"] == 0
    assert what["attempts"] > FILES, "no worker was killed at its work"
    assert what["database"] == "ok"
    assert what["stopped with"] == 0


def test_everybody_is_told_once_however_often_the_worker_is_killed(tmp_path):
    what = run(tmp_path, "tests.tasks.killed_telling", KILLS_AT_TELLING)
    assert what["missing"] == what["wrong"] == []
    assert what["thanks"] == KILLS_AT_TELLING and what["thanks without"] == 0
    assert what["revised"] == [f"reader{number}" for number in range(1, 5)]
    assert not what["left"]
    assert what["unread"] == what["rows"]
