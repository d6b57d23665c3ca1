"""A visitor marks words and has to sign in first: then they are marked, once, for that visitor."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.urls import reverse

from reader.actions.people.silence import silence
from reader.actions.revising.revise import revise
from reader.models import Follow, Highlight, Reader
from tests.factories import highlight, make_chapter, make_reader
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
NAME, PASSWORD = "rose", "a long password"


@pytest.fixture
def rose():
    return make_reader(NAME)


def press(client, chapter, words="two goats", **fields):
    """What the bar of a visitor sends; gives the door that it leads to."""
    sent = selection(chapter, words, colour="pink", visitor="yes") | fields
    headers = {"referer": f"http://testserver{url(chapter)}"}
    return client.post(url(chapter, "highlights/"), sent, headers=headers).url


def go_in(client, door, **fields):
    """Through the door; gives where one comes out."""
    action, _, wanted = door.partition("?next=")
    sent = {"login": NAME, "password": PASSWORD, "next": unquote(wanted)} | fields
    return client.post(action, sent).url


def fields_of_the_panel(client, chapter):
    """What the form holds by which a visitor marks a paragraph without script."""
    page = client.get(url(chapter, "blocks/4/")).content.decode()
    form = re.search(r'<form class="mark-form".*?</form>', page, re.S)[0]
    return {name: unescape(value) for name, value in FIELD.findall(form)}


def marks():
    return [(mark.reader.username, mark.passage.quote, mark.colour) for mark in
            Highlight.objects.order_by("pk")]  # fmt: skip


def test_the_words_are_marked_and_one_comes_out_where_they_stand(browser, rose, chapter):
    client = browser()
    assert go_in(client, press(client, chapter, note="Kings?")) == f"{url(chapter)}#b4"
    assert marks() == [(NAME, "two goats", "pink")]
    assert Highlight.objects.get().note == "Kings?"
    assert client.get("/accounts/unsent/").url == "/"


def test_whoever_has_no_account_makes_one_and_it_is_done_too(browser, chapter):
    client = browser()
    door = press(client, chapter)
    assert "is kept" in client.get(door).content.decode()
    sign_up, *others = set(
        re.findall(r'href="(/accounts/signup/[^"]*)"', client.get(door).content.decode())
    )
    assert not others, "each link leads to where the act is done"
    assert "is kept" in client.get(sign_up).content.decode()
    came = go_in(client, sign_up, username="newcomer", password1=PASSWORD)
    assert came == f"{url(chapter)}#b4" and marks() == [("newcomer", "two goats", "pink")]
    assert Reader.objects.get(username="newcomer").pending_submissions.count() == 0


def test_a_wrong_password_first_loses_nothing(browser, rose, chapter):
    client = browser()
    door = press(client, chapter)
    client.post(door.partition("?")[0], {"login": NAME, "password": "wrong", "next": "/"})
    go_in(client, door)
    assert marks() == [(NAME, "two goats", "pink")]


def test_it_is_done_once_however_often_one_presses_and_comes_in(browser, rose, chapter):
    client = browser()
    for _ in range(3):
        door = press(client, chapter)
    press(client, chapter, "lamp oil", colour="blue")
    go_in(client, door)
    mark = Highlight.objects.get(colour="pink")
    Highlight.objects.all().delete()
    client.post("/accounts/logout/")
    go_in(client, door)
    client.get("/accounts/unsent/")
    assert mark.passage.quote == "two goats" and not marks()
    assert rose.pending_submissions.count() == 0


def test_only_the_browser_that_pressed_does_it(browser, rose, chapter):
    door = press(browser(), chapter)
    assert go_in(browser(), door) == "/accounts/unsent/"
    assert not marks()


def test_who_comes_in_by_another_way_is_led_to_the_words_too(browser, rose, chapter):
    client = browser()
    press(client, chapter)
    assert go_in(client, "/accounts/login/?next=/") == f"{url(chapter)}#b4"
    assert marks() == [(NAME, "two goats", "pink")]
    client.post("/accounts/logout/")
    assert go_in(client, "/accounts/login/?next=/highlights/") == "/highlights/"


def test_who_signs_up_by_another_way_is_led_to_what_is_left_over(browser, chapter):
    client = browser()
    press(client, chapter)
    client.post(url(chapter, "comments/"), {"text": "A comment."})
    sign_up = "/accounts/signup/?next=/"
    assert go_in(client, sign_up, username="newcomer", password1=PASSWORD) == "/accounts/unsent/"
    assert marks() == [("newcomer", "two goats", "pink")]
    assert "A comment." in client.get("/accounts/unsent/").content.decode()


def test_what_was_pressed_long_ago_is_offered_and_not_done(browser, rose, chapter):
    """Somebody else, perhaps, at the same screen."""
    client = browser()
    door = press(client, chapter)
    session = client.session
    for form in session["unsent"].values():
        form["at"] -= 31 * 60
    session.save()
    assert go_in(client, door) == "/accounts/unsent/" and not marks()
    assert "two goats" in client.get("/accounts/unsent/").content.decode()


@pytest.mark.parametrize("by", ["the bar", "the panel"])
def test_a_visitor_is_not_taken_for_who_was_signed_in_before(browser, rose, una, chapter, by):
    client = browser(una)
    client.get(url(chapter))
    client.post("/accounts/logout/")
    if by == "the bar":
        door = press(client, chapter, note="Mine alone.")
    else:
        sent = fields_of_the_panel(client, chapter) | {"colour": "pink", "note": "Mine alone."}
        door = client.post(url(chapter, "highlights/"), sent).url
    assert not una.pending_submissions.exists()
    assert go_in(client, door).startswith(url(chapter))
    client.post("/accounts/logout/")
    assert go_in(client, door, login="una") == "/accounts/unsent/"
    assert [mark.reader for mark in Highlight.objects.all()] == [rose]


def test_nobody_presses_for_somebody_else(browser, rose, chapter):
    """A form on a stranger's page has no token of ours."""
    client = browser(enforce_csrf_checks=True)
    sent = selection(chapter, "two goats", colour="pink")
    assert client.post(url(chapter, "highlights/"), sent).status_code == 403
    assert not client.session.keys()
    token = client.get("/offline/visit/").json()["token"]
    led = client.post(url(chapter, "highlights/"), sent | {"csrfmiddlewaretoken": token})
    assert led.status_code == 302 and "unsent" in led.url and client.session.keys()


def test_whose_session_had_ended_finds_it_done_and_another_reader_does_not(
    browser, una, rose, chapter
):
    client = browser(rose)
    client.get(url(chapter))
    del client.cookies["sessionid"]
    sent = selection(chapter, "two goats", colour="pink")
    door = client.post(url(chapter, "highlights/"), sent, headers={"HX-Request": "true"}).url
    assert go_in(client, door, login="una") == "/accounts/unsent/" and not marks()
    client.post("/accounts/logout/")
    assert go_in(client, door) == f"{url(chapter)}#b4"
    assert marks() == [(NAME, "two goats", "pink")]


def test_words_that_are_gone_meanwhile_are_kept_to_look_over(browser, rose, chapter):
    client = browser()
    door = press(client, chapter)
    kept = chapter.revision.source.split("\n\n")
    revise(chapter, "\n\n".join(block for block in kept if "two goats" not in block), by=None)
    assert go_in(client, door) == "/accounts/unsent/"
    assert not marks() and "two goats" in client.get("/accounts/unsent/").content.decode()


def test_a_note_that_leaves_no_room_is_kept_to_look_over(browser, rose, chapter, settings):
    settings.LONGEST_HIGHLIGHT_NOTE = 12
    client = browser()
    highlight(chapter, "two goats", rose, note="a full note")
    assert go_in(client, press(client, chapter, note="and more")) == "/accounts/unsent/"
    assert Highlight.objects.get().note == "a full note"
    assert "and more" in client.get("/accounts/unsent/").content.decode()


@pytest.mark.parametrize("wrong", [{"colour": "gold"}, {"start": "x"}, {"quote": "two sheep"}])
def test_a_form_of_ones_own_making_does_nothing(browser, rose, chapter, wrong):
    client = browser()
    assert go_in(client, press(client, chapter, **wrong)) == "/accounts/unsent/"
    assert not marks()


def test_without_script_a_visitor_marks_a_paragraph_and_finds_it_noted(browser, rose, chapter):
    client = browser(enforce_csrf_checks=True)
    sent = fields_of_the_panel(client, chapter) | {"colour": "green", "note": "Kings?"}
    door = client.post(url(chapter, "highlights/"), sent).url
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(door).content.decode())[1]
    assert go_in(client, door, csrfmiddlewaretoken=token) == f"{url(chapter)}#b4"
    mark = Highlight.objects.get()
    assert (mark.note, mark.passage.quote) == ("Kings?", chapter.revision.block_text(4))


@pytest.mark.parametrize("what", ["story", "author"])
def test_whoever_follows_what_is_their_own_comes_back_to_the_page(browser, what):
    author = make_reader(NAME)
    story = make_chapter(author=author).story
    page = getattr(story, what, story).get_absolute_url()
    client = browser()
    pressed = reverse(f"{what}_follow", args=[author.username if what == "author" else story.slug])
    headers = {"referer": f"http://testserver{page}"}
    door = client.post(pressed, {"following": "yes"}, headers=headers).url
    assert go_in(client, door) == page
    assert not Follow.objects.exists() and not author.pending_submissions.exists()


def test_nobody_follows_by_the_door_whom_a_block_keeps_apart(browser, rose, author, chapter):
    silence(author, rose, "block")
    for what in (author, chapter.story):
        client, path = browser(), f"{what.get_absolute_url()}follow/"
        page = {"referer": f"http://testserver{what.get_absolute_url()}"}
        go_in(client, client.post(path, {"following": "yes", "visitor": "yes"}, headers=page).url)
    assert not Follow.objects.exists() and not rose.pending_submissions.exists()
