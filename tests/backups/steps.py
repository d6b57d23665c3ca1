"""What is in an instance, and the commands that put it into a file and back."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from reader.backups import LEFT_OUT


def fields(model):
    """The columns of a model's table."""
    return model._meta.local_concrete_fields


def everything():
    """Every row of every table that travels, by model."""
    rows = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if label not in LEFT_OUT:
            names = [field.attname for field in fields(model)]
            rows[label] = sorted(map(comparable, model._base_manager.values_list(*names)))
    return rows


def comparable(row):
    """A row as text: PostgreSQL gives bytes in a form of its own."""
    values = [bytes(value) if isinstance(value, memoryview) else value for value in row]
    return repr(values)


def clear():
    """Leave nothing, as in a new instance whose tables were made."""
    call_command("flush", verbosity=0, interactive=False)


def backup(file):
    call_command("backup", str(file), verbosity=0)


def restore(file, **options):
    call_command("restore", str(file), **options)


def refused(file, match=None, **options):
    """Restoring says why not, in one sentence, and changes nothing."""
    before = everything()
    with pytest.raises(CommandError, match=match) as error:
        restore(file, **options)
    assert error.value.returncode == 1
    said = str(error.value)
    assert "\n" not in said and said.endswith(".") and "Traceback" not in said
    assert everything() == before
