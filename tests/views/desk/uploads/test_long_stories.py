"""An upload of very many chapters: looked over a range at a time, and published whole."""

import re

import pytest

from reader.actions.library.store_upload import store_upload
from reader.models import Story
from reader.text.manuscripts.manuscript import Chapter, Manuscript

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(author):
    chapters = [Chapter(f"Night {n}", f"It was night {n}.", []) for n in range(1, 1201)]
    return store_upload("nights.txt", Manuscript(title="Nights", chapters=chapters), by=author)


def get(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(html):
    return re.findall(r'name="title-\d+" maxlength="200" value="([^"]*)"', html)


def fields(html, **more):
    """What a browser sends of the form, once a button is pressed."""
    form = html[html.index('<form id="import-preview"') :]
    sent = dict(re.findall(r'<input[^>]* name="(title[^"]*|chapters)"[^>]* value="([^"]*)"', form))
    return sent | more


def test_a_preview_of_1200_chapters_is_a_page(client, upload):
    html = get(client, upload.get_absolute_url())
    assert len(html) < 100_000 and "1,200" in html
    assert titles(html) == [f"Night {n}" for n in range(1, 51)]
    seen = []
    for start in dict.fromkeys(re.findall(r'name="chapters" value="(\d+)"', html)):
        seen += titles(get(client, f"{upload.get_absolute_url()}?chapters={start}"))
    assert seen == [f"Night {n}" for n in range(1, 1201)]


@pytest.mark.parametrize("asked", ["x", "0", "9999", "-1"])
def test_there_is_always_a_range_to_see(client, upload, asked):
    assert titles(get(client, f"{upload.get_absolute_url()}?chapters={asked}"))


def test_what_was_typed_is_kept_on_the_way_to_another_range(client, upload, htmx):
    path = upload.get_absolute_url()
    sent = fields(get(client, path)) | {"title-3": "The fourth"}
    answer = client.post(path, sent | {"chapters": ["1", "101"]})
    assert answer.status_code == 303 and answer.url == f"{path}?chapters=101"
    sent = fields(get(client, answer.url)) | {"title-100": "A hundred and one"}
    html = client.post(path, sent | {"chapters": ["101", "1"]}, **htmx).content.decode()
    assert (
        titles(html)[3] == "The fourth" and 'id="chapter-0-title" tabindex="-1" autofocus' in html
    )
    client.post(path, fields(html, do="publish"))
    story = Story.objects.get()
    found = dict(story.chapters.values_list("number", "title"))
    assert len(found) == 1200
    assert (found[4], found[101], found[102]) == ("The fourth", "A hundred and one", "Night 102")


def test_one_stays_in_the_range_where_one_corrects(client, upload, htmx):
    path = upload.get_absolute_url()
    sent = fields(get(client, f"{path}?chapters=101"), do="join 100")
    answer = client.post(path, sent)
    assert answer.url == f"{path}?chapters=51#chapter-99"
    html = get(client, answer.url)
    assert titles(html)[-1] == "Night 100" and "1,199" in html
    sent = fields(get(client, f"{path}?chapters=101"), do="join 120")
    html = client.post(path, sent, **htmx).content.decode()
    assert titles(html)[0] == "Night 102"
