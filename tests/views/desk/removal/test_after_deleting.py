"""What is deleted is in no update, archive or download."""

import sqlite3
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import storages
from django.db import connection

from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.erase import erase
from reader.actions.library.store_upload import store_upload
from reader.actions.library.story_update import update_story
from reader.exporting.data.archive import Archive
from reader.models import (
    Draft,
    Export,
)
from reader.text.manuscripts.manuscript import Chapter as Part
from reader.text.manuscripts.manuscript import Manuscript
from tests.factories import make_chapter, make_story
from tests.views.desk.removal.removed import TEXT, desk

pytestmark = pytest.mark.django_db


def test_a_newer_file_does_not_bring_back_what_was_deleted(story, author):
    first = story.chapters.get(number=1)
    ChapterList(story).delete(first)
    parts = [Part("XCHAPTERX", TEXT), Part("High Water", "XTEXTX laughed back, twice.")]
    manuscript = Manuscript(title="XTITLEX", chapters=parts)
    update_story(story, manuscript, by=author)
    assert [c.title for c in ChapterList(story).chapters] == ["High Water"]


def test_an_upload_does_not_become_a_deleted_story(story, author):
    story.delete_for_now()
    manuscript = Manuscript(title="XTITLEX", chapters=[Part("XCHAPTERX", TEXT)])
    assert store_upload("ferry.md", manuscript, by=author).story is None


def test_a_file_that_waits_is_none_for_a_story_that_was_deleted_since(browser, story, author):
    manuscript = Manuscript(title="XTITLEX", chapters=[Part("XCHAPTERX", TEXT)])
    waiting = store_upload("ferry.md", manuscript, by=author)
    assert waiting.story == story
    story.delete_for_now()
    page = browser(author).get(waiting.get_absolute_url()).content.decode()
    assert story.get_absolute_url() not in page and "already" not in page


def test_what_was_deleted_is_in_no_archive_of_its_author(browser, story, author):
    first = story.chapters.get(number=1)
    Draft.objects.create(chapter=first, revision=first.revision, source="XTEXTX draft")
    story.delete_for_now()
    file = BytesIO()
    Archive(author, "https://read.example/").write(file)
    with ZipFile(file) as archive:
        assert not any(b"XTEXTX" in archive.read(name) for name in archive.namelist())


@pytest.mark.django_db(transaction=True)
def test_a_story_that_is_taken_down_is_in_no_file_any_more(browser, story, written_on, una):
    for form in ("epub", "html"):
        browser(una).get(f"{story.get_absolute_url()}download/{form}/").getvalue()
    browser().get(f"{story.get_absolute_url()}1/")
    names = [export.file for export in Export.objects.all()]
    assert len(names) == 2
    erase(story)
    assert not any(browser(una).get(f"{story.get_absolute_url()}{rest}").status_code == 200
                   for rest in ("", "1/", "download/epub/"))  # fmt: skip
    assert not Export.objects.exists()
    assert not any(storages["exports"].exists(name) for name in names)
    if connection.vendor == "sqlite":
        path = connection.settings_dict["NAME"]
        for name in (path, f"{path}-wal"):
            with open(name, "rb") as file:
                assert b"XTEXTX" not in file.read(), name
        with sqlite3.connect(path) as apart:
            assert apart.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_story_put_back_is_a_draft_if_it_was_one(browser, author, una):
    story = make_chapter("A draft.", story=make_story(author=author, draft=True)).story
    browser(author).post(f"{desk(story)}delete/")
    answer = browser(author).post(f"/desk/deleted/{story.pk}/put-back/", follow=True)
    assert "a draft, as before" in answer.text
    assert browser(una).get(story.get_absolute_url()).status_code == 404


def test_what_is_gone_is_asked_for_in_vain(browser, author, story):
    client = browser(author)
    for path in ("/desk/nowhere/delete/", f"{desk(story)}999999/delete/",
                 f"{desk(story)}999999/unpublish/"):  # fmt: skip
        assert client.get(path).status_code == client.post(path).status_code == 404
    assert client.get(f"/desk/deleted/{story.pk}/put-back/").status_code == 405
    assert client.post(f"/desk/deleted/{story.pk}/put-back/").status_code == 404
    story.unpublish()
    assert client.get(f"{desk(story)}unpublish/").status_code == 404
