"""What goes out as a file: to whoever may read the story, and to apps that sign in."""

from base64 import b64encode

import pytest

from reader.actions.library.take_down import take_down
from reader.models import Picture, Shelf, Story
from tests.factories import make_chapter
from tests.views.audience.conftest import AUDIENCES, VIEWERS, may_read

pytestmark = pytest.mark.django_db
PASSWORD = f"Basic {b64encode(b'reader:a long password').decode()}"


@pytest.mark.parametrize("state", ["published", "draft"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_downloads_have_the_text_for_those_who_may_read(story_for, viewer, audience, state):
    story = story_for(audience, state)
    for name in VIEWERS:
        expected = may_read(name, audience, state)
        for form, words in (("text", b"two goats"), ("epub", b"PK"), ("markdown", b"two goats")):
            answer = viewer(name).get(f"{story.get_absolute_url()}download/{form}/")
            assert (answer.status_code == 200) == expected, (name, form)
            if expected:
                assert words in b"".join(answer)


def test_a_chapter_that_is_down_is_in_the_file_of_its_author_alone(story_for, viewer):
    story = story_for("chosen")
    take_down(make_chapter("A secret zebra.", story=story, title="Two"), "No.")
    Story.objects.get(pk=story.pk).unpublish()
    for form in ("text", "markdown"):
        for name, expected in (("author", True), ("chosen reader", False), ("author", True)):
            answer = viewer(name).get(f"{story.get_absolute_url()}download/{form}/")
            words = b"".join(answer)
            assert b"two goats" in words and (b"zebra" in words) == expected, (name, form)


def test_pictures_are_kept_by_shared_caches_only_where_visitors_see_them(story_for, viewer):
    for audience in AUDIENCES:
        name = f"{audience}-1x1.png"
        Picture.objects.create(story=story_for(audience), name=name, data=b"a")
        for who in VIEWERS:
            answer = viewer(who).get(f"/pictures/{name}")
            assert (answer.status_code == 200) == may_read(who, audience, "published")
            if answer.status_code == 200:
                kept_by = "public" if audience in ("everybody", "link") else "private"
                assert answer["Cache-Control"].startswith(kept_by), (who, audience)


def test_an_app_finds_on_its_readers_shelf_what_they_may_read(story_for, people, browser):
    shelf = Shelf.objects.find(people["reader"], "later")
    for audience in AUDIENCES:
        shelf.put(story_for(audience))
    app = {"headers": {"Authorization": PASSWORD}}
    for at in ("opds", "opds/v2"):
        page = browser().get(f"/{at}/shelves/later/", **app).content.decode()
        for audience in AUDIENCES:
            assert (f"Zephyr {audience}" in page) == (audience != "chosen"), (at, audience)
        assert "Zephyr chosen" not in browser().get(f"/{at}/shelves/", **app).content.decode()


def test_an_app_downloads_what_is_for_members_with_a_password(story_for, browser):
    path = f"{story_for('members').get_absolute_url()}download/text/"
    refused = browser().get(path)
    assert refused.status_code == 401 and "Basic" in refused["WWW-Authenticate"]
    answer = browser().get(path, headers={"Authorization": PASSWORD})
    assert b"two goats" in b"".join(answer) and "private" in answer["Cache-Control"]
    window = browser().get(path, headers={"Sec-Fetch-Mode": "navigate"})
    assert window.status_code == 302 and window.url.startswith("/accounts/login/")
    hidden = f"{story_for('chosen').get_absolute_url()}download/text/"
    assert browser().get(hidden).status_code == 404
