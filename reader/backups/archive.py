"""A backup as it lies there: opened, and looked through before anything is done with it."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from reader.backups import FORMAT, MANIFEST, VERSION, BackupError

LARGEST_MANIFEST = 50_000_000
LONGEST_ROW = 500_000_000
"""Bytes of one row; more is no row, and would fill the memory."""
A_PIECE = 1 << 20
"""Bytes of a file in memory."""
BROKEN = (BadZipFile, ZlibError, EOFError, RuntimeError, NotImplementedError, OSError, ValueError)


class Archive:
    """A backup that is what it says: every file in it listed, whole, and in its place."""

    def __init__(self, path: Path, file: ZipFile) -> None:
        self.path, self._file = path, file
        self.manifest = self._manifest()
        self.rows: dict[str, Any] = {}
        self.media: dict[str, Any] = {}
        self._digests: dict[str, str] = {}
        try:
            self.migrations: dict[str, str] = dict(self.manifest["migrations"])
            for entry in self.manifest["models"]:
                self.rows[entry["model"]] = entry
                self._digests[f"rows/{entry['model']}.jsonl"] = entry["sha256"]
            for entry in self.manifest["media"]:
                self.media[entry["name"]] = entry
                self._digests[f"media/{entry['name']}"] = entry["sha256"]
            for name in self.migrations.values():
                if not isinstance(name, str):
                    raise TypeError
        except (KeyError, TypeError, ValueError) as error:
            raise self._damaged("its manifest is incomplete") from error

    def _manifest(self) -> dict[str, Any]:
        foreign = BackupError(f"{self.path} is not a backup of Gloss.")
        try:
            info = self._file.getinfo(MANIFEST)
            if info.file_size > LARGEST_MANIFEST:
                raise foreign
            manifest = json.loads(self._file.read(info))
        except KeyError as error:
            raise foreign from error
        except BROKEN as error:
            raise self._damaged("its manifest cannot be read") from error
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise foreign
        version = manifest.get("version")
        if version != VERSION:
            raise BackupError(
                f"{self.path} uses version {version} of the format, and this Gloss reads "
                f"version {VERSION}: update Gloss first."
            )
        return manifest

    def check(self) -> None:
        """Read all of it once: nothing is missing, added, changed, or out of its place."""
        names = []
        for info in self._file.infolist():
            if not _is_safe(info):
                raise BackupError(f"{self.path} contains a file with an unsafe path: refused.")
            names.append(info.filename)
        if len(set(names)) != len(names) or set(names) != {MANIFEST, *self._digests}:
            raise self._damaged("its files do not match its manifest")
        for name, digest in self._digests.items():
            found = sha256()
            for piece in self.pieces(name):
                found.update(piece)
            if found.hexdigest() != digest:
                raise self._damaged(f"{name} has changed since it was written")

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._file.open(name) as file:
                yield file
        except BROKEN as error:
            raise self._damaged(f"{name} cannot be read") from error

    def pieces(self, name: str) -> Iterator[bytes]:
        """A file of the backup, at most A_PIECE bytes at a time. Raises BackupError."""
        with self._open(name) as file:
            while piece := file.read(A_PIECE):
                yield piece

    def lines(self, label: str) -> Iterator[bytes]:
        """The rows of a model, a line each."""
        with self._open(f"rows/{label}.jsonl") as file:
            while line := file.readline(LONGEST_ROW):
                if not line.endswith(b"\n"):
                    raise self._damaged(f"a row of {label} is cut off")
                yield line

    def _damaged(self, why: str) -> BackupError:
        return BackupError(f"{self.path} is damaged ({why}): use another backup.")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The backup in a file. Raises BackupError where it is none, or a broken one."""
    try:
        file = ZipFile(path)
    except (BadZipFile, ValueError) as error:
        message = f"{path} is not a backup of Gloss, or is incomplete."
        raise BackupError(message) from error
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}.") from error
    with file:
        yield Archive(path, file)


def _is_safe(info: ZipInfo) -> bool:
    """Whether a file's name stays below where it is put, on any system, and is no link."""
    name, mode = info.filename, info.external_attr >> 16
    parts = PurePosixPath(name).parts
    return not (
        name.startswith("/")
        or ".." in parts
        or "\\" in name
        or "\0" in info.orig_filename
        or (mode and stat.S_ISLNK(mode))
        or str(PurePosixPath(name)) != name.rstrip("/")
    )
