"""A closed house: every URL answers strangers with the door, and readers as ever."""

import re
from base64 import b64encode

import pytest
from django.test import Client
from django.urls import get_resolver

from reader.models import Token
from reader.web.unchanged import answer_unchanged
from tests.factories import make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db
OPEN = {
    # signing in, with all that belongs to it
    *("accounts/login/", "accounts/logout/", "accounts/signup/", "accounts/inactive/"),
    *("accounts/password/reset/", "accounts/password/reset/done/"),
    *("accounts/password/reset/key/1-x/", "accounts/password/reset/key/done/"),
    *("accounts/confirm-email/", "accounts/confirm-email/x/", "accounts/login/code/confirm/"),
    *("accounts/closed/", "accounts/closed/delete/", "accounts/left/"),
    *("accounts/second-step/authenticate/", "accounts/second-step/webauthn/login/"),
    # what a browser needs of the app itself, and how it looks
    *("app.webmanifest", "apple-touch-icon.png", "service-worker.js", "look/", "robots.txt"),
    *("offline/", "offline/visit/", "kept/"),
    "inbox/mail/stop/x/",  # by a signed link alone
}
SAMPLES = {"slug": "zephyr", "username": "isolde", "name": "x", "form": "epub", "kind": "tag"}
WORDS = ("Zephyr", "goats", "Overheard", "isolde")


@pytest.fixture(autouse=True)
def _closed(settings):
    settings.CLOSED_HOUSE = True
    settings.SIGNUP = "invite"


@pytest.fixture
def story():
    author = make_reader("isolde")
    story = make_story(author=author, title="Zephyr", slug="zephyr")
    say(make_chapter(story=story), "Overheard.", author, on="two goats")
    return story


def routes(patterns=None, before=""):
    """Every route there is, with something real in place of what it names."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(each.pattern).lstrip("^").rstrip("$")
        if hasattr(each, "url_patterns"):
            yield from routes(each.url_patterns, route)
        else:
            yield re.sub(r"<(\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)", _sample, route).replace("\\", "")


def _sample(named):
    kind, name = named[1], named[2] or named[3]
    if kind == "int:":
        return "1"
    return {"uidb36": "1", "key": "x"}.get(name) or SAMPLES.get(name, "x")


def is_door(answer):
    if answer.status_code in (301, 302):
        return answer.url.startswith(("/accounts/login/", "/admin/login/"))
    return answer.status_code in (401, 404)


def test_every_url_answers_strangers_with_the_door(story):
    asked = set()
    for route in routes():
        asked.add(route)
        answer = Client().get(f"/{route}")
        assert route in OPEN or is_door(answer), (route, answer.status_code)
        shown = b"".join(answer) if answer.streaming else answer.content
        for word in WORDS:
            assert word not in shown.decode().replace(f"/{route}", ""), (route, word)
        posted = Client().post(f"/{route}", {"do": "x"})
        assert route in OPEN or is_door(posted), (route, posted.status_code)
    assert len(asked) > 150


def test_what_is_open_is_no_more_than_the_door_needs(story):
    for route in OPEN - {"look/", "robots.txt"}:
        assert Client().get(f"/{route}").status_code in (200, 302, 400, 404, 405), route
    robots = Client().get("/robots.txt").content.decode()
    assert robots == "User-agent: *\nDisallow: /\n"
    assert Client().get("/healthz").status_code == 200


def test_the_door_leads_back_and_says_why(story, browser, una):
    answer = Client().get("/stories/zephyr/1/?page=2")
    assert answer.url == "/accounts/login/?next=%2Fstories%2Fzephyr%2F1%2F%3Fpage%3D2"
    door = Client().get(answer.url)
    assert "This library is for its readers" in door.content.decode()
    assert door["X-Robots-Tag"] == "noindex"
    for path in ("/", "/stories/zephyr/1/", "/stories/zephyr/all/", "/readers/isolde/"):
        inside = browser(una).get(path)
        assert inside.status_code == 200 and "public" not in inside.get("Cache-Control", "")


def test_scripts_and_pictures_of_a_page_are_led_nowhere(story, htmx):
    path = "/stories/zephyr/1/margin/"
    assert Client().get(path, headers={"Sec-Fetch-Mode": "cors"}).status_code == 404
    back = Client().get(path, headers={"Sec-Fetch-Mode": "cors"}, **htmx)
    assert back.status_code == 302
    chapter = story.chapters.get()
    stamps = chapter.stamps.of_page
    passed_on = []
    application = answer_unchanged(lambda *asked: passed_on.append(asked) or [])
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": f"/live/{chapter.pk}/{stamps}/"}
    application(asked, lambda *_: None)
    assert passed_on


def test_feeds_catalogs_and_files_are_had_with_a_password(story, una):
    def secret(password):
        return f"Basic {b64encode(f'una:{password}'.encode()).decode()}"

    for path in ("/feed/", "/stories/zephyr/feed/", "/opds/new/", "/opds/v2/search/?query=ze"):
        refused = Client().get(path)
        assert refused.status_code == 401 and "Basic" in refused["WWW-Authenticate"], path
        assert Client().get(path, headers={"Authorization": secret("wrong")}).status_code == 401
        answer = Client().get(path, headers={"Authorization": secret("a long password")})
        assert answer.status_code == 200 and "Zephyr" in answer.content.decode(), path
        assert "private" in answer["Cache-Control"] and "public" not in answer["Cache-Control"]
    in_window = Client().get("/feed/", headers={"Sec-Fetch-Mode": "navigate"})
    assert in_window.url.startswith("/accounts/login/")
    file = "/stories/zephyr/download/text/"
    assert Client().get(file).status_code == 401
    had = Client().get(file, headers={"Authorization": secret("a long password")})
    assert "two goats" in had.content.decode()


def test_annotations_are_had_with_a_token(story, una):
    assert Client().get("/annotations/").status_code == 401
    wrong = Client().get("/annotations/", headers={"Authorization": "Bearer x"})
    assert wrong.status_code == 401
    _, token = Token.objects.hand_out(una, "Reader")
    asked = {"Authorization": f"Bearer {token}"}
    answer = Client().get("/annotations/stories/zephyr/?page=0", headers=asked)
    assert "Overheard" in answer.content.decode()
