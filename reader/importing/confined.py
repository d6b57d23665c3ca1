"""Reading a file in a process of its own, with limits of time and memory: files are strangers'.

The process gets the file on its standard input, and answers with JSON on its standard output.
"""

from __future__ import annotations

import json
import subprocess
import sys

from django.conf import settings

from reader.importing import read_manuscript
from reader.text.manuscripts import Manuscript, ManuscriptError

TOO_MUCH = "{} takes more time or memory than Gloss gives a file: save it in parts."


def read_confined(name: str, data: bytes) -> Manuscript:
    """What `read_manuscript` gives, or a ManuscriptError where it takes more than
    `settings.IMPORT_SECONDS` or `settings.IMPORT_MEMORY` bytes, or breaks."""
    command = [sys.executable, "-m", "reader.importing.confined", name]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=settings.IMPORT_SECONDS, check=False,
            cwd=settings.ROOT,
        )  # fmt: skip
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise ManuscriptError(TOO_MUCH.format(name)) from error
    if "refused" in answer:
        raise ManuscriptError(answer["refused"])
    return Manuscript.from_json(answer)


def main() -> None:
    """Read the file on standard input, called as the first argument says."""
    import resource

    most = settings.IMPORT_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    seconds = settings.IMPORT_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    name = sys.argv[1]
    try:
        answer = read_manuscript(name, sys.stdin.buffer.read()).as_json()
    except ManuscriptError as error:
        answer = {"refused": str(error)}
    except MemoryError:
        answer = {"refused": TOO_MUCH.format(name)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
