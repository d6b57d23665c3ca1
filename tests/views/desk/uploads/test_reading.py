"""Files are read by a worker; their author sees how far it is, with or without script."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from reader.importing.read_upload import read_upload
from reader.models import UnreadFile, UnreadUpload, Upload
from tests.views.desk.uploads.uploads import TEXT, send

pytestmark = pytest.mark.django_db
PAGE = "/desk/bring/"


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr("reader.tasks.attempts.PAUSE", timedelta(0))


@pytest.fixture
def given_up(client, queue, soon, monkeypatch):
    """A file that no worker could finish reading."""

    def break_down(*args):
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr("reader.importing.read_upload.read_confined", break_down)
        send(client, ("tide.txt", TEXT.encode()))
        queue()
    return UnreadUpload.objects.get()


def shown(client, path=PAGE, **headers):
    return client.get(path, **headers).content.decode()


def test_it_waits_and_then_its_preview_opens(client, queue):
    wait = send(client, ("tide.txt", TEXT.encode())).url
    html = shown(client, wait)
    assert "Waiting to be read" in html
    assert f'<a href="{wait}">Check again</a>' in html
    assert bytes(UnreadFile.objects.get().data) == TEXT.encode()
    queue()
    assert client.get(wait).url == Upload.objects.get().get_absolute_url()
    assert not UnreadUpload.objects.exists() and not UnreadFile.objects.exists()


def test_the_page_looks_by_itself_and_is_told_nothing_while_nothing_changes(client, queue, htmx):
    wait = send(client, ("tide.txt", TEXT.encode())).url
    html = shown(client, wait, **htmx)
    assert "<html" not in html
    assert 'hx-trigger="every 1s"' in html
    assert client.get(f"{wait}&state=0 waiting", **htmx).status_code == 204
    queue()
    answer = client.get(f"{wait}&state=0 waiting", **htmx)
    assert answer["HX-Redirect"] == Upload.objects.get().get_absolute_url()


def test_what_is_ready_is_shown_beside_what_waits(client, queue, htmx):
    send(client, ("a.txt", b"It rained."), ("b.txt", b"It went on raining."))
    assert "Ready to review" not in shown(client)
    queue()
    html = shown(client, f"{PAGE}?state=0 waiting waiting", **htmx)
    assert "Ready to review" in html and "a.txt" in html and "b.txt" in html
    assert "hx-trigger" not in html


def test_what_cannot_be_read_says_so_until_it_is_discarded(client, queue):
    send(client, ("b.epub", b"\xff\xd8\xff\xe0JFIF"))
    queue()
    html = shown(client)
    assert "b.epub is damaged" in html and "hx-trigger" not in html
    assert not UnreadFile.objects.exists()
    client.post(f"{PAGE}unread/{UnreadUpload.objects.get().pk}/let-go/")
    assert not UnreadUpload.objects.exists()


def test_of_files_none_of_which_can_be_read_no_story_is_made(client, queue):
    send(client, ("2.epub", b"no"), ("3.epub", b"no"), together="on")
    queue()
    html = shown(client)
    assert "2.epub is damaged" in html and "3.epub is damaged" in html
    assert not Upload.objects.exists()


def test_files_beside_one_that_was_refused_at_once_wait_and_are_read(client, queue, settings):
    settings.LARGEST_IMPORT = 10
    files = [("1.txt", b"It rained."), ("2.txt", b"It rained on."), ("3.epub", b"no")]
    wait = send(client, *files, together="on").url
    assert "Waiting to be read" in shown(client, wait)
    queue()
    html = shown(client, client.get(wait).url)
    assert "2 of 3 files could not be read" in html
    assert "2.txt is larger" in html and "3.epub is damaged" in html


def test_what_is_given_up_is_not_lost_and_says_what_to_do(given_up, client, queue):
    html = shown(client)
    assert "could not finish reading this" in html and "Try again" in html
    assert bytes(given_up.files.get().data) == TEXT.encode()
    client.post(f"{PAGE}unread/{given_up.pk}/again/")
    assert "Waiting to be read" in shown(client)
    queue()
    assert Upload.objects.get().proof().chapters[0].title == "Mud"


def test_whoever_keeps_the_library_and_its_author_have_it_read_once(given_up, client, queue):
    client.post(f"{PAGE}unread/{given_up.pk}/again/")
    DBTaskResult.objects.failed().update(status="READY", worker_ids=[])
    queue()
    assert Upload.objects.count() == 1


def test_what_waits_is_not_queued_twice(client, queue):
    send(client, ("tide.txt", TEXT.encode()))
    client.post(f"{PAGE}unread/{UnreadUpload.objects.get().pk}/again/")
    assert DBTaskResult.objects.count() == 1


def test_a_file_is_read_once_however_often_its_task_is_begun(client, queue):
    send(client, ("tide.txt", TEXT.encode()))
    key = UnreadUpload.objects.get().pk
    for _ in range(3):
        read_upload.call(key)
    queue()
    assert Upload.objects.count() == 1


def test_what_is_discarded_while_it_is_read_does_not_come_back(client, queue, monkeypatch):
    def discard(*args):
        manuscript = read(*args)
        UnreadUpload.objects.all().delete()
        return manuscript

    send(client, ("tide.txt", TEXT.encode()))
    read = read_upload.func.__globals__["read_confined"]
    monkeypatch.setattr("reader.importing.read_upload.read_confined", discard)
    queue()
    assert not Upload.objects.exists()


def test_whoever_has_few_files_does_not_wait_for_whoever_has_many(client, browser, una, queue):
    send(client, *[(f"{n}.txt", b"It rained.") for n in range(3)])
    send(browser(una), ("una.txt", b"It rained."))
    queue()
    readers = [upload.reader.username for upload in Upload.objects.order_by("pk")]
    assert readers == ["author", "una", "author", "author"]


def test_files_that_wait_count_as_files_that_may_wait(client, queue, monkeypatch):
    monkeypatch.setattr("reader.views.desk.import_story.MOST", 2)
    send(client, ("a.txt", b"It rained."), ("b.txt", b"It rained."))
    answer = send(client, ("c.txt", b"It rained."))
    assert answer.status_code == 422 and "At most 2 files" in answer.content.decode()


def test_too_many_bytes_do_not_wait(client, queue, settings):
    settings.LARGEST_IMPORT = 10
    for name in "abcde":
        assert send(client, (f"{name}.txt", b"It rained.")).status_code == 303
    answer = send(client, ("f.txt", b"It rained."))
    assert answer.status_code == 422 and "still wait to be read" in answer.content.decode()


def test_another_readers_files_are_nobodys_business(client, queue, browser, una):
    wait = send(client, ("tide.txt", TEXT.encode())).url
    key = UnreadUpload.objects.get().pk
    other = browser(una)
    assert "tide.txt" not in shown(other, wait)
    for act in ("again", "let-go"):
        assert other.post(f"{PAGE}unread/{key}/{act}/").status_code == 404
        assert client.get(f"{PAGE}unread/{key}/{act}/").status_code == 405
        assert browser().post(f"{PAGE}unread/{key}/{act}/").status_code == 302
    queue()
    assert other.get(wait).status_code == 200


def test_the_number_of_queries_does_not_grow(client, queue, django_assert_num_queries):
    send(client, ("0.txt", b"It rained."))
    with django_assert_num_queries(5):
        client.get(PAGE)
    send(client, *[(f"{n}.txt", b"It rained.") for n in range(1, 9)])
    with django_assert_num_queries(5):
        client.get(PAGE)


def test_a_large_file_comes_out_as_it_went_in(client, queue, monkeypatch):
    came = []

    def look(name, data):
        came.append(data)
        return read(name, b"It rained.")

    read = read_upload.func.__globals__["read_confined"]
    monkeypatch.setattr("reader.importing.read_upload.read_confined", look)
    data = bytes(range(256)) * 12_000
    client.post(PAGE, {"files": [SimpleUploadedFile("all.txt", data)]})
    queue()
    assert came == [data]
