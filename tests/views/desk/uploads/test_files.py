"""Files that are sent: several, unreadable, too large, too many."""

import re

import pytest

from reader.importing import read_manuscript
from reader.models import Story, UnreadUpload, Upload
from tests.importing.file_layouts import epub, page
from tests.views.desk.uploads.uploads import TEXT, press, proof, send

pytestmark = pytest.mark.django_db


def test_several_files_are_several_stories_or_chapters_of_one_in_their_order(client):
    files = [(f"Chapter {n}.txt", f"It rained {n} days on end.".encode()) for n in (10, 9, 1)]
    send(client, *files)
    assert Upload.objects.count() == 3
    Upload.objects.all().delete()
    send(client, *files, together="on")
    [made] = [upload.proof() for upload in Upload.objects.all()]
    assert [c.source for c in made.chapters] == [f"It rained {n} days on end." for n in (1, 9, 10)]


def test_what_cannot_be_read_is_said_in_a_sentence_and_the_rest_is_kept(client):
    answer = send(
        client, ("a.txt", TEXT.encode()), ("b.epub", b"\xff\xd8\xff\xe0JFIF"), ("c.pdf", b"%PDF")
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "b.epub is damaged" in html and "c.pdf is not a file" in html and "a.txt" in html
    assert Upload.objects.count() == 1
    assert client.post("/desk/bring/", {}).status_code == 422


def test_a_story_without_its_unreadable_files_is_offered_and_they_are_named(client, settings):
    settings.LARGEST_IMPORT = 100
    files = [("1.txt", b"One."), ("2.epub", b"no"), ("3.txt", b"3" * 101), ("4.txt", b"Four.")]
    answer = send(client, *files, together="on")
    [upload] = Upload.objects.all()
    assert answer.url == upload.get_absolute_url()
    assert [chapter.source for chapter in upload.proof().chapters] == ["One.", "Four."]
    assert upload.files == len(upload.proof().chapters) + len(upload.refusals) == len(files)
    html = client.get(answer.url).text
    assert "2 of 4 files could not be read" in html
    assert "2.epub is damaged" in html and "3.txt is larger than 100 bytes" in html
    assert "2 of 4 files could not be read" in client.get("/desk/bring/").text


def test_whoever_chooses_the_files_again_finds_nothing_of_the_first_try(client):
    answer = send(client, ("1.txt", b"One."), ("2.epub", b"no"), together="on")
    html = client.get(answer.url).text
    [form] = re.findall(r'<form id="discard"[^>]*action="([^"]+)"', html)
    assert re.search(r'<button [^>]*form="discard">Discard and choose again', html)
    assert client.post(form).url == "/desk/bring/"
    assert not Upload.objects.exists() and not Story.objects.exists()


def test_whoever_goes_on_without_a_file_publishes_the_others(client):
    send(client, ("1.txt", b"One."), ("2.epub", b"no"), ("3.txt", b"Three."), together="on")
    press(client, Upload.objects.get(), "publish", title="Low Water")
    assert Story.objects.get().chapters.count() == 2


def test_of_files_none_of_which_can_be_read_each_is_named(client, settings):
    settings.LARGEST_IMPORT = 100
    answer = send(client, ("1.pdf", b"%PDF"), ("2.txt", b"2" * 101), together="on")
    assert answer.status_code == 422
    assert "1.pdf is not a file" in answer.text and "2.txt is larger" in answer.text
    assert not Upload.objects.exists() and not UnreadUpload.objects.exists()


def test_a_file_that_is_too_large_is_refused(client, settings):
    settings.LARGEST_IMPORT = 100
    assert b"larger than 100 bytes" in send(client, ("a.txt", TEXT.encode())).content
    assert not Upload.objects.exists()


def test_an_upload_is_let_go(client, upload):
    client.post(f"/desk/bring/{upload.pk}/let-go/")
    assert not Upload.objects.exists() and not Story.objects.exists()


def test_what_an_archive_says_of_a_story_is_on_its_page(client, browser):
    data = epub(
        {"a.xhtml": page("<p>The ferry came in late.</p>")},
        metadata="<dc:title>Slack</dc:title><dc:subject>Boats</dc:subject>"
        '<meta name="calibre:series" content="Tides"/>',
    )
    send(client, ("x.epub", data))
    answer = press(client, Upload.objects.get(), "publish")
    html = browser().get(answer.url).content.decode()
    assert "Tides" in html and "boats" in html


def test_the_files_that_wait_are_never_pushed_out_by_new_ones(client, upload, monkeypatch):
    monkeypatch.setattr("reader.views.desk.import_story.MOST", 2)
    press(client, upload, "keep", title="Looked over")
    files = [(f"{n}.txt", TEXT.encode()) for n in range(2)]
    answer = send(client, *files)
    assert answer.status_code == 422 and "Publish or discard some" in answer.content.decode()
    assert proof(Upload.objects.get()).title == "Looked over"
    assert send(client, *files, together="1").status_code == 303
    assert Upload.objects.count() == 2


def test_many_files_and_many_chapters_are_not_too_many_for_a_form(client, monkeypatch):
    monkeypatch.setattr("reader.importing.read_upload.read_confined", read_manuscript)
    files = [(f"{n}.txt", b"It rained.\n\nIt went on raining.") for n in range(150)]
    assert send(client, *files, together="1").status_code == 303
    upload = Upload.objects.get()
    assert len(proof(upload).chapters) == 150
    titles = {f"title-{n}": f"Day {n}" for n in range(1500)}
    assert press(client, upload, "keep", **titles).status_code == 303
    files = [(f"{n}.txt", b"It rained.") for n in range(201)]
    assert "That is 201 files" in send(client, *files, together="1").content.decode()


def test_who_brings_files_too_often_is_asked_to_wait(client, settings):
    settings.RATE_LIMITS = {"import": "1/m/user"}
    assert send(client, ("one.txt", TEXT.encode())).status_code == 303
    assert send(client, ("two.txt", TEXT.encode())).status_code == 429
    assert Upload.objects.count() == 1


def test_a_folder_of_chapters_is_sent_one_by_one_or_at_once(client):
    for number in range(20):
        assert send(client, (f"{number}.txt", TEXT.encode())).status_code == 303
    assert Upload.objects.count() == 20
    page = client.get("/desk/bring/").text
    assert "multiple" in page and "in the order of the files’ names" in page
