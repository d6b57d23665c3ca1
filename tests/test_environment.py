"""A wrong setting is told in one sentence that names it, as Gloss starts and not later."""

import os
import subprocess
import sys

import pytest


def started(tmp_path, **environment):
    """What becomes of a process that reads the settings."""
    environment = os.environ | {"GLOSS_VAR": str(tmp_path), "SECRET_KEY": "x" * 50} | environment
    command = [sys.executable, "-W", "ignore", "-c", "import reader.settings"]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("GLOSS_LONGEST_COMMENT", "abc", "a whole number"),
        ("GLOSS_HSTS_SECONDS", "", "a whole number"),
        ("GLOSS_COMMENT_RATE", "12", "a rate such as 12/m/user"),
        ("GLOSS_NEWCOMER_COMMENT_RATE", "3/m/user,lots", "a rate such as 3/m/user,40/d/user"),
        ("DATABASE_URL", "foo", "postgres://user:password@host/name"),
        ("DATABASE_URL", "mysql://una:secret@host/gloss", "postgres://user:password@host/name"),
        ("DATABASE_URL", "postgres://una:secret@host:x/gloss", "postgres://"),
        ("CACHE_URL", "redis", "redis://host:6379/0"),
        ("EMAIL_URL", "mail.example.org", "smtp+tls://user:password@host:587"),
    ],
)
def test_a_wrong_setting_is_told_in_one_sentence(tmp_path, name, value, wanted):
    answer = started(tmp_path, **{name: value})
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"{name} is ")
    assert wanted in answer.stderr and answer.stderr.count("\n") == 1
    assert "secret" not in answer.stderr


def test_right_settings_are_taken(tmp_path):
    answer = started(
        tmp_path, GLOSS_LONGEST_COMMENT="20", GLOSS_COMMENT_RATE="3/m/user, 9/2d/ip",
        GLOSS_MARK_RATE="", DATABASE_URL="postgres://una:secret@host/gloss",
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
