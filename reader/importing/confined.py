"""Reading a file in a process of its own, with limits of time and memory: files are strangers'.

The process gets the limits as its argument and the file on its standard input, and answers with
JSON. It knows no more than that: neither the instance's secrets nor its database.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import signal
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import IO

from django.conf import settings

from reader.importing import read_manuscript
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError

TOO_MUCH = "{} takes more time or memory than Gloss gives a file: save it in parts."
BROKEN = "{} is damaged so that Gloss cannot read it: save it anew, or in another format."
BUSY = (
    "Gloss is reading other people’s files, as many as it can at once. Nothing of yours was kept: "
    "send it again in a minute."
)
SLOTS = 2
"""Readers whose files an instance reads at the same time, so that threads are left for others."""
LIMITS = ("LONGEST_CHAPTER", "LARGEST_UNPACKED", "IMPORT_SECONDS", "IMPORT_MEMORY",
          "LARGEST_PICTURE", "MOST_PIXELS", "MOST_PICTURES")  # fmt: skip
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "TMPDIR")
_RAN_OUT = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGALRM}
_log = logging.getLogger("gloss.importing")


class Busy(Exception):
    """As many files are being read as may be at once; says so in a sentence."""


@contextmanager
def import_slot(*, wait: bool = False) -> Iterator[None]:
    """One of `AT_ONCE` turns to read files, counted over all processes of the instance. Where
    none is free, raises `Busy`, or lets one `wait`.

    A turn is a locked file, which a process that dies lets go of.
    """
    while (held := _free_turn()) is None:
        if not wait:
            raise Busy(BUSY)
        time.sleep(0.5)
    with held:
        yield


def _free_turn() -> IO[str] | None:
    for number in range(SLOTS):
        held = (settings.VAR / f"reading-{number}.lock").open("w")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return held
        except BlockingIOError:
            held.close()
    return None


def read_confined(name: str, data: bytes) -> Manuscript:
    """What `read_manuscript` gives, or a ManuscriptError where it takes more than
    `settings.IMPORT_SECONDS` or `settings.IMPORT_MEMORY` bytes, or breaks."""
    name = PurePath(name.replace("\0", "")).name[-200:] or "The file"
    limits = {limit: getattr(settings, limit) for limit in LIMITS}
    task = json.dumps({"name": name, **limits})
    command = [sys.executable, "-m", "reader.importing.confined", task]
    try:
        done = subprocess.run(
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
            timeout=settings.IMPORT_SECONDS + 1, cwd=settings.ROOT,
            env=_environment(),
        )  # fmt: skip
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise ManuscriptError(TOO_MUCH.format(name)) from error
    except ValueError as error:
        _log.warning("The process that read an import ended with %s.", done.returncode)
        sentence = TOO_MUCH if done.returncode in _RAN_OUT else BROKEN
        raise ManuscriptError(sentence.format(name)) from error
    if "trace" in answer:
        _log.error("Reading an import failed: %s", answer["trace"])
    if "refused" in answer:
        raise ManuscriptError(answer["refused"])
    pictures = answer.pop("pictures")
    manuscript = Manuscript.from_json(answer)
    for name, encoded in pictures.items():
        manuscript.pictures[name] = b64decode(encoded)
    return manuscript


def _environment() -> dict[str, str]:
    """The environment without the secrets that are in it."""
    kept: dict[str, str] = {}
    for name in _KEPT:
        if name in os.environ:
            kept[name] = os.environ[name]
    return kept


def main() -> None:
    """Read the file on standard input as the first argument says."""
    task = json.loads(sys.argv[1])
    name = task.pop("name")
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no part of the answer
    settings.configure(**task)
    _limit(settings.IMPORT_SECONDS, settings.IMPORT_MEMORY)
    try:
        answer = _answer(read_manuscript(name, sys.stdin.buffer.read()))
    except ManuscriptError as error:
        answer = _encoded({"refused": str(error)})
    except MemoryError:
        answer = _encoded({"refused": TOO_MUCH.format(name)})
    except Exception as error:
        answer = _encoded({"refused": BROKEN.format(name), "trace": _trace(error)})
    with out:
        out.write(answer)


def _answer(manuscript: Manuscript) -> bytes:
    pictures: dict[str, str] = {}
    for name, data in manuscript.pictures.items():
        pictures[name] = b64encode(data).decode()
    return _encoded(manuscript.as_json() | {"pictures": pictures})


def _encoded(answer: dict[str, object]) -> bytes:
    return json.dumps(answer).encode()


def _limit(seconds: int, memory: int) -> None:
    """Hold this process to so many seconds and bytes, even when nobody waits for it any more.
    It leaves no image of its memory. What a system cannot limit stays unlimited."""
    import resource  # noqa: PLC0415 (not every system has it)

    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    signal.alarm(seconds)


def _trace(error: Exception) -> str:
    """Where something went wrong, without a word of what was read."""
    places: list[str] = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{PurePath(code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' '.join(places[-8:])}"


if __name__ == "__main__":
    main()
