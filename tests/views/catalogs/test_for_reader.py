"""Feeds and catalogs are made for whoever is known to ask; visitors share theirs."""

from base64 import b64encode

import pytest

from reader.actions.people.silence import hide_thread, silence
from reader.models import Silence, Token
from reader.models.library.content_preferences import ContentPreferences
from tests.factories import make_chapter, make_reader, make_story, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db
LISTS = ("/feed/", "/opds/new/", "/opds/v2/updated/", "/opds/search/?query=tide", "/opds/authors/")


@pytest.fixture
def tide(author):
    story = make_story(author=author, title="Tide", rating="mature", language="fr", byline="Tide")
    story.tags.create(name="Storms")
    return make_chapter(story=story).story


def asking(reader):
    """What a program sends that has a token of a reader's."""
    secret = Token.objects.hand_out(reader, "a program")[1]
    return {"Authorization": f"Basic {b64encode(f'{reader}:{secret}'.encode()).decode()}"}


@pytest.mark.parametrize(
    "left_out",
    [{"rating": ["mature"]}, {"tag": ["storms"]}, {"language": ["fr"]}, {"byline": ["Tide"]}, None],
)
def test_what_a_reader_leaves_out_is_in_no_list_of_theirs(browser, tide, una, left_out):
    if left_out:
        una.keep_content_preferences(ContentPreferences(left_out))
    else:
        silence(una, tide.author, Silence.Kind.MUTE)
    headers = asking(una)
    for path in LISTS:
        theirs, shared = browser().get(path, headers=headers), browser().get(path)
        for answer in (theirs, browser(una).get(path)):
            assert "Tide" not in answer.content.decode().partition("entry")[2], path
            assert "private" in answer["Cache-Control"] and "Authorization" in answer["Vary"]
        assert "Tide" in shared.content.decode(), path
        assert shared["Cache-Control"] == "public, max-age=300" and "Cookie" in shared["Vary"]
    assert browser(una).get(f"/opds/stories/{tide.slug}/").status_code == 200  # by its address


def test_a_program_gets_no_thread_that_its_reader_hid(browser, chapter, una, tam):
    theirs = say(chapter, "Why two?", tam, on="two goats")
    say(chapter, "I know why.", una, to=theirs)
    hide_thread(una, theirs.passage)
    paths = [url(chapter, "comments/feed/"), f"/annotations{url(chapter)}?page=0",
             "/annotations/?page=0"]  # fmt: skip
    for path in paths:
        assert "Why two?" not in browser(una).get(path).content.decode(), path
        assert "Why two?" in browser(make_reader()).get(path).content.decode(), path
    assert "I know why." in browser(una).get(paths[1]).content.decode()  # their own stays theirs


def test_a_name_leads_to_nobody_whom_one_does_not_see(browser, chapter, una, tam):
    said = say(chapter, "Ask @tam about it.", make_reader("kit"), on="two goats")
    say(chapter, "All of it is like @tam.", make_reader("lou"))
    silence(tam, una, Silence.Kind.BLOCK)
    for path in (url(chapter), f"/passages/{said.passage_id}/", url(chapter, "comments/feed/")):
        page = browser(una).get(path, HTTP_HX_REQUEST="true").content.decode()
        assert "@tam" in page and f"/readers/~{tam.pk}/" not in page, path
        assert f"/readers/~{tam.pk}/" in browser().get(path).content.decode(), path
