"""A backup restored: everything as it was, in an instance that was empty or is to be replaced."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, connection
from django.utils import timezone

from reader.actions.inbox import comments, mentions
from reader.actions.inbox.notify import SOURCES, notify_readers, something_to_tell
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.publish import publish_chapter
from reader.actions.mail.gather_digests import something_to_gather
from reader.actions.mail.send_digests import something_to_send
from reader.actions.margin.thank import thank
from reader.actions.margin.typo_note import decide_typo_notes, send_typo_note
from reader.actions.revising.revise import revise
from reader.backups import LEFT_OUT, MANIFEST
from reader.models import (
    Announcement,
    Chapter,
    ChosenReader,
    DeletedAnnotation,
    Digest,
    Highlight,
    Notification,
    Progress,
    Reader,
    Shelf,
    Story,
    StoryNews,
    TypoNote,
)
from tests.backups.steps import backup, clear, everything, fields, refused, restore
from tests.factories import find_words, highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_row_of_every_model_comes_back_as_it_was(instance, file, capsys):
    before = everything()
    empty = [label for label, rows in before.items() if not rows]
    assert not empty, f"the fixture `instance` has to make a row of {empty}"
    backup(file)
    clear()
    assert not Reader.objects.exists()
    restore(file)
    assert everything() == before
    printed = capsys.readouterr().out.splitlines()
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reader_decision")  # the log is guarded as before
    total = sum(map(len, before.values()))
    assert f"{total:,} rows" in printed[0] and f"Restored {total:,} rows" in printed[1]


def test_no_model_is_left_out_of_a_backup(instance, file):
    backup(file)
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read(MANIFEST))
    kept = {entry["model"]: entry for entry in manifest["models"]}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if label in LEFT_OUT:
            assert label not in kept
            continue
        assert kept[label]["rows"] == model._base_manager.count() > 0
        assert set(kept[label]["fields"]) == {field.attname for field in fields(model)}
    signed_in = {"sessions.session", "usersessions.usersession"}
    assert {"reader.export", "reader.heartbeat"} | signed_in == LEFT_OUT


def test_people_sign_in_with_their_passwords_and_read_on_where_they_were(instance, file, client):
    backup(file)
    clear()
    restore(file)
    assert client.login(username="tam", password="a long password")
    chapter = Story.objects.get().chapters.get()
    assert "It rained." in client.get(chapter.get_absolute_url()).content.decode()
    assert Progress.objects.get().offset == 12
    assert Highlight.objects.get().passage.words_now == "two goats"


def test_what_comes_after_a_restore_gets_keys_of_its_own(instance, file):
    backup(file)
    clear()
    restore(file)
    known = set(Reader.objects.values_list("pk", flat=True))
    assert make_reader("new").pk not in known
    chapter = make_chapter(story=Story.objects.get())
    highlight(chapter, "two goats", Reader.objects.get(username="new"))
    Story.objects.get().tags.create(name="salt")
    Shelf.objects.named(Reader.objects.get(username="new"), "Sea").put(Story.objects.get())


def test_the_address_of_what_was_deleted_is_not_used_again_after_a_restore(instance, file):
    chapter, tam = Story.objects.get().chapters.get(), Reader.objects.get(username="tam")
    mark, said = highlight(chapter, "It rained", tam), say(chapter, "Never mind.", tam)
    gone = mark.pk, said.pk
    DeletedAnnotation.objects.remember(highlights=[mark], comments=[said])
    mark.delete()
    said.delete()
    backup(file)
    clear()
    restore(file)
    assert not Highlight.objects.filter(pk=gone[0]).exists()
    tam = Reader.objects.get(username="tam")
    chapter = Story.objects.get().chapters.get()
    assert highlight(chapter, "two goats", tam).pk > gone[0]
    assert say(chapter, "Mind.", tam).pk > gone[1]


def test_an_instance_with_something_in_it_is_left_alone_unless_told(instance, file):
    backup(file)
    make_reader("newcomer")
    refused(file, "not empty.*--replace")
    restore(file, replace=True)
    assert not Reader.objects.filter(username="newcomer").exists()
    assert Story.objects.get().title == instance.title


def test_who_is_signed_in_is_signed_out(instance, file, client):
    backup(file)
    client.force_login(Reader.objects.get(username="una"))
    restore(file, replace=True)
    assert apps.get_model("sessions.session").objects.count() == 0


def test_files_travel_with_the_rows(instance, file, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    root = tmp_path / "media"
    (root / "covers").mkdir(parents=True)
    (root / "covers" / "é 1.png").write_bytes(b"\x89PNG" * 700_000)
    (root / "leads-away").symlink_to("/etc/passwd")
    backup(file)
    (root / "covers" / "é 1.png").write_bytes(b"changed")
    (root / "later.png").write_bytes(b"x")
    clear()
    refused(file, "not empty")
    restore(file, replace=True)
    assert (root / "covers" / "é 1.png").read_bytes() == b"\x89PNG" * 700_000
    assert sorted(path.name for path in root.iterdir()) == ["covers", "leads-away"]
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if "leads-away" in name]


def test_times_are_kept_to_the_microsecond(file):
    when = timezone.now().replace(microsecond=123456) - timedelta(days=400)
    Reader.objects.create(username="una", password=make_password("x"), date_joined=when)
    backup(file)
    clear()
    restore(file)
    assert Reader.objects.get().date_joined == when


def test_what_waited_to_be_mailed_is_not_mailed_by_a_copy(instance, file):
    una = Reader.objects.get(username="una")
    Digest.objects.create(reader=una, message_id="<2@x>")
    Notification.objects.update(mail_at=timezone.now())
    backup(file)
    clear()
    restore(file)
    assert not something_to_gather() and not something_to_send()
    assert Digest.objects.count() == 2 and Notification.objects.exists()


def test_what_nobody_was_told_of_yet_is_told_by_no_copy(instance, file):
    una, tam, chapter = instance.author, Reader.objects.get(username="tam"), Chapter.objects.get()
    highlight(chapter, "They crossed at noon with two goats", tam)
    chapter.refresh_from_db()
    revise(chapter, chapter.text.replace("two goats", "two horses"), by=una)
    draft = make_chapter(story=instance)
    ChapterList(instance).unpublish(draft)
    say(make_chapter(story=instance), f"See, @{una.username}.", tam).hide()
    Announcement.objects.create(story=instance, source="Soon there is more.")
    StoryNews.objects.tell([una.pk], "put back", instance)
    thank(tam, Chapter.objects.exclude(pk__in=[chapter.pk, draft.pk]).get())
    decide_typo_notes([TypoNote.objects.get().pk], TypoNote.Outcome.LEFT)
    send_typo_note(chapter, *find_words(chapter, "a widow"), "widows", "", by=tam)
    say(chapter, "It waits.", tam).hold("approval")
    ChosenReader.objects.create(story=make_story(author=una, audience="chosen"), reader=tam)
    waiting = [source for source in SOURCES if source.to_tell().exists()]
    # What is hidden waits; and what is named in new comments goes with these.
    assert set(SOURCES) - set(waiting) <= {comments, mentions}
    total = Notification.objects.count()
    backup(file)
    clear()
    restore(file)
    assert not something_to_tell()
    notify_readers()
    assert Notification.objects.count() == total and not something_to_gather()
    publish_chapter(Chapter.objects.get(pk=draft.pk))
    notify_readers()
    assert tam.notifications.filter(kind="chapter", chapter=draft).exists()  # that is new here
