"""The process that reads a stranger's file, with limits of time and memory.

Its argument is JSON: the file's name and the limits. The file comes on standard input, and the
manuscript, or why there is none, goes as JSON to standard output.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from base64 import b64encode
from contextlib import suppress
from pathlib import PurePath

from django.conf import settings

from reader.importing import read_manuscript
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError

TOO_MUCH = "{} takes more time or memory than Gloss allows: split it into smaller files."
BROKEN = "{} is damaged and can’t be read: save it again, or in another format."


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
