"""`backup` and `restore`: everything as it was, in either database; or nothing, and a sentence."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import zipfile
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from django.apps import apps
from django.conf import settings as now
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from reader.actions.library.store_upload import store_upload
from reader.actions.revising.revise import revise
from reader.backups import LEFT_OUT, MANIFEST, writing
from reader.models import (
    DeletedAnnotation,
    Draft,
    Highlight,
    IdempotencyKey,
    Invitation,
    PendingSubmission,
    Picture,
    Progress,
    Reader,
    Reading,
    Shelf,
    Story,
    Token,
)
from reader.text.manuscripts import manuscript as manuscripts
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)
ODD = "Été \U0001f986 \u202e \x0b\ufffe \u2028 'x' \"y\" \\n , [null]"


@pytest.fixture
def instance():
    """An instance with something of every kind in it."""
    una = make_reader("una", name=ODD[:60], email="una@example.org", bio=ODD)
    story = make_story(author=una, title=ODD[:200], summary=ODD)
    story.tags.create(name="sea", kind="fandom")
    story.notes.create(source="For *all*.")
    chapter = make_chapter(story=story)
    tam = make_reader("tam")
    highlight(chapter, "two goats", una, note=ODD)
    comment = say(chapter, ODD, tam, on="a widow")
    say(chapter, "Yes.", una, to=comment)
    comment.hide()
    revise(chapter, f"It rained.\n\n{chapter.revision.source}", by=una)
    Draft.objects.create(chapter=chapter, revision=chapter.revision, source=ODD)
    Progress.objects.keep(tam, chapter, 12)
    Reading.objects.keep(tam, chapter, chapter.revision)
    Shelf.objects.find(tam, "later").put(story)
    made = manuscripts.Manuscript(title=ODD, chapters=[manuscripts.Chapter("", "Text.")])
    store_upload("x.txt", made, by=una)
    Picture.objects.create(story=story, name="x.png", data=bytes(range(256)))
    Invitation.objects.create(to="Ada", made_by=una, used_by=tam)
    Token.objects.create(reader=tam, name="Notes", digest="0" * 64, used_at=timezone.now())
    IdempotencyKey.objects.create(reader=tam, key=uuid4())
    PendingSubmission.objects.create(
        reader=tam, path="/", page="/", fields=[["text", "Half a thought"]]
    )
    DeletedAnnotation.objects.create(name="gone", reader=tam, public=True)
    group = Group.objects.create(name="Moderators")
    group.permissions.add(Permission.objects.get(codename="moderate_comment"))
    una.groups.add(group)
    una.user_permissions.add(Permission.objects.get(codename="add_story"))
    address = EmailAddress.objects.create(user=una, email=una.email, primary=True)
    EmailConfirmation.objects.create(email_address=address, key="k", sent=timezone.now())
    kind = ContentType.objects.get_for_model(Story)
    LogEntry.objects.create(user=una, content_type=kind, object_id="1", object_repr="x",
                            action_flag=ADDITION)  # fmt: skip
    return story


@pytest.fixture
def file(tmp_path):
    return tmp_path / "gloss.zip"


def everything():
    """Every row of every table that travels, by model."""
    return {
        model._meta.label_lower: sorted(
            repr([bytes(value) if isinstance(value, memoryview) else value for value in row])
            for row in model._base_manager.values_list(*(f.attname for f in fields(model)))
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label_lower not in LEFT_OUT
    }


def fields(model):
    return model._meta.local_concrete_fields


def clear():
    """Leave nothing, as in a new instance whose tables were made."""
    call_command("flush", verbosity=0, interactive=False)


def backup(file):
    call_command("backup", str(file), verbosity=0)


def restore(file, **options):
    call_command("restore", str(file), **options)


def refused(file, match=None, **options):
    """Restoring says why not, in one sentence, and changes nothing."""
    before = everything()
    with pytest.raises(CommandError, match=match) as error:
        restore(file, **options)
    assert error.value.returncode == 1
    said = str(error.value)
    assert "\n" not in said and said.endswith(".") and "Traceback" not in said
    assert everything() == before


def test_every_row_of_every_model_comes_back_as_it_was(instance, file, capsys):
    before = everything()
    empty = [label for label, rows in before.items() if not rows]
    assert not empty, f"the fixture `instance` has to make a row of {empty}"
    backup(file)
    clear()
    assert not Reader.objects.exists()
    restore(file)
    assert everything() == before
    printed = capsys.readouterr().out.splitlines()
    total = sum(map(len, before.values()))
    assert f"{total:,} rows" in printed[0] and f"Restored {total:,} rows" in printed[1]


def test_no_model_is_left_out_of_a_backup(instance, file):
    backup(file)
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read(MANIFEST))
    kept = {entry["model"]: entry for entry in manifest["models"]}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if label in LEFT_OUT:
            assert label not in kept
            continue
        assert kept[label]["rows"] == model._base_manager.count() > 0
        assert set(kept[label]["fields"]) == {field.attname for field in fields(model)}
    assert {"sessions.session"} == LEFT_OUT


def test_people_sign_in_with_their_passwords_and_read_on_where_they_were(instance, file, client):
    backup(file)
    clear()
    restore(file)
    assert client.login(username="tam", password="a long password")
    chapter = Story.objects.get().chapters.get()
    assert "It rained." in client.get(chapter.get_absolute_url()).content.decode()
    assert Progress.objects.get().offset == 12
    assert Highlight.objects.get().passage.words_now == "two goats"


def test_what_comes_after_a_restore_gets_keys_of_its_own(instance, file):
    backup(file)
    clear()
    restore(file)
    known = set(Reader.objects.values_list("pk", flat=True))
    assert make_reader("new").pk not in known
    chapter = make_chapter(story=Story.objects.get())
    highlight(chapter, "two goats", Reader.objects.get(username="new"))
    Story.objects.get().tags.create(name="salt")
    Shelf.objects.named(Reader.objects.get(username="new"), "Sea").put(Story.objects.get())


def test_the_address_of_what_was_deleted_is_not_used_again_after_a_restore(instance, file):
    chapter, tam = Story.objects.get().chapters.get(), Reader.objects.get(username="tam")
    mark, said = highlight(chapter, "It rained", tam), say(chapter, "Never mind.", tam)
    gone = mark.pk, said.pk
    DeletedAnnotation.objects.remember(highlights=[mark], comments=[said])
    mark.delete()
    said.delete()
    backup(file)
    clear()
    restore(file)
    assert not Highlight.objects.filter(pk=gone[0]).exists()
    tam = Reader.objects.get(username="tam")
    chapter = Story.objects.get().chapters.get()
    assert highlight(chapter, "two goats", tam).pk > gone[0]
    assert say(chapter, "Mind.", tam).pk > gone[1]


def test_a_backup_is_its_owners_alone_and_stands_there_whole_or_not_at_all(
    instance, file, monkeypatch
):
    file.write_bytes(b"the backup of yesterday")
    with monkeypatch.context() as patched:
        patched.setattr(writing, "write_rows", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            backup(file)
    assert file.read_bytes() == b"the backup of yesterday"
    backup(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert zipfile.ZipFile(file).testzip() is None


def test_a_backup_is_of_one_moment_and_nobody_waits_for_it(instance, file, monkeypatch):
    real, done = writing.write_rows, []

    def sign_up():
        try:
            done.append(make_reader("newcomer").pk)
        finally:
            connection.close()

    def rows(archive, model):
        if not done:
            writer = threading.Thread(target=sign_up)
            writer.start()
            writer.join(20)
            assert done, "somebody who writes waits for the backup"
        return real(archive, model)

    monkeypatch.setattr(writing, "write_rows", rows)
    connection.close()  # as in a process that has just begun
    backup(file)
    assert Reader.objects.filter(username="newcomer").exists()
    clear()
    restore(file)
    assert not Reader.objects.filter(username="newcomer").exists()
    with transaction.atomic():
        assert make_reader("after").pk


def test_a_backup_does_not_wait_for_somebody_who_writes(instance, file):
    def backup_apart():
        try:
            backup(file)
        finally:
            connection.close()

    with transaction.atomic():
        make_reader("newcomer")
        thread = threading.Thread(target=backup_apart)
        thread.start()
        thread.join(20)
        assert file.exists(), "the backup waits for somebody who writes"
    clear()
    restore(file)
    assert not Reader.objects.filter(username="newcomer").exists()
    assert Reader.objects.filter(username="una").exists()


@pytest.fixture
def impatient(instance, monkeypatch, tmp_path_factory):
    """Gives a connection to the same SQLite; whoever waits for it gives up soon.

    Both use a copy of the database: in the tests' own, a thread of an earlier test may still hold
    a connection, and an exclusive lock needs the file to itself.
    """
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows alone")
    copy = tmp_path_factory.mktemp("locked") / "gloss.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    connection.close()
    with monkeypatch.context() as patched:
        patched.setitem(connection.settings_dict, "NAME", str(copy))
        patched.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
        with closing(sqlite3.connect(copy, isolation_level=None)) as somebody:
            somebody.execute("PRAGMA journal_mode=WAL")
            yield somebody
        connection.close()


def test_a_restore_while_somebody_writes_gives_a_sentence(file, impatient):
    backup(file)
    impatient.execute("BEGIN IMMEDIATE")
    refused(file, "stop Gloss first", replace=True)


def test_a_backup_while_somebody_has_it_all_gives_a_sentence(file, impatient):
    impatient.execute("PRAGMA locking_mode=EXCLUSIVE")
    impatient.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CommandError, match="The database cannot be read: database is locked."):
        backup(file)
    assert not any(file.parent.iterdir())


@pytest.mark.parametrize("where", ["no/such/place/x.zip", "."])
def test_a_place_where_nothing_can_be_written(instance, tmp_path, where):
    with pytest.raises(CommandError) as error:
        backup(tmp_path / where)
    assert str(error.value).endswith(".") and "\n" not in str(error.value)


def test_an_instance_with_something_in_it_is_left_alone_unless_told(instance, file):
    backup(file)
    make_reader("newcomer")
    refused(file, "not empty.*--replace")
    restore(file, replace=True)
    assert not Reader.objects.filter(username="newcomer").exists()
    assert Story.objects.get().title == instance.title


def test_who_is_signed_in_is_signed_out(instance, file, client):
    backup(file)
    client.force_login(Reader.objects.get(username="una"))
    restore(file, replace=True)
    assert apps.get_model("sessions.session").objects.count() == 0


def rewritten(file, change):
    """The backup with some of its files changed: {name: bytes, or None to leave it out}."""
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files[MANIFEST])
    change(files, manifest)
    if files.get(MANIFEST):
        files[MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def sealed(manifest, label, data, rows=None):
    """Make the manifest say that these are the rows."""
    entry = next(entry for entry in manifest["models"] if entry["model"] == label)
    entry["sha256"] = sha256(data).hexdigest()
    if rows is not None:
        entry["rows"] = rows


STORY = "rows/reader.story.jsonl"


def drop(name):
    return lambda files, manifest: files.pop(name)


def add(name):
    return lambda files, manifest: files.update({name: b"x"})


def say_of(key, value):
    return lambda files, manifest: manifest.update({key: value})


def alter(files, manifest):
    files[STORY] = files[STORY].replace(b"goats", b"geese").replace(b"1", b"2", 1)


def climb(name):
    def change(files, manifest):
        files[f"media/{name}"] = b"x"
        digest = sha256(b"x").hexdigest()
        manifest["media"].append({"name": name, "bytes": 1, "sha256": digest})

    return change


def with_rows(label, make, rows=None):
    def change(files, manifest):
        name = f"rows/{label}.jsonl"
        files[name] = make(files[name])
        sealed(manifest, label, files[name], rows)

    return change


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (drop(MANIFEST), "not a backup of Gloss"),
        (say_of("format", "other"), "not a backup of Gloss"),
        (say_of("version", 2), "version 2 .*update Gloss"),
        (say_of("version", None), "update Gloss"),
        (say_of("models", None), "damaged"),
        (say_of("models", [{}]), "damaged"),
        (say_of("migrations", {"reader": 7}), "damaged"),
        (say_of("migrations", {"reader": "0999_from_the_future"}), "newer Gloss"),
        (say_of("migrations", {"strange": "0001_initial"}), "newer Gloss"),
        (drop(STORY), "damaged"),
        (add("rows/extra.jsonl"), "damaged"),
        (add("../../etc/passwd"), "unsafe path"),
        (add("/etc/passwd"), "unsafe path"),
        (climb("../up"), "unsafe path"),
        (climb("a/../../up"), "unsafe path"),
        (climb("..\\up"), "unsafe path"),
        (climb("fine.png"), "set MEDIA_ROOT"),
        (alter, "damaged"),
        (with_rows("reader.story", lambda data: b"[1]\n", 1), "a row of reader.story"),
        (with_rows("reader.story", lambda data: b"{not json\n", 1), "a row of reader.story"),
        (with_rows("reader.story", lambda data: b"7\n", 1), "a row of reader.story"),
        (with_rows("reader.story", lambda data: data.strip()), "is cut off"),
        (with_rows("reader.story", lambda data: data + data, 2), "a row of reader.story"),
        (with_rows("reader.story", lambda data: data, 7), "a different number of"),
        (with_rows("reader.story", lambda data: b"", 0), "refers to rows that are not in it"),
        (with_rows("reader.reader", lambda data: b"\xff\n", 1), "a row of reader.reader"),
    ],
)
def test_a_backup_that_is_not_right_is_refused_and_nothing_is_stored(
    instance, file, settings, change, match
):
    settings.MEDIA_ROOT = ""
    backup(file)
    rewritten(file, change)
    refused(file, match, replace=True)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all" * 99, None, "cut", "flipped"])
def test_a_file_that_is_no_backup_is_refused(instance, file, data):
    backup(file)
    whole = file.read_bytes()
    if data is None:
        file.unlink()
    elif data == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif data == "flipped":
        with zipfile.ZipFile(file) as archive:
            entry = archive.getinfo("rows/auth.permission.jsonl")
        middle = entry.header_offset + entry.compress_size // 2
        file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :])
    else:
        file.write_bytes(data)
    refused(file, replace=True)


def test_files_travel_with_the_rows(instance, file, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    root = tmp_path / "media"
    (root / "covers").mkdir(parents=True)
    (root / "covers" / "é 1.png").write_bytes(b"\x89PNG" * 700_000)
    (root / "leads-away").symlink_to("/etc/passwd")
    backup(file)
    (root / "covers" / "é 1.png").write_bytes(b"changed")
    (root / "later.png").write_bytes(b"x")
    clear()
    refused(file, "not empty")
    restore(file, replace=True)
    assert (root / "covers" / "é 1.png").read_bytes() == b"\x89PNG" * 700_000
    assert sorted(path.name for path in root.iterdir()) == ["covers", "leads-away"]
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if "leads-away" in name]


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
        database.execute("INSERT INTO auth_group (name) VALUES ('Moderators')")
    manage("backup", file, **old)
    assert "Restored" in manage("restore", file, **new).stdout
    assert manage("migrate", "--check", check=False, **new).returncode == 0
    with sqlite3.connect(tmp_path / "new" / "gloss.sqlite3") as database:
        assert list(database.execute("SELECT name FROM auth_group")) == [("Moderators",)]
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


def test_times_are_kept_to_the_microsecond(file):
    when = timezone.now().replace(microsecond=123456) - timedelta(days=400)
    Reader.objects.create(username="una", password=make_password("x"), date_joined=when)
    backup(file)
    clear()
    restore(file)
    assert Reader.objects.get().date_joined == when
