"""Who sees and changes which annotation: anybody, a reader, a program with a token."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.models import Comment, Highlight, Token
from tests.factories import highlight, make_reader, say
from tests.views.annotations.protocol import JSON_LD, on

pytestmark = pytest.mark.django_db


# Who may


def test_everybody_sees_what_is_shown_and_nothing_else(ask, voices, here, tam, author, moderator):
    for reader in (None, tam, author, moderator):
        for name in ("shown", "comment", "answer", "whole"):
            assert ask("GET", voices[name], by=reader).status_code == 200
        assert ask("GET", voices["private"], by=reader).status_code == 404
        html = ask("GET", here, by=reader).content.decode()
        assert "Kings" not in html and "two goats" not in html.replace("with two goats, ", "")
        assert voices["private"] not in html


def test_a_reader_sees_their_own(ask, voices, here, una):
    made = ask("GET", voices["private"], by=una).json()
    assert made["body"]["value"] == "Kings" and "audience" not in made
    assert ask("GET", here, by=una).json()["total"] == 5


def test_nobody_changes_what_is_anothers(ask, voices, una, tam, author, moderator):
    sent = ask("GET", voices["comment"]).json()
    for reader in (tam, author, moderator):
        for method in ("PUT", "DELETE"):
            for name, status in (("comment", 403), ("private", 404)):
                answer = ask(method, voices[name], sent, by=reader, If_Match="*")
                assert answer.status_code == status
    assert Comment.objects.count() == 3 and Highlight.objects.count() == 2


def test_whoever_has_no_token_only_reads(ask, voices, here, chapter):
    for method, path in (("POST", here), ("PUT", voices["comment"]), ("DELETE", voices["shown"])):
        answer = ask(method, path, on(chapter, "two goats"))
        assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer")
    assert ask("DELETE", voices["private"]).status_code == 401


@pytest.mark.parametrize("secret", ["gloss_unknown", "", "é", "x" * 9999])
def test_a_token_that_is_none_lets_nobody_in(ask, here, secret):
    for method in ("GET", "POST"):
        answer = ask(method, here, {}, Authorization=f"Bearer {secret}")
        assert answer.status_code == 401 and "invalid_token" in answer["WWW-Authenticate"]


def test_a_token_that_was_revoked_lets_nobody_in(ask, here, una, voices):
    token, secret = Token.objects.hand_out(una, "an old program")
    assert ask("GET", voices["private"], token=secret).status_code == 200
    token.refresh_from_db()
    assert token.used_at and secret not in str(token.__dict__)
    token.delete()
    assert ask("GET", voices["private"], token=secret).status_code == 401


def test_an_account_that_was_locked_lets_no_program_in(ask, una, voices):
    _, secret = Token.objects.hand_out(una, "a program")
    una.is_active = False
    una.save()
    assert ask("GET", voices["private"], token=secret).status_code == 401


def test_a_session_needs_its_csrf_token_and_a_token_needs_none(browser, una, chapter, here):
    client = browser(una, enforce_csrf_checks=True)
    sent = json.dumps(on(chapter, "two goats"))
    assert client.post(here, sent, content_type=JSON_LD).status_code == 403
    assert not Highlight.objects.exists()
    client.get("/look/")
    token = client.cookies["csrftoken"].value
    headers = {"X-CSRFToken": token}
    assert client.post(here, sent, content_type=JSON_LD, headers=headers).status_code == 201
    Highlight.objects.all().delete()
    client = browser(enforce_csrf_checks=True)
    headers = {"Authorization": f"Bearer {Token.objects.hand_out(una, 'x')[1]}"}
    assert client.post(here, sent, content_type=JSON_LD, headers=headers).status_code == 201


def test_a_draft_and_all_on_it_is_not_there_for_others(ask, draft, author, una, moderator):
    comment = say(draft, "Hm.", author, on="two goats")
    mark = highlight(draft, "a widow", author, public=True)
    paths = [
        f"/annotations{draft.get_absolute_url()}",
        f"/annotations{draft.story.get_absolute_url()}",
        f"/annotations/c{comment.pk}", f"/annotations/h{mark.pk}",
    ]  # fmt: skip
    for path in paths:
        for reader in (None, una, moderator):
            assert ask("GET", path, by=reader).status_code == 404
        assert ask("GET", path, by=author).status_code == 200
    assert ask("GET", "/annotations/").json()["total"] == 0
    assert ask("POST", "/annotations/", on(draft, "lamp oil"), by=una).status_code == 400


def test_what_a_moderator_has_hidden_is_not_there(ask, voices, una, here):
    Comment.objects.get(source="Why?").hide()
    for reader in (None, make_reader("somebody")):
        assert ask("GET", voices["comment"], by=reader).status_code == 404
        assert "Why?" not in ask("GET", here, by=reader).content.decode()
    assert ask("GET", voices["comment"], by=una).status_code == 200, "their own words"


def test_what_stands_around_words_goes_with_the_chapter_that_is_taken_out(ask, voices, chapter):
    around = ask("GET", voices["comment"]).json()["target"]["selector"][0]
    assert "goats" in around["prefix"]
    chapter.number = None
    chapter.save()
    made = ask("GET", voices["comment"]).json()
    assert set(made["target"]["selector"][0]) == {"type", "exact"}
    assert "goats" not in json.dumps(made)


def test_pages_of_other_sites_may_read_and_no_more(ask, voices, here):
    for path in (voices["comment"], here):
        for method in ("GET", "HEAD", "OPTIONS"):
            answer = ask(method, path, Origin="https://example.org")
            assert answer["Access-Control-Allow-Origin"] == "*"
            assert "ETag" in answer["Access-Control-Expose-Headers"]
            assert "Access-Control-Allow-Credentials" not in answer
        allowed = ask("OPTIONS", path)["Access-Control-Allow-Methods"]
        assert set(allowed.split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert "Authorization" in ask("OPTIONS", path)["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Origin" not in ask("POST", path, {})


@pytest.mark.parametrize("name", ["h0", "h", "x1", "h1.5", "c" + "9" * 40, "h²", "..", "c1 "])
def test_an_address_of_nothing_is_404(ask, voices, name):
    assert ask("GET", f"/annotations/{name}").status_code == 404


def test_the_queries_do_not_grow(ask, chapter, una, here, django_assert_num_queries):
    _, secret = Token.objects.hand_out(una, "a program")

    def count():
        counts = []
        for path in ("/annotations/", here, f"{here}?iris=1&page=0"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert ask("GET", path, token=secret).status_code == 200
            counts.append(len(queries))
        return counts

    ask("GET", here, token=secret)
    few = None
    for words in ("two goats", "a widow", "lamp oil", "eleven years", "a fish"):
        highlight(chapter, words, una, note="Hm.")
        first = say(chapter, words, make_reader(), on=words)
        say(chapter, words, una, to=first)
        if few is None:
            few = count()
    assert count() == few and max(few) <= 16
