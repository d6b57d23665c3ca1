"""Reading a file in a process of its own, with limits of time and memory: files are strangers'.

The process gets the limits as its argument and the file on its standard input, and answers with
JSON. It knows no more than that: neither the instance's secrets nor its database.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from base64 import b64decode
from pathlib import PurePath

from django.conf import settings

from reader.importing.confined_process import BROKEN, TOO_MUCH
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError

LIMITS = ("LONGEST_CHAPTER", "LARGEST_UNPACKED", "IMPORT_SECONDS", "IMPORT_MEMORY",
          "LARGEST_PICTURE", "MOST_PIXELS", "MOST_PICTURES")  # fmt: skip
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "TMPDIR")
_RAN_OUT = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGALRM}
_STOPPED = {-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}
_log = logging.getLogger("gloss.importing")


class ReadingStopped(Exception):
    """The process that read a file was told to stop, as when Gloss is: that is not the file's
    fault, and it can be read again."""


def read_confined(name: str, data: bytes) -> Manuscript:
    """What `read_manuscript` gives, or a ManuscriptError where it takes more than
    `settings.IMPORT_SECONDS` or `settings.IMPORT_MEMORY` bytes, or breaks. Raises ReadingStopped
    where it was told to stop."""
    name = PurePath(name.replace("\0", "")).name[-200:] or "The file"
    limits = {limit: getattr(settings, limit) for limit in LIMITS}
    task = json.dumps({"name": name, **limits})
    command = [sys.executable, "-m", "reader.importing.confined_process", task]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=settings.IMPORT_SECONDS + 1,
            cwd=settings.ROOT,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for whoever waits for it
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise ManuscriptError(TOO_MUCH.format(name)) from error
    except ValueError as error:
        if done.returncode in _STOPPED:
            raise ReadingStopped(name) from error
        _log.warning("The process that read an import ended with %s.", done.returncode)
        sentence = TOO_MUCH if done.returncode in _RAN_OUT else BROKEN
        raise ManuscriptError(sentence.format(name)) from error
    if "trace" in answer:
        _log.error("Reading an import failed: %s", answer["trace"])
    if "refused" in answer:
        raise ManuscriptError(answer["refused"])
    pictures = answer.pop("pictures")
    manuscript = Manuscript.from_json(answer)
    for picture, encoded in pictures.items():
        manuscript.pictures[picture] = b64decode(encoded)
    return manuscript


def _environment() -> dict[str, str]:
    """The environment without the secrets that are in it."""
    kept: dict[str, str] = {}
    for name in _KEPT:
        if name in os.environ:
            kept[name] = os.environ[name]
    return kept
