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


def tables(file):
    """How each table, index and trigger was made; columns may stand in another order."""
    with sqlite3.connect(file) as database:
        rows = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: sorted(sql.removesuffix(")").split(", ")) for name, sql in rows}


def test_a_backup_from_before_an_update_is_restored_and_brought_up_to_date(tmp_path, new_database):
    old, new = ({"GLOSS_VAR": str(tmp_path / name)} for name in ("old", "new"))
    file = tmp_path / "old.zip"
    make = "import django; django.setup(); from tests.old_instance import main; main()"
    done = run_apart([sys.executable, "-c", make], DJANGO_SETTINGS_MODULE="reader.settings", **old)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(tmp_path / "old" / "gloss.sqlite3") as database:
        database.execute("INSERT INTO auth_group (name) VALUES ('Guests')")
    manage("backup", file, **old)
    assert "Restored" in manage("restore", file, **new).stdout
    assert manage("migrate", "--check", check=False, **new).returncode == 0
    made = tmp_path / "new" / "gloss.sqlite3"
    assert tables(made) == tables(new_database)
    with sqlite3.connect(made) as database:
        groups = [name for (name,) in database.execute("SELECT name FROM auth_group")]
        assert groups == ["Moderators", "Guests"]
        marks = "reader_highlight h JOIN reader_passage p ON p.id = h.passage_id"
        found = database.execute(f"SELECT quote, note FROM {marks}").fetchall()
        assert found == [("goats", "Mine.")]
        [(html,)] = database.execute("SELECT html FROM reader_comment")
        assert html.count('<span class="spoiler">') == 2
        [(skeleton,)] = database.execute("SELECT skeleton FROM reader_nameskeleton")
        assert skeleton == "una"
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
