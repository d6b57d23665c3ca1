"""Tokens that let programs in, and where all of this is found on the pages."""

import pytest

from reader.models import (
    Token,
)
from reader.models.people.token import MOST
from tests.views.account.own_data.files import FILES, OWN

pytestmark = pytest.mark.django_db


# Tokens


def test_a_token_is_shown_once_and_let_in_until_it_is_revoked(client, browser, marked, una):
    made = client.post("/accounts/tokens/", {"name": "my e-reader"})
    secret = made.context["secret"]
    assert secret in made.content.decode() and "no-store" in made["Cache-Control"]
    later = client.get("/accounts/tokens/").content.decode()
    assert "my e-reader" in later and secret not in later and "never used" in later
    path = f"/annotations/h{una.highlights.get().pk}"
    headers = {"Authorization": f"Bearer {secret}"}
    assert browser().get(path, headers=headers).status_code == 200
    assert "last used" in client.get("/accounts/tokens/").content.decode()
    revoke = f"/accounts/tokens/{Token.objects.get().pk}/revoke/"
    assert browser(marked.story.author).post(revoke).status_code == 404
    assert browser().get(path, headers=headers).status_code == 200
    assert client.post(revoke).status_code == 303
    assert browser().get(path, headers=headers).status_code == 401


def test_a_token_opens_nothing_but_annotations(browser, marked, una):
    headers = {"Authorization": f"Bearer {Token.objects.hand_out(una, 'x')[1]}"}
    for path in OWN:
        assert browser().get(path, headers=headers).status_code == 302


def test_nobody_revokes_anothers_token(browser, una, tam):
    token, _ = Token.objects.hand_out(una, "mine")
    assert browser(tam).post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 404
    assert browser(una).get(f"/accounts/tokens/{token.pk}/revoke/").status_code == 405
    assert "mine" not in browser(tam).get("/accounts/tokens/").content.decode()


def test_a_token_has_a_name_and_there_are_not_too_many(client, una):
    for name in ("", " ", "x" * 61):
        assert client.post("/accounts/tokens/", {"name": name}).status_code == 422
    for _ in range(MOST):
        Token.objects.hand_out(una, "x")
    answer = client.post("/accounts/tokens/", {"name": "one more"})
    assert answer.status_code == 422 and Token.objects.count() == MOST


def test_the_ways_there_are_on_the_pages(client, marked):
    html = client.get("/highlights/").content.decode()
    assert all(path in html for path in [*FILES.values(), "/highlights/bring/"])
    html = client.get("/accounts/profile/").content.decode()
    assert "/accounts/everything/" in html and "/accounts/tokens/" in html
    for path in (marked.get_absolute_url(), marked.story.get_absolute_url()):
        rel = f'<link rel="http://www.w3.org/ns/oa#annotationService" href="/annotations{path}">'
        assert rel in " ".join(client.get(path).content.decode().split())
