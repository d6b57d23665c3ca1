"""The file of a backup: whole or not there, and for its owner alone."""

import stat
import zipfile

import pytest
from django.core.management import CommandError

from reader.backups import writing
from tests.backups.steps import backup

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_backup_is_its_owners_alone_and_stands_there_whole_or_not_at_all(
    instance, file, monkeypatch
):
    file.write_bytes(b"the backup of yesterday")
    with monkeypatch.context() as patched:
        patched.setattr(writing, "write_rows", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            backup(file)
    assert file.read_bytes() == b"the backup of yesterday"
    backup(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert zipfile.ZipFile(file).testzip() is None


@pytest.mark.parametrize("where", ["no/such/place/x.zip", "."])
def test_a_place_where_nothing_can_be_written(instance, tmp_path, where):
    with pytest.raises(CommandError) as error:
        backup(tmp_path / where)
    assert str(error.value).endswith(".") and "\n" not in str(error.value)
