"""A second step of signing in: a code of an app, a code that was kept, a passkey; and moderators
of whom the host asks it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from tests.factories import make_reader

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"
STEP = "/accounts/second-step/"


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.fixture
def una():
    reader = make_reader("una")
    reader.set_password(PASSWORD)
    reader.save()
    return reader


def signing_in(name="una"):
    client = Client()
    return client, client.post(
        "/accounts/login/?next=/highlights/", {"login": name, "password": PASSWORD}
    )


def with_app(client):
    """Set up an app by the page's own words, after saying the password once more; the secret."""
    asked = client.get(f"{STEP}totp/activate/").url
    back = client.post(asked, {"password": PASSWORD, "next": f"{STEP}totp/activate/"}).url
    assert back == f"{STEP}totp/activate/"
    page = client.get(f"{STEP}totp/activate/").content.decode()
    secret = re.search(r'<code class="secret"[^>]*>([A-Z2-7]+)<', page)[1]
    answer = client.post(f"{STEP}totp/activate/", {"code": code_of(secret)})
    assert answer.status_code == 302
    return secret


def test_who_has_an_app_is_asked_for_its_code_and_comes_to_where_they_were(una):
    client, _ = signing_in()
    secret = with_app(client)
    again, answer = signing_in()
    assert answer.url == f"{STEP}authenticate/?next=%2Fhighlights%2F" or STEP in answer.url
    assert again.get("/highlights/").status_code == 302, "not signed in yet"
    wrong = again.post(f"{STEP}authenticate/", {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    assert again.get("/highlights/").status_code == 302
    right = again.post(f"{STEP}authenticate/", {"code": code_of(secret)})
    assert right.url == "/highlights/"
    assert again.get("/highlights/").status_code == 200


def test_a_code_that_was_kept_lets_one_in_once(una):
    client, _ = signing_in()
    with_app(client)
    client.post(f"{STEP}recovery-codes/generate/")
    page = client.get(f"{STEP}recovery-codes/").content.decode()
    codes = re.findall(r"<li><code>(\d+)</code></li>", page)
    assert len(codes) == 10
    again, _ = signing_in()
    assert again.post(f"{STEP}authenticate/", {"code": codes[0]}).url == "/highlights/"
    third, _ = signing_in()
    assert third.post(f"{STEP}authenticate/", {"code": codes[0]}).status_code == 200
    assert codes[0] not in client.get(f"{STEP}recovery-codes/").content.decode()


def test_an_app_is_removed_again(una):
    client, _ = signing_in()
    with_app(client)
    assert "An app is set up" in client.get(STEP).content.decode()
    client.post(f"{STEP}totp/deactivate/")
    assert not Authenticator.objects.exists()
    _, answer = signing_in()
    assert answer.url == "/highlights/"


def test_codes_are_not_guessed(una):
    client, _ = signing_in()
    secret = with_app(client)
    guessing, _ = signing_in()
    for _ in range(10):
        guessing.post(f"{STEP}authenticate/", {"code": "000000"})
    guessing.post(f"{STEP}authenticate/", {"code": code_of(secret)})
    assert guessing.get("/highlights/").status_code == 302


def test_moderators_of_whom_the_host_asks_it_set_one_up_first(una, settings):
    settings.MODERATORS_SECOND_STEP = True
    moderator = make_reader("mod", is_staff=True)
    moderator.set_password(PASSWORD)
    moderator.save()
    client, _ = signing_in("mod")
    browser = {"Accept": "text/html"}
    assert client.get("/", headers=browser).url == STEP
    refused = client.post("/look/", {"theme": "sepia"}, headers={"HX-Request": "true"})
    assert refused.status_code == 403 and "second step" in refused.content.decode()
    assert "Moderators need a second step" in client.get(STEP).content.decode()
    with_app(client)
    assert client.get("/", headers=browser).status_code == 200
    client.post(f"{STEP}totp/deactivate/")
    assert Authenticator.objects.filter(user=moderator).exists(), "the last one stays"
    reader, _ = signing_in("una")
    assert reader.get("/").status_code == 200
    assert Client().get("/").status_code == 200


def test_nobody_meets_the_second_step_of_another(una):
    client, _ = signing_in()
    with_app(client)
    tam = make_reader("tam")
    other = Client()
    other.force_login(tam)
    assert "An app is set up" not in other.get(STEP).content.decode()
    key = Authenticator.objects.create(user=una, type="webauthn", data={"name": "A key"})
    other.post(f"{STEP}webauthn/keys/{key.pk}/remove/")
    assert Authenticator.objects.filter(pk=key.pk).exists()
