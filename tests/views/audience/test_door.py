"""The door of a story for members: whoever is not signed in is led to sign in, and back."""

from urllib.parse import parse_qs, urlsplit

import pytest

from reader.models import Chapter, Passage, Picture, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(story_for):
    return story_for("members")


def paths_of(story):
    url, passage = story.get_absolute_url(), Passage.objects.get(chapter__story=story)
    comment = passage.comments.get().pk
    under = ("", "1/", "all/", "1/revisions/", "1/revisions/1/", "download/epub/", "follow/")
    within = ("1/blocks/0/", "1/margin/", "1/loose/", "9/")
    return [
        *(f"{url}{path}" for path in (*under, *within)),
        *(f"/passages/{passage.pk}/{path}" for path in ("", "comments/", "words/", "follow/")),
        *(f"/comments/{comment}/", f"/comments/{comment}/replies/"),
    ]


def test_a_visitor_is_led_to_sign_in_and_back(story, browser, people):
    for path in paths_of(story):
        answer = browser().get(path, headers={"Sec-Fetch-Mode": "navigate"})
        assert answer.status_code == 302, path
        where = urlsplit(answer.url)
        assert where.path == "/accounts/login/" and parse_qs(where.query)["next"] == [path]
        assert browser(people["reader"]).get(path).status_code in (200, 302, 404), path
    page = browser().get(answer.url).content.decode()
    assert "This story is for readers with an account" in page
    for word in (story.title, "goats", "Overheard", "author"):
        assert word not in page
    sent = {
        "login": "reader",
        "password": "a long password",
        "next": f"{story.get_absolute_url()}1/",
    }
    client = browser()
    assert client.post("/accounts/login/", sent).url == sent["next"]
    assert "two goats" in client.get(sent["next"]).content.decode()


def test_what_a_visitor_pressed_is_done_once_they_are_in(story, browser, people):
    client, url = browser(), f"{story.get_absolute_url()}follow/"
    answer = client.post(url, {"following": "yes"})
    assert answer.url.startswith("/accounts/login/")
    client.post("/accounts/login/", {"login": "reader", "password": "a long password"})
    assert people["reader"].follows.get().story == story


def test_programs_get_no_page_to_sign_in(story, browser):
    url = story.get_absolute_url()
    chapter = Chapter.objects.get(story=story)
    Picture.objects.create(story=story, name="a-1x1.png", data=b"a")
    asked = {"Sec-Fetch-Mode": "cors"}
    for path in (f"{url}feed/", f"{url}1/comments/feed/", "/pictures/a-1x1.png"):
        assert browser().get(path).status_code == 404, path
    for at in ("opds", "opds/v2", "annotations"):
        assert browser().get(f"/{at}/stories/{story.slug}/").status_code == 404
    assert browser().get(f"/live/{chapter.pk}/1.2.3/", headers=asked).status_code == 404
    assert browser().get(f"{url}1/", headers=asked).status_code == 404


def test_there_is_no_door_to_what_is_not_for_members(story, browser, people):
    url = story.get_absolute_url()
    for state in (
        {"published_at": None},
        {"audience": "chosen"},
        {"deleted_at": "2026-01-01T00:00Z"},
    ):
        Story.objects.update(**{"published_at": "2026-01-01T00:00Z"} | state)
        assert browser().get(url).status_code == 404, state
        assert browser().get(f"{url}1/").status_code == 404, state
    assert browser().get("/stories/nowhere/").status_code == 404
    assert browser(people["reader"]).get(url).status_code == 404


def test_a_visitors_page_goes_when_the_story_becomes_one_for_members(story_for, browser, author):
    story = story_for("everybody")
    url, desk = story.get_absolute_url(), f"/desk/{story.slug}/about/"
    chapter, feed = browser().get(f"{url}1/"), browser().get(f"{url}feed/")
    assert "two goats" in chapter.content.decode() and feed.status_code == 200
    sent = {"title": story.title, "language": "en", "status": "complete", "audience": "members"}
    assert browser(author).post(desk, sent).status_code == 303
    assert browser().get(f"{url}1/").status_code == 302
    assert browser().get(f"{url}feed/", headers={"If-None-Match": feed["ETag"]}).status_code == 404
    assert "Zephyr" not in browser().get("/").content.decode()
    assert browser(author).post(desk, sent | {"audience": "everybody"}).status_code == 303
    assert "two goats" in browser().get(f"{url}1/").content.decode()
