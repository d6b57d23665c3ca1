"""The doors: who is let in, how often one may guess, and what ends when a password changes."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings as now
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail

from reader.actions.people.change_role import change_role
from reader.models import Reader, Token
from reader.models.people.role import Role
from tests.factories import make_reader
from tests.views.selections import url

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"
FRONT, ADMIN = "/accounts/login/", "/admin/login/"


@pytest.fixture
def root():
    return make_reader("root", is_staff=True, is_superuser=True)


@pytest.mark.parametrize("guessed_at", [FRONT, ADMIN])
def test_wrong_passwords_are_counted_at_every_door(browser, root, guessed_at):
    client = browser()
    for guess in range(8):
        sent = {"login": "root", "username": "root", "password": f"wrong {guess}"}
        client.post(guessed_at, sent, follow=True)
    sent = {"login": "root", "username": "root", "password": PASSWORD, "next": "/admin/"}
    client.post(guessed_at, sent, follow=True)
    assert client.get("/admin/").status_code == 302


def test_the_admins_door_is_the_front_door(browser, root, moderator):
    for name in ("root", "moderator"):
        client = browser()
        asked = client.get("/admin/", follow=True)
        assert asked.request["PATH_INFO"] == FRONT
        where = asked.redirect_chain[-1][0]
        answer = client.post(where, {"login": name, "password": PASSWORD, "next": "/admin/"})
        assert answer.url == "/admin/"
        assert client.get("/admin/").status_code == 200


def test_whoever_is_no_moderator_is_told_so_and_is_not_asked_again(browser, una):
    assert browser(una).get(ADMIN).status_code == 403


@pytest.mark.parametrize("name", [".", "..", "...", "." * 30])
def test_a_name_that_is_no_part_of_an_address_is_refused(browser, name):
    sent = {"username": name, "password1": "ferries at nine"}
    answer = browser().post("/accounts/signup/", sent)
    assert not Reader.objects.exists()
    if len(name) > 1:  # one dot is too short besides
        assert "needs more than dots" in answer.content.decode()


@pytest.mark.parametrize("name", ["a.b", "..a", "una.", "ü-@+_."])
def test_a_name_with_dots_in_it_has_a_page(browser, name):
    browser().post("/accounts/signup/", {"username": name, "password1": "ferries at nine"})
    assert browser().get(Reader.objects.get().get_absolute_url()).status_code == 200


def test_the_admin_takes_no_name_of_dots_either(browser, root):
    sent = {"username": "..", "password1": "ferries at nine", "password2": "ferries at nine",
            "usable_password": "true"}  # fmt: skip
    answer = browser(root).post("/admin/reader/reader/add/", sent)
    assert "needs more than dots" in answer.content.decode()
    assert not Reader.objects.filter(username="..").exists()


def test_signing_up_does_not_tell_whose_address_is_known(browser):
    make_reader("una", email="una@example.org")
    answers = []
    for name, address in (("one", "una@example.org"), ("two", "nobody@example.org")):
        sent = {"username": name, "email": address, "password1": "ferries at nine"}
        answer = browser().post("/accounts/signup/", sent)
        answers.append((answer.status_code, answer.get("Location"), answer.content))
    assert answers[0] == answers[1]
    assert browser().login(username="una", password=PASSWORD)


def test_an_address_that_two_accounts_name_lets_each_in_with_its_own_password(browser):
    make_reader("una", email="una@example.org")
    sent = {"username": "two", "email": "una@example.org", "password1": "ferries at nine"}
    browser().post("/accounts/signup/", sent)
    for name, password in (("una", PASSWORD), ("two", "ferries at nine")):
        client = browser()
        client.post(FRONT, {"login": "una@example.org", "password": password})
        assert name in client.get("/accounts/profile/").content.decode()


def bearing(secret):
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


def reset(browser, reader):
    client = browser()
    client.post("/accounts/password/reset/", {"email": reader.email})
    path = re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]
    form = client.get(path, follow=True)
    sent = {"password1": "ferries at ten", "password2": "ferries at ten"}
    client.post(form.request["PATH_INFO"], sent)


def change(client, **more):
    sent = {"oldpassword": PASSWORD, "password1": "ferries at ten", "password2": "ferries at ten"}
    return client.post("/accounts/password/change/", sent | more)


def test_a_reset_password_ends_every_session_and_every_token(browser):
    una = make_reader("una", email="una@example.org")
    elsewhere, (_, secret) = browser(una), Token.objects.hand_out(una, "e-reader")
    reset(browser, una)
    assert elsewhere.get("/highlights/").status_code == 302
    assert browser().get("/annotations/", **bearing(secret)).status_code == 401
    assert browser().login(username="una", password="ferries at ten")


def test_a_changed_password_ends_other_sessions_and_keeps_this_one(browser, una):
    here, elsewhere = browser(una), browser(una)
    change(here)
    assert here.get("/highlights/").status_code == 200
    assert elsewhere.get("/highlights/").status_code == 302


@pytest.mark.parametrize(("more", "left"), [({"end_tokens": "on"}, 0), ({}, 1)])
def test_a_changed_password_offers_to_end_the_tokens(browser, una, tam, more, left):
    Token.objects.hand_out(una, "e-reader")
    Token.objects.hand_out(tam, "another's")
    client = browser(una)
    box = re.search(r"<input[^>]*end_tokens[^>]*>", client.get("/accounts/password/change/").text)
    assert "checked" in box[0]
    change(client, **more)
    assert una.tokens.count() == left and tam.tokens.count() == 1
    assert browser().login(username="una", password="ferries at ten")


def test_nothing_is_said_of_tokens_to_whoever_has_none(browser, una):
    assert "end_tokens" not in browser(una).get("/accounts/password/change/").text


def test_a_password_from_whoever_keeps_the_library_ends_the_tokens_too(browser, root, una):
    Token.objects.hand_out(una, "e-reader")
    sent = {"password1": "ferries at ten", "password2": "ferries at ten",
            "usable_password": "true"}  # fmt: skip
    browser(root).post(f"/admin/reader/reader/{una.pk}/password/", sent)
    assert browser().login(username="una", password="ferries at ten")
    assert not una.tokens.exists()


def test_there_is_one_place_to_change_a_password(browser, root):
    assert browser(root).get("/admin/password_change/").url == "/accounts/password/change/"
    sent = {"old_password": PASSWORD, "new_password1": "ferries at ten",
            "new_password2": "ferries at ten"}  # fmt: skip
    browser(root).post("/admin/password_change/", sent)
    assert browser().login(username="root", password=PASSWORD)


def settings_of(tmp_path, names, **env):
    code = f"from reader import settings as s; print([getattr(s, n) for n in {names.split()}])"
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    given = {"SECRET_KEY": "x" * 60, "GLOSS_VAR": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=keep | given | env, cwd=now.ROOT,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ran.stdout.strip()


def test_browsers_are_asked_for_no_more_https_than_the_host_chose(tmp_path):
    names = "SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_HSTS_PRELOAD"
    assert settings_of(tmp_path, names) == "[False, False]"
    chosen = {"GLOSS_HSTS_SUBDOMAINS": "1", "GLOSS_HSTS_PRELOAD": "1"}
    assert settings_of(tmp_path, names, **chosen) == "[True, True]"
    seconds = int(settings_of(tmp_path, "SECURE_HSTS_SECONDS").strip("[]"))
    assert 0 < seconds <= 60 * 60 * 24 * 31


def test_a_session_is_kept_where_every_process_sees_its_end(tmp_path):
    assert "backends.db" in settings_of(tmp_path, "SESSION_ENGINE")
    shared = {"CACHE_URL": "redis://localhost:6379/0"}
    assert "cached_db" in settings_of(tmp_path, "SESSION_ENGINE", **shared)


def test_a_session_that_was_ended_elsewhere_is_ended_here(browser, una):
    client = browser(una)
    assert client.get("/highlights/").status_code == 200
    SessionStore(client.session.session_key).delete()  # as another process would: past the caches
    assert client.get("/highlights/").status_code == 302


def test_what_a_signed_in_reader_sees_is_kept_by_no_shared_cache(browser, una, chapter):
    paths = ("/", url(chapter), chapter.story.get_absolute_url(), "/highlights/", "/desk/",
             "/accounts/profile/", "/shelves/", "/nowhere/", "/readers/una/")  # fmt: skip
    for path in paths:
        kept = browser(una).get(path)["Cache-Control"]
        assert "private" in kept or "no-store" in kept, path
        assert "no-store" not in kept or path == "/highlights/", path
    for path in paths[:3]:
        assert "Cache-Control" not in browser().get(path), path


def test_the_demos_moderator_gets_in_by_the_front_door(browser, tam):
    change_role(tam, Role.MODERATOR)
    client = browser()
    client.post(FRONT, {"login": "tam", "password": PASSWORD})
    assert client.get("/admin/").status_code == 200
