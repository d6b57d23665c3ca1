#!/usr/bin/env python
"""Django's command line for Gloss."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

SERVING = {"check", "runserver", "testserver"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reader.settings")
    if means_the_demo(sys.argv[1:2]):
        os.environ["GLOSS_DEMO"] = "1"
    execute_from_command_line(sys.argv)


def means_the_demo(command: list[str]) -> bool:
    """Whether a command given by hand is for the demo that `make run` started here: the
    environment names no other instance, and nothing is to be served."""
    named = {"SECRET_KEY", "DATABASE_URL", "GLOSS_DEMO", "GLOSS_VAR"} & os.environ.keys()
    demo = Path(__file__).resolve().parent / "var" / "demo" / "secret-key"
    return not named and demo.exists() and not SERVING.intersection(command)


if __name__ == "__main__":
    main()
