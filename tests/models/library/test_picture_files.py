"""Pictures in a storage of their own: read, handed over, erased and backed up as those in rows."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone

from reader.actions.library.erase import erase
from reader.actions.library.picture_files import clear_pictures, move_pictures
from reader.actions.library.publish_upload import publish_upload
from reader.actions.library.store_upload import store_upload
from reader.exporting import FORMATS, Edition
from reader.models import Picture
from reader.text.manuscripts.manuscript import Chapter, Manuscript
from tests.factories import make_chapter, make_story

pytestmark = pytest.mark.django_db

NAME, OTHER = "a" * 32 + "-1x1.png", "b" * 32 + "-2x2.png"
TEXT = f"It rained.\n\n![A goat](/pictures/{NAME})"


@pytest.fixture
def storage(settings):
    backend = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = settings.STORAGES | {"pictures": backend}
    return storages["pictures"]


@pytest.fixture
def illustrated():
    """A story with a picture."""
    story = make_story()
    make_chapter(TEXT, story=story)
    Picture.objects.add(Picture.of_files({NAME: b"a goat"}), story=story)
    return story


def files(storage):
    try:
        return storage.listdir("pictures")[1]
    except FileNotFoundError:
        return []


def test_a_picture_is_in_its_row_unless_the_settings_say_otherwise(illustrated):
    picture = Picture.objects.get()
    assert (bytes(picture.data), picture.file, picture.read()) == (b"a goat", "", b"a goat")


def test_a_picture_lies_in_the_storage_for_them(storage, illustrated, browser):
    picture = Picture.objects.get()
    assert picture.data is None and storage.open(picture.file).read() == b"a goat"
    answer = browser().get(f"/pictures/{NAME}")
    assert answer.content == b"a goat" and answer["Content-Type"] == "image/png"
    assert b"a goat" in FORMATS["epub"].export(Edition(illustrated))
    storage.delete(picture.file)
    assert browser().get(f"/pictures/{NAME}").status_code == 404
    assert FORMATS["epub"].export(Edition(illustrated)), "a lost picture stops no story"


def test_what_an_upload_brings_goes_to_its_story_and_the_rest_goes(
    storage, author, django_capture_on_commit_callbacks
):
    pictures = {NAME: b"a goat", OTHER: b"not called for"}
    made = Manuscript(title="Goats", chapters=[Chapter("", TEXT)], pictures=pictures)
    upload = store_upload("goats.md", made, by=author)
    assert len(files(storage)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        story = publish_upload(upload)
    picture = Picture.objects.get()
    assert (picture.story, picture.read()) == (story, b"a goat") and len(files(storage)) == 1


@pytest.mark.django_db(transaction=True)
def test_erasing_a_story_deletes_the_files(storage, illustrated):
    erase(illustrated)
    assert not files(storage) and not Picture.objects.exists()


def test_discarding_an_upload_deletes_the_files(
    storage, author, browser, django_capture_on_commit_callbacks
):
    made = Manuscript(title="Goats", chapters=[Chapter("", TEXT)], pictures={NAME: b"a goat"})
    upload = store_upload("goats.md", made, by=author)
    with django_capture_on_commit_callbacks(execute=True):
        browser(author).post(f"{upload.get_absolute_url()}let-go/")
    assert not files(storage) and not Picture.objects.exists()


def test_a_file_without_a_row_is_deleted_after_a_day(storage, illustrated, monkeypatch):
    Picture.of_files({OTHER: b"never stored"})
    clear_pictures()
    assert len(files(storage)) == 2
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    clear_pictures()
    assert len(files(storage)) == 1 and Picture.objects.get().read() == b"a goat"


def test_pictures_move_out_of_their_rows(illustrated, request, capsys):
    with pytest.raises(CommandError):
        call_command("move_pictures")
    storage = request.getfixturevalue("storage")
    assert Picture.objects.get().read() == b"a goat"
    call_command("move_pictures")
    assert "pictures 1." in capsys.readouterr().out and len(files(storage)) == 1
    picture = Picture.objects.get()
    assert picture.data is None and picture.read() == b"a goat" and move_pictures() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("restored_into", ["rows", "storage"])
def test_a_backup_has_the_pictures_wherever_they_lie(
    storage, illustrated, tmp_path, settings, restored_into
):
    call_command("backup", str(tmp_path / "gloss.zip"))
    call_command("flush", verbosity=0, interactive=False)
    for name in files(storage):
        storage.delete(f"pictures/{name}")
    if restored_into == "rows":
        settings.STORAGES = {k: v for k, v in settings.STORAGES.items() if k != "pictures"}
    call_command("restore", str(tmp_path / "gloss.zip"))
    picture = Picture.objects.get()
    assert picture.read() == b"a goat" and (picture.data is None) == (restored_into == "storage")


@pytest.mark.django_db(transaction=True)
def test_a_backup_says_which_file_is_lost(storage, illustrated, tmp_path, capsys):
    storage.delete(Picture.objects.get().file)
    call_command("backup", str(tmp_path / "gloss.zip"))
    assert NAME in capsys.readouterr().err
