"""What the documents say is what the code does: every setting, every command, with its default."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
SELF_HOSTING = (ROOT / "docs" / "self-hosting.md").read_text()
DOCUMENTS = "".join(
    path.read_text()
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
)


def settings_read() -> dict[str, ast.expr | None]:
    """The environment variables that the settings read, and the default that each has there."""
    found = {}
    code = ""
    for name in ("settings.py", "house.py", "limits.py", "sign_in.py"):
        code += (ROOT / "reader" / name).read_text()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env."):
            defaults = [word.value for word in node.keywords if word.arg == "default"]
            found[node.args[0].value] = defaults[0] if defaults else None
    return found


def rows() -> dict[str, str]:
    """The variables in the table of settings, and what it says of their defaults."""
    return dict(re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", SELF_HOSTING, re.M))


def test_every_setting_is_in_the_table_and_nothing_else():
    assert set(rows()) == set(settings_read())


NUMBERS = {
    name: str(default.value)
    for name, default in settings_read().items()
    if isinstance(default, ast.Constant)
    and not isinstance(default.value, bool)
    and str(default.value)[:1].isdigit()
}


@pytest.mark.parametrize(("name", "default"), NUMBERS.items())
def test_a_limit_is_what_the_table_says(name, default):
    assert rows()[name] == f"`{default}`"


def test_every_command_is_in_the_documents():
    ours = [name for name, app in get_commands().items() if app == "reader"]
    assert ours
    for name in ours:
        assert name in DOCUMENTS, name


def test_every_file_that_a_document_names_is_there():
    named = re.findall(
        r"`((?:reader|templates|static|tests|scripts|bench|docs)/[\w/.-]+)`", DOCUMENTS
    )
    assert named
    for path in named:
        assert (ROOT / path).exists(), path


def test_the_version_is_the_newest_of_the_changelog():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    released = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.M)
    assert released[:1] == [version]
