"""A long story is made by a worker; its author sees that, and lands on the story."""

import pytest

from reader.actions.library import publish_upload
from reader.actions.people.close_account import close_account
from reader.actions.revising.revise import revise
from reader.models import Story, Upload
from tests.views.desk.uploads.uploads import press

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_is_long(monkeypatch):
    monkeypatch.setattr(publish_upload, "LARGE", 10)


def test_it_is_made_while_one_waits_or_goes_away(client, upload, queue, htmx):
    wait = press(client, upload, "publish", title="Slack water").url
    html = client.get(wait).content.decode()
    assert "Publishing" in html and f'<a href="{wait}">Check again</a>' in html
    assert client.get(wait, **htmx).status_code == 204
    assert client.get(upload.get_absolute_url()).url == wait
    assert not Story.objects.exists()
    queue()
    story = Story.objects.get()
    assert story.title == "Slack water" and story.published_at
    assert client.get(wait).url == story.get_absolute_url()
    assert client.get(wait, **htmx)["HX-Redirect"] == story.get_absolute_url()
    assert not Upload.objects.exists()


def test_without_a_queue_one_lands_on_the_story(client, upload):
    assert press(client, upload, "draft").url == Story.objects.get().get_absolute_url()
    assert Story.objects.get().published_at is None


def test_pressed_twice_it_is_made_once(client, upload, queue):
    wait = press(client, upload, "publish").url
    assert press(client, upload, "publish").url == wait
    queue()
    assert Story.objects.count() == 1


def test_a_task_that_is_begun_twice_makes_it_once(client, upload, queue):
    press(client, upload, "publish")
    publish_upload.publish_large_upload.call(upload.pk)
    queue()
    assert Story.objects.count() == 1


def test_nothing_comes_out_of_who_has_left_meanwhile(client, upload, queue):
    press(client, upload, "publish")
    close_account(upload.reader, comments=True, stories=False)
    queue()
    assert Story.objects.get().is_draft


def test_a_story_is_brought_up_to_date(client, newer, queue):
    wait = press(client, newer, "update", story=newer.story.pk).url
    queue()
    assert client.get(wait).url == newer.story.get_absolute_url()
    texts = [chapter.text for chapter in newer.story.chapters.all()]
    assert "nine masts" in "".join(texts)


def test_where_the_story_has_changed_meanwhile_the_preview_says_so(client, newer, queue):
    wait = press(client, newer, "update", story=newer.story.pk).url
    revise(newer.story.chapters.get(number=1), "All is new.", by=None)
    queue()
    back = client.get(wait).url
    assert back == newer.get_absolute_url()
    assert "The story has changed since" in client.get(back).content.decode()
    assert "The story has changed since" not in client.get(back).content.decode()


def test_what_was_given_up_is_there_with_what_to_do(client, upload, queue, monkeypatch):
    monkeypatch.setattr("reader.tasks.attempts.ATTEMPTS", 1)
    with monkeypatch.context() as broken:
        broken.setattr(publish_upload, "publish_upload", None)
        wait = press(client, upload, "publish").url
        queue()
    back = client.get(wait).url
    assert "could not finish publishing" in client.get(back).content.decode()
    press(client, upload, "publish")
    queue()
    assert Story.objects.count() == 1


def test_what_is_discarded_meanwhile_is_not_made(client, upload, queue):
    wait = press(client, upload, "publish").url
    client.post(f"{upload.get_absolute_url()}let-go/")
    queue()
    assert not Story.objects.exists()
    assert client.get(wait).status_code == 404


def test_nobody_else_sees_it(client, upload, queue, browser, una):
    wait = press(client, upload, "publish").url
    assert browser(una).get(wait).status_code == 404
    queue()
    assert browser(una).get(wait).status_code == 404
    assert browser().get(wait).status_code == 302
