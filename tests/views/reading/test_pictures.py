"""Pictures: to whoever may read their story, and safe wherever they are looked at."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reader.actions.library.publish import publish_story
from reader.models import Picture, Story, Upload
from reader.text.rendering.pictures import names_in
from tests.importing.file_layouts import epub, page
from tests.importing.samples import LINE, picture

pytestmark = pytest.mark.django_db


def book(**more):
    body = f'<p>{LINE}</p><p><img src="p.png" alt="a gull"/></p>'
    return epub({"a.xhtml": page(body)}, more={"OEBPS/p.png": picture(**more)})


def bring(client, data):
    client.post("/desk/bring/", {"files": [SimpleUploadedFile("slack.epub", data)]})
    return Upload.objects.first()


def press(client, upload, do, **more):
    return client.post(upload.get_absolute_url(), {"do": do} | more)


def test_a_picture_is_as_public_as_its_story(browser, author, una):
    client = browser(author)
    upload = bring(client, book())
    address = Picture.objects.get().get_absolute_url()
    visits = [client, browser(una), browser()]
    assert [c.get(address).status_code for c in visits] == [200, 404, 404]
    assert client.get(address)["Cache-Control"].startswith("private")
    press(client, upload, "draft")
    assert [c.get(address).status_code for c in visits] == [200, 404, 404]
    publish_story(Story.objects.get())
    assert [c.get(address).status_code for c in visits] == [200, 200, 200]
    assert f'src="{address}"' in browser().get("/stories/slack-water/1/").content.decode()


def test_a_picture_is_kept_long_and_can_be_nothing_else(browser, author):
    client = browser(author)
    press(client, bring(client, book()), "publish")
    shown = Picture.objects.get()
    answer = browser().get(shown.get_absolute_url())
    assert answer.content == bytes(shown.data) and answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Vary" not in answer or "Cookie" not in answer["Vary"]
    assert browser().post(shown.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("name", ["x", "..", "0" * 32 + "-1x1.png", "0" * 32 + "-1x1.svg"])
def test_what_is_no_picture_is_not_found(browser, name):
    assert browser().get(f"/pictures/{name}").status_code == 404


def test_an_uploads_pictures_go_with_it_or_with_its_story(browser, author):
    client = browser(author)
    upload = bring(client, book())
    client.post(f"{upload.get_absolute_url()}let-go/")
    assert not Picture.objects.exists()
    press(client, bring(client, book()), "publish")
    story = Story.objects.get()
    assert [p.story for p in Picture.objects.all()] == [story]
    press(client, bring(client, book()), "update", story=story.pk)
    assert Picture.objects.count() == 1
    press(client, bring(client, book(size=(9, 9))), "update", story=story.pk)
    assert Picture.objects.filter(story=story).count() == 2
    chapter = story.chapters.get()
    [name] = names_in(chapter.revision.source)
    assert name.endswith("9x9.png") and Picture.objects.filter(name=name).exists()


def test_a_picture_costs_one_query_to_a_visitor(browser, author, django_assert_num_queries):
    client = browser(author)
    press(client, bring(client, book()), "publish")
    address = Picture.objects.get().get_absolute_url()
    with django_assert_num_queries(1):
        browser().get(address)
