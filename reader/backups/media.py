"""The files of MEDIA_ROOT: into a backup, and back to where they belong."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings

from reader.backups import BackupError
from reader.backups.archive import A_PIECE, Archive


def media_files() -> Iterator[tuple[str, Path]]:
    """What is in MEDIA_ROOT, by name; no links, which could lead anywhere."""
    root = Path(settings.MEDIA_ROOT) if settings.MEDIA_ROOT else None
    if root and root.is_dir():
        for file in sorted(root.rglob("*")):
            if file.is_file() and not file.is_symlink():
                yield file.relative_to(root).as_posix(), file


def write_file(archive: ZipFile, file: Path, name: str) -> dict[str, Any]:
    """Put a file into a backup; gives what the manifest says of it."""
    digest, size = sha256(), 0
    with file.open("rb") as source, archive.open(f"media/{name}", "w", force_zip64=True) as out:
        while piece := source.read(A_PIECE):
            digest.update(piece)
            out.write(piece)
            size += len(piece)
    return {"name": name, "bytes": size, "sha256": digest.hexdigest()}


@contextmanager
def unpacked(archive: Archive) -> Iterator[Callable[[], None]]:
    """Unpack a backup's files beside where they belong; gives the function that puts them there.

    Raises BackupError.
    """
    if not settings.MEDIA_ROOT:
        yield lambda: None
        return
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".restoring-", dir=root))

    def put_in_place() -> None:
        for name, file in list(media_files()):
            if waiting not in file.parents and name not in archive.media:
                file.unlink()
        for name in archive.media:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(waiting / name, root / name)

    try:
        for name in archive.media:
            (waiting / name).parent.mkdir(parents=True, exist_ok=True)
            with (waiting / name).open("wb") as out:
                for piece in archive.pieces(f"media/{name}"):
                    out.write(piece)
        yield put_in_place
    except OSError as error:
        raise BackupError(f"A file cannot be put into {root}: {error.strerror}.") from error
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
