"""A backup moved to another instance: a newer Gloss, another database."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile

import pytest
from django.conf import settings as now
from django.db.migrations.loader import MigrationLoader

from reader.backups import MANIFEST
from tests.backups.steps import backup

pytestmark = pytest.mark.django_db(transaction=True)


def run_apart(command, **env):
    """Run a command on an instance of its own, not on the tests'."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = keep | {"SECRET_KEY": "x" * 60} | env
    return subprocess.run(command, env=env, cwd=now.ROOT, capture_output=True, text=True)


def manage(*args, check=True, **env):
    answer = run_apart([sys.executable, "manage.py", *map(str, args)], **env)
    assert not check or answer.returncode == 0, answer.stderr
    return answer


def contents(file):
    with zipfile.ZipFile(file) as archive:
        return {
            name: [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
            if name != MANIFEST
        }


def migration_before_the_last():
    loader = MigrationLoader(None)
    (leaf,) = loader.graph.leaf_nodes("reader")
    return next(key for key in loader.graph.node_map[leaf].parents if key.key[0] == "reader").key[1]


def test_a_backup_from_before_an_update_is_restored_and_brought_up_to_date(tmp_path):
    old, new = ({"GLOSS_VAR": str(tmp_path / name)} for name in ("old", "new"))
    file = tmp_path / "old.zip"
    manage("migrate", "reader", migration_before_the_last(), **old)
    with sqlite3.connect(tmp_path / "old" / "gloss.sqlite3") as database:
        database.execute("INSERT INTO auth_group (name) VALUES ('Guests')")
    manage("backup", file, **old)
    assert "Restored" in manage("restore", file, **new).stdout
    assert manage("migrate", "--check", check=False, **new).returncode == 0
    with sqlite3.connect(tmp_path / "new" / "gloss.sqlite3") as database:
        groups = [name for (name,) in database.execute("SELECT name FROM auth_group")]
        assert groups == ["Moderators", "Guests"]
    answer = manage("restore", file, check=False, **new)
    assert answer.returncode == 1 and "older Gloss" in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_an_instance_moves_from_one_database_to_the_other_and_back(instance, tmp_path):
    server = [str(now.ROOT / "scripts" / "with-postgres")]
    missing = subprocess.run([*server, "true"], capture_output=True, text=True)
    if missing.returncode:
        pytest.skip(f"no PostgreSQL at hand: {missing.stderr.strip()}")
    first, second, third = (tmp_path / f"{n}.zip" for n in (1, 2, 3))
    backup(first)
    run = f'"{sys.executable}" manage.py'
    newcomer = "from reader.models import Reader; Reader.objects.create(username='newcomer')"
    script = f"""set -eu
        {run} restore "{first}"
        {run} backup "{second}"
        {run} shell -v0 -c "{newcomer}"
    """
    answer = run_apart([*server, shutil.which("bash"), "-c", script], GLOSS_VAR=str(tmp_path))
    assert answer.returncode == 0, answer.stderr
    manage("restore", second, GLOSS_VAR=str(tmp_path / "back"))
    manage("backup", third, GLOSS_VAR=str(tmp_path / "back"))
    assert contents(first) == contents(second) == contents(third)
    assert contents(first)["rows/reader.revision.jsonl"]
