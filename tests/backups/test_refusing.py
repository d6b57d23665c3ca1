"""Files that are no backup, or no longer the one that was made: refused, and nothing is stored."""

import json
import zipfile
from hashlib import sha256

import pytest

from reader.backups import MANIFEST
from tests.backups.steps import backup, refused

pytestmark = pytest.mark.django_db(transaction=True)


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


WRONG = [
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
]
"""What is changed in a backup, and what is said of it."""


def test_a_backup_that_is_not_right_is_refused_and_nothing_is_stored(instance, file, settings):
    settings.MEDIA_ROOT = ""
    backup(file)
    whole = file.read_bytes()
    for change, match in WRONG:
        file.write_bytes(whole)
        rewritten(file, change)
        refused(file, match, replace=True)


def test_a_file_that_is_no_backup_is_refused(instance, file):
    backup(file)
    whole = file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        entry = archive.getinfo("rows/auth.permission.jsonl")
    middle = entry.header_offset + entry.compress_size // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :]
    cut = whole[: len(whole) // 2]
    for data in (b"", b"PK", b"not a zip at all" * 99, cut, flipped):
        file.write_bytes(data)
        refused(file, replace=True)
    file.unlink()
    refused(file, replace=True)
