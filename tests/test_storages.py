"""Where files lie is one setting."""

import json
import os
import subprocess
import sys
from io import BytesIO

import pytest
from django.core.files.storage import FileSystemStorage, storages

from reader.models import Export

TOLD = "import reader.settings as s, json; print(json.dumps(s.STORAGES, default=str))"


def run(tmp_path, **environment):
    """A process that tells what the settings make of an environment."""
    environment = os.environ | {"GLOSS_VAR": str(tmp_path)} | environment
    command = [sys.executable, "-c", TOLD]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def told(tmp_path, **environment):
    """STORAGES as the settings make them."""
    return json.loads(run(tmp_path, **environment).stdout)


def test_exports_lie_in_a_folder_and_pictures_in_rows(tmp_path):
    found = told(tmp_path)
    assert found["exports"]["OPTIONS"]["location"] == str(tmp_path)
    assert "pictures" not in found


def test_both_lie_where_one_setting_says(tmp_path):
    bucket = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": "gloss"}}
    wanted = {"exports": bucket, "pictures": bucket}
    found = told(tmp_path, GLOSS_STORAGES=json.dumps(wanted))
    assert found | wanted == found and "staticfiles" in found


@pytest.mark.parametrize("wrong", ["{", "[]", '{"picture": {}}'])
def test_what_is_wrong_with_it_is_said_in_a_sentence(tmp_path, wrong):
    answer = run(tmp_path, GLOSS_STORAGES=wrong)
    assert answer.returncode == 1
    assert answer.stderr.startswith("GLOSS_STORAGES") and answer.stderr.count("\n") == 1


@pytest.mark.django_db(transaction=True)
def test_in_a_folder_a_file_is_its_owners_alone(tmp_path, settings):
    options = {"location": tmp_path, "file_permissions_mode": 0o600}
    options |= {"directory_permissions_mode": 0o700}
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"exports": folder}
    assert isinstance(storages["exports"], FileSystemStorage)
    Export.objects.keep(BytesIO(b"words"), key="k", kind="story")
    export = Export.objects.get()
    path = tmp_path / export.file
    assert export.open().read() == path.read_bytes() == b"words"
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
    Export.objects.all().erase()
    assert not path.exists()
