"""What is written after a session has ended is offered again once its writer has signed in."""

import re
from html import unescape

import pytest

from reader.actions.people.leave import leave
from reader.models import Comment
from tests.factories import make_reader, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db
WORDS = 'Kings? "Both" of <them> & more.\n\nYes.'


def sign_in(client, reader, answer):
    """Through the door that an answer led to: the page behind it."""
    client.force_login(reader)
    return answer.url.partition("?next=")[2]


def form_on(answer):
    """Where the form of the page leads, and what it holds."""
    html = answer.content.decode()
    form = re.search(
        r'<form class="form" method="post" action="([^"]+)"[^>]*>(.*?)</form>', html, re.S
    )
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', form[2])
    fields += re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', form[2], re.S)
    return form[1], {name: unescape(value) for name, value in fields}


@pytest.mark.parametrize("kind", ["comments/", "reply"])
def test_words_wait_behind_the_door_and_are_sent_once(browser, una, chapter, kind):
    to = (
        f"/comments/{say(chapter, 'Why?', una).pk}/reply/"
        if kind == "reply"
        else url(chapter, kind)
    )
    client = browser()
    headers = {"referer": f"http://testserver{url(chapter)}"}
    waiting = sign_in(client, una, client.post(to, {"text": WORDS, "odd": "1"}, headers=headers))
    page = client.get(waiting)
    action, fields = form_on(page)
    assert action == to and fields["text"].replace("\r\n", "\n") == WORDS and fields["odd"] == "1"
    client.post(url(chapter, "comments/"), {"text": "Something else."})
    assert client.get(waiting).content.decode().count("Kings?") == 1  # it stays until it is sent
    assert client.post(action, fields).status_code in (302, 303)
    assert Comment.objects.order_by("pk").last().source == WORDS
    assert client.get(waiting).url == "/"


def test_what_was_written_in_two_windows_is_kept_and_sent_one_after_the_other(
    browser, una, chapter
):
    client = browser()
    for words in ("First.", "Second.", "Second."):
        answer = client.post(url(chapter, "comments/"), {"text": words})
    waiting = sign_in(client, una, answer)
    for words in ("First.", "Second."):
        action, fields = form_on(client.get(waiting))
        assert fields["text"] == words
        led = client.post(action, fields).url
        assert (led == waiting) == (words == "First.")
    assert [said.source for said in Comment.objects.order_by("pk")] == ["First.", "Second."]
    assert client.get(waiting).url == "/"


def test_what_is_refused_stays(browser, una, chapter):
    client = browser()
    waiting = sign_in(client, una, client.post(url(chapter, "comments/"), {"text": "word " * 9000}))
    action, fields = form_on(client.get(waiting))
    assert client.post(action, fields).status_code == 422
    assert "word word" in client.get(waiting).content.decode()


def test_a_chapter_that_was_being_written_waits_too_with_script_or_without(browser, chapter):
    author = chapter.story.author
    for headers in ({}, {"HX-Request": "true"}):
        client = browser()
        sent = {
            "title": "High",
            "source": "The ferry came at ten.",
            "revision": "1",
            "do": "publish",
        }
        answer = client.post(url(chapter, "edit/"), sent, headers=headers)
        action, fields = form_on(client.get(sign_in(client, author, answer)))
        assert action == url(chapter, "edit/") and sent.items() <= fields.items()
    client.post(action, fields)
    chapter.refresh_from_db()
    assert chapter.text == "The ferry came at ten."


def test_it_is_let_go_and_one_is_back_where_one_was(browser, una, chapter):
    client = browser()
    headers = {"referer": f"http://testserver{url(chapter)}?at=1.2.3"}
    answer = client.post(url(chapter, "comments/"), {"text": WORDS}, headers=headers)
    waiting = sign_in(client, una, answer)
    _, fields = form_on(client.get(waiting))
    assert client.post(waiting).status_code == 200  # which one?
    assert client.post(waiting, fields).url == f"{url(chapter)}?at=1.2.3"
    assert client.get(waiting).url == "/"


@pytest.mark.parametrize("sent", [{"colour": "pink"}, {"text": "  \n"}, {"text": "x" * 300_001}])
def test_nothing_written_and_too_much_lead_back_to_the_page(browser, chapter, sent):
    headers = {"referer": f"http://testserver{url(chapter)}"}
    client = browser()
    answer = client.post(url(chapter, "comments/"), sent, headers=headers)
    assert answer.url == f"/accounts/login/?next={url(chapter)}"
    assert not client.session.keys()


def test_one_address_cannot_fill_the_disk(browser, settings, chapter):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"pending_submission": "2/m/ip"}
    led = [browser().post(url(chapter, "comments/"), {"text": "x"}).url for _ in range(4)]
    assert sum("unsent" in to for to in led) == 2


def test_it_is_for_who_is_signed_in(browser):
    assert browser().get("/accounts/unsent/").url.startswith("/accounts/login/")
    assert browser(make_reader()).get("/accounts/unsent/").url == "/"


def end_session(client):
    """As when it expires: the browser still has its other cookies."""
    del client.cookies["sessionid"]


def send_after_the_end(browser, reader, chapter, words):
    """A browser that a reader was signed in with, until just before they sent a comment."""
    client = browser(reader)
    client.get(url(chapter))
    end_session(client)
    client.post(url(chapter, "comments/"), {"text": words})
    return client


def test_it_is_offered_to_whose_session_it_was_and_to_nobody_else(browser, una, tam, chapter):
    client = send_after_the_end(browser, una, chapter, WORDS)
    client.force_login(tam)
    assert client.get("/accounts/unsent/").url == "/"
    name = una.pending_submissions.get().pk
    client.post(url(chapter, "comments/"), {"text": "Mine.", "unsent": name})
    client.post("/accounts/unsent/", {"pending_submission": name})
    assert Comment.objects.get().source == "Mine."
    client.post("/accounts/logout/")
    client.force_login(una)
    action, fields = form_on(client.get("/accounts/unsent/"))
    client.post(action, fields)
    assert Comment.objects.order_by("pk").last().source.startswith("Kings?")
    assert client.get("/accounts/unsent/").url == "/"


def test_what_comes_after_signing_out_in_another_window_is_theirs_too(browser, una, tam, chapter):
    client = browser(una)
    client.get(url(chapter))
    client.post("/accounts/logout/")
    client.post(url(chapter, "comments/"), {"text": WORDS})
    client.force_login(tam)
    assert client.get("/accounts/unsent/").url == "/"
    client.force_login(una)
    assert "Kings?" in client.get("/accounts/unsent/").content.decode()


def test_what_a_visitor_wrote_is_for_the_first_who_signs_in_there(browser, una, tam, chapter):
    client = browser()
    client.post(url(chapter, "comments/"), {"text": WORDS})
    sent = {"login": "tam", "password": "a long password"}
    assert client.post("/accounts/login/", sent).status_code == 302
    client.post("/accounts/logout/")
    client.force_login(una)
    assert client.get("/accounts/unsent/").url == "/"
    client.force_login(tam)
    assert "Kings?" in client.get("/accounts/unsent/").content.decode()


def test_nobody_is_taken_for_another_by_a_cookie_of_their_own_making(browser, una, tam, chapter):
    client = browser()
    client.cookies["whose"] = str(una.pk)
    client.post(url(chapter, "comments/"), {"text": WORDS})
    client.force_login(una)
    assert "Kings?" in client.get("/accounts/unsent/").content.decode()  # a visitor's, as any
    client.cookies["whose"] = f"{una.pk}:forged"
    end_session(client)
    client.post(url(chapter, "comments/"), {"text": "Forged."})
    assert una.pending_submissions.count() == 1


def test_of_a_reader_who_left_nothing_is_kept(browser, una, tam, chapter):
    client = browser(una)
    client.get(url(chapter))
    leave(una, comments=True, stories=True)
    end_session(client)
    client.post(url(chapter, "comments/"), {"text": WORDS})
    client.force_login(tam)
    assert client.get("/accounts/unsent/").url == "/"


def test_what_is_public_does_not_say_whose_it_is(browser, una, chapter):
    client = browser(una)
    for path in ("/feed/", "/robots.txt", "/opds/"):
        assert "whose" not in client.get(path).cookies, path
    assert client.get("/").cookies["whose"]["httponly"]
    assert "whose" not in client.get("/").cookies  # it is known by now


def test_a_page_is_told_that_its_form_was_taken(browser, una, chapter):
    client = browser(una)
    sent = {"text": "Mine.", "typed": "12345"}
    assert "taken" not in client.post(url(chapter, "comments/"), sent | {"text": ""}).cookies
    assert client.post(url(chapter, "comments/"), sent).cookies["taken"].value == "12345"
    for odd in ("x; y", "1" * 40, ""):
        answer = client.post(url(chapter, "comments/"), sent | {"typed": odd})
        assert "taken" not in answer.cookies, odd
    end_session(client)
    assert "taken" not in client.post(url(chapter, "comments/"), sent).cookies
