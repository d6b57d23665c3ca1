"""A file of annotations is imported by a worker; its reader sees how far it is."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from reader.importing.annotations import import_file
from reader.models import AnnotationFile, Highlight
from tests.views.account.own_data.files import send

pytestmark = pytest.mark.django_db
PAGE = "/highlights/bring/"
GOATS = b"Highlight,Title\ntwo goats,%s\n"


@pytest.fixture
def file(chapter):
    return GOATS % chapter.story.title.encode()


def shown(client, path=PAGE, **headers):
    return client.get(path, **headers).content.decode()


def test_it_waits_and_then_says_what_became_of_it(client, una, file, queue, htmx):
    assert send(client, file, "mine.csv").status_code == 303
    html = shown(client)
    assert "mine.csv is waiting to be imported" in html
    assert f'<a href="{PAGE}">Check again</a>' in html and 'hx-trigger="every 1s"' in html
    assert client.get(f"{PAGE}?state=waiting", **htmx).status_code == 204
    assert not Highlight.objects.exists()
    queue()
    html = shown(client, f"{PAGE}?state=waiting", **htmx)
    assert "<strong>1</strong> found" in html and "<html" not in html and "hx-trigger" not in html
    assert not AnnotationFile.objects.exists()
    assert Highlight.objects.get().reader == una


def test_what_cannot_be_read_says_so(client, queue):
    send(client, b"", "mine.csv")
    queue()
    assert 'role="alert"' in shown(client)
    assert 'role="alert"' not in shown(client)


def test_another_is_sent_when_the_last_is_done(client, file, queue):
    send(client, file, "mine.csv")
    answer = send(client, file, "other.csv")
    assert answer.status_code == 422 and "still being imported" in answer.content.decode()
    queue()
    assert send(client, file, "other.csv").status_code == 303
    queue()
    assert "already here" in shown(client)


def test_what_is_given_up_can_be_tried_again_and_is_not_doubled(client, file, queue, monkeypatch):
    monkeypatch.setattr("reader.tasks.attempts.PAUSE", timedelta(0))
    with monkeypatch.context() as broken:
        broken.setattr(import_file, "import_as_highlights", None)
        send(client, file, "mine.csv")
        queue()
    assert "could not finish importing mine.csv" in shown(client)
    assert client.post(f"{PAGE}again/").status_code == 303
    assert client.post(f"{PAGE}again/").status_code == 303
    assert DBTaskResult.objects.ready().count() == 1
    DBTaskResult.objects.failed().update(status="READY", worker_ids=[])
    queue()
    assert "<strong>1</strong> found" in shown(client)
    assert Highlight.objects.count() == 1


def test_only_ones_own_is_shown_and_tried_again(client, file, queue, browser, tam):
    send(client, file, "mine.csv")
    other = browser(tam)
    assert "mine.csv" not in shown(other)
    assert other.post(f"{PAGE}again/").status_code == 404
    assert client.get(f"{PAGE}again/").status_code == 405
    assert browser().post(f"{PAGE}again/").status_code == 302
