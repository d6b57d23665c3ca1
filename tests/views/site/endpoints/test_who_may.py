"""Every endpoint: who may."""

import pytest

from reader.models import Comment, Highlight, Passage
from tests.factories import say
from tests.views.selections import selection, url
from tests.views.site.endpoints.places import OPEN, POSTS

pytestmark = pytest.mark.django_db


PAGES = ["/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/look/"]


OWN_PAGES = ["/highlights/", "/accounts/profile/", "/accounts/password/change/"]


MOVED = ["words", "comment"]


ASKED = ["reply", "edit", "delete", "hide"]


def test_everybody_may_read(places, browser, tam, chapter):
    for client in (browser(), browser(tam), browser(chapter.story.author)):
        for path in PAGES[:1] + PAGES[-1:] + [places[name] for name in OPEN]:
            assert client.get(path).status_code == 200, path
        for name in MOVED:
            assert client.get(places[name]).status_code == 302


def test_the_ways_in_are_for_visitors(browser):
    for path in PAGES:
        assert browser().get(path).status_code == 200


def test_what_is_ones_own_asks_a_visitor_to_sign_in(places, browser):
    client = browser()
    for path in OWN_PAGES:
        assert client.get(path).url.startswith("/accounts/login/")
    for name in POSTS + ASKED:
        answer = client.post(places[name], {"text": "x", "colour": "pink", "offset": "1"})
        assert answer.url.startswith("/accounts/login/"), name
    assert Comment.objects.count() == Highlight.objects.count() == 1
    assert Comment.objects.get().source == "Why?"


def test_what_is_anothers_is_not_there(places, browser, tam, chapter):
    for client in (browser(tam), browser(chapter.story.author)):
        for name in ("edit", "delete", "change", "remove", "put_back", "private", "private_words"):
            for answer in (client.get(places[name]), client.post(places[name], {"text": "x"})):
                assert answer.status_code in (404, 405), name
    assert browser(tam).get(places["hide"]).status_code == 403
    assert browser(tam).post(places["hide"]).status_code == 403
    assert Comment.objects.get().source == "Why?"
    assert not Highlight.objects.get().removed_at


def test_one_may_do_with_ones_own_as_one_likes(places, browser, una):
    client = browser(una)
    for name in ("reply", "edit", "delete", "private"):
        assert client.get(places[name]).status_code == 200, name
    assert client.post(places["edit"], {"text": "How?"}).status_code == 303
    assert client.post(places["change"], {"colour": "pink"}).status_code == 303
    assert client.post(places["remove"]).status_code == 200
    assert client.post(places["put_back"]).status_code == 303
    assert client.post(places["delete"]).status_code == 303


def test_authors_and_moderators_hide_and_show(places, browser, moderator, chapter):
    for client in (browser(moderator), browser(chapter.story.author)):
        assert client.get(places["hide"]).status_code == 200
        for does, silent in (("hide", True), ("hide", True), ("show", False)):
            assert client.post(places["hide"], {"do": does}).status_code == 303
            assert bool(Comment.objects.get().silent) is silent


def test_a_draft_and_all_on_it_is_not_there_for_others(draft, author, browser, una, moderator):
    comment = say(draft, "Hm.", author, on="two goats")
    paths = [
        draft.story.get_absolute_url(), url(draft), url(draft, "blocks/0/"),
        url(draft, "revisions/1/"), url(draft, "selection/?revision=1&start=4&end=9"),
        comment.passage.thread_url, comment.passage.get_absolute_url(),
        comment.get_absolute_url(), f"/comments/{comment.pk}/reply/",
    ]  # fmt: skip
    for client in (browser(una), browser(moderator)):
        for path in paths:
            assert client.get(path).status_code == 404, path
        for rest in ("highlights/", "comments/", "place/"):
            sent = selection(draft, "a widow", colour="pink", text="x", offset="1")
            assert client.post(url(draft, rest), sent).status_code == 404
    assert draft.story.title not in browser().get("/").content.decode()
    assert "Hm." not in browser(una).get("/readers/author/").content.decode()
    for path in paths[:6]:
        assert browser(author).get(path).status_code == 200
    assert Passage.objects.count() == 1


@pytest.mark.parametrize("name", POSTS)
def test_what_changes_things_is_never_a_link(places, browser, una, name):
    answer = browser(una).get(places[name])
    assert answer.status_code == 405 and "POST" in answer["Allow"]
    assert "Go back and use the form" in answer.content.decode()


@pytest.mark.parametrize("name", POSTS + ["reply", "edit", "delete"])
def test_a_form_from_elsewhere_is_refused_and_nothing_happens(places, browser, una, name):
    client = browser(enforce_csrf_checks=True)
    client.force_login(una)
    sent = {"text": "x", "colour": "pink", "offset": "1"}
    assert client.post(places[name], sent).status_code == 403
    assert Comment.objects.get().source == "Why?"
