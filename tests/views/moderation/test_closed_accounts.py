"""Accounts that moderators closed: nobody gets in, and their readers learn why, and appeal."""

import pytest
from django.test import Client

from reader.actions.moderation.appeal import reverse
from reader.actions.moderation.decide import Verdict, decide_about
from reader.models import Case, Decision, Token
from tests.factories import make_chapter, make_story, say

pytestmark = pytest.mark.django_db
CLOSED = "/accounts/closed/"


def sign_in(name="una"):
    client = Client()
    sent = {"login": name, "password": "a long password"}
    return client, client.post("/accounts/login/", sent)


def text_of(page):
    return " ".join(page.content.decode().split())


def test_a_closed_account_is_signed_out_and_stays_out(una, moderator):
    here, _ = sign_in()
    _, secret = Token.objects.hand_out(una, "App")
    assert here.get("/shelves/").status_code == 200
    decide_about(una, Verdict("close", "You sold pills."), by=moderator)
    assert here.get("/shelves/").status_code == 302
    headers = {"Authorization": f"Bearer {secret}", "Accept": "application/ld+json"}
    assert Client().get("/annotations/", headers=headers).status_code == 401
    client, answer = sign_in()
    assert answer.url == CLOSED
    assert client.get("/shelves/").status_code == 302
    assert "You sold pills." in text_of(client.get(CLOSED))


def test_its_reader_appeals_without_being_signed_in(una, moderator):
    decide_about(una, Verdict("close"), by=moderator)
    client, _ = sign_in()
    assert client.post(CLOSED, {"text": " "}).status_code == 422
    assert client.post(CLOSED, {"text": "It was my brother."}).status_code == 303
    assert client.post(CLOSED, {"text": "Truly."}).status_code == 404
    assert "It was my brother." in text_of(client.get(CLOSED))
    assert Case.objects.get(closed_at=None).is_appeal
    reverse(Decision.objects.get(), by=moderator)
    assert not Case.objects.filter(closed_at=None).exists()
    assert sign_in()[1].url != CLOSED


def test_who_has_not_signed_in_learns_nothing(una, moderator):
    decide_about(una, Verdict("close", "You sold pills."), by=moderator)
    assert Client().get(CLOSED).url == "/accounts/login/"
    assert Client().post(CLOSED, {"text": "Ha."}).url == "/accounts/login/"


def test_all_that_they_said_and_wrote_goes_with_it_if_that_is_decided(una, moderator):
    story = make_chapter(story=make_story(author=una)).story
    decide_about(una, Verdict("close", hides=True), by=moderator)
    assert Client().get(story.get_absolute_url()).status_code == 404


def test_leaving_and_coming_back_opens_nothing_that_moderators_closed(una, moderator):
    here, _ = sign_in()
    sent = {"comments": "stay", "stories": "stay", "when": "later", "password": "a long password"}
    here.post("/accounts/leave/", sent)
    una.refresh_from_db()
    decide_about(una, Verdict("close"), by=moderator)
    client, answer = sign_in()
    assert answer.url == CLOSED and "Moderators closed" in text_of(client.get(CLOSED))
    client.post(CLOSED)
    una.refresh_from_db()
    assert not una.is_active


def test_what_its_reader_said_still_leads_to_a_page(una, chapter, moderator):
    say(chapter, "Two goats.", una)
    decide_about(una, Verdict("close"), by=moderator)
    page = text_of(Client().get(una.get_absolute_url()))
    assert "This account is closed." in page and "Two goats." in page
