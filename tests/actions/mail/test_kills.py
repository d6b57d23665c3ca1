"""Workers that are killed as they send mail: nothing goes twice, and nothing is lost in silence."""

import json
import os
import shutil
import subprocess
import sys

from django.conf import settings

from tests.actions.mail.killed_senders import EACH, READERS

KILLS = 12


def test_however_often_workers_are_killed_nothing_is_mailed_twice(tmp_path, new_database):
    file = shutil.copy(new_database, tmp_path)
    env = {"PATH": os.environ["PATH"], "GLOSS_VAR": str(tmp_path), "SECRET_KEY": "k" * 60,
           "DATABASE_URL": f"sqlite:///{file}", "TAKEN": f"{tmp_path}/taken",
           "DJANGO_SETTINGS_MODULE": "reader.settings"}  # fmt: skip
    command = [sys.executable, "-c", f"import django; django.setup(); from "
               f"tests.actions.mail.killed_senders import main; main({KILLS})"]  # fmt: skip
    done = subprocess.run(
        command, cwd=settings.ROOT, env=env, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    what = json.loads(done.stdout)
    assert what["twice"] == 0
    assert what["lost"] == 0, "each mail that nobody can be sure of says so"
    assert 0 < what["unsure"] <= KILLS
    assert what["told"] >= (READERS - KILLS) * EACH
