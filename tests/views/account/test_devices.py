"""Where a reader is signed in: each device, and signing out there."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from reader.management.housekeeping import clear_sessions
from tests.factories import make_reader

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"
LIST = "/accounts/devices/"
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def signed_in(name, user_agent):
    client = Client(headers={"User-Agent": user_agent})
    client.post("/accounts/login/", {"login": name, "password": PASSWORD})
    return client


def is_signed_in(client):
    return client.get(LIST).status_code == 200


def shown(client):
    return " ".join(client.get(LIST).content.decode().split())


@pytest.fixture
def una():
    reader = make_reader("una")
    reader.set_password(PASSWORD)
    reader.save()
    return reader


def test_one_sees_where_one_is_signed_in_and_signs_out_there(una):
    laptop, phone = signed_in("una", LAPTOP), signed_in("una", PHONE)
    page = shown(laptop)
    assert "Firefox on Linux" in page and "Firefox on Android" in page
    assert page.count("This device") == 1 and page.count("Sign out there") == 1
    other = UserSession.objects.get(user_agent=PHONE)
    answer = laptop.post(f"{LIST}{other.pk}/sign-out/", follow=True)
    assert "You are signed out there." in answer.content.decode()
    assert not is_signed_in(phone) and is_signed_in(laptop)


def test_one_signs_out_everywhere_else_at_once(una):
    laptop, phone, third = (signed_in("una", agent) for agent in (LAPTOP, PHONE, "Else/1"))
    assert "Sign out on all other devices" in shown(laptop)
    unlisted = Client()
    unlisted.force_login(una)
    assert UserSession.objects.count() == 3
    tam = Client()
    tam.force_login(make_reader("tam"))
    laptop.post(f"{LIST}others/sign-out/")
    assert not is_signed_in(unlisted) and is_signed_in(tam)
    assert not is_signed_in(phone) and not is_signed_in(third) and is_signed_in(laptop)


def test_nobody_signs_anybody_else_out_or_themselves_here(una):
    make_reader("tam").set_password(PASSWORD)
    stranger = Client()
    stranger.force_login(make_reader("kit"))
    laptop = signed_in("una", LAPTOP)
    here = UserSession.objects.get(user=una)
    for client in (stranger, laptop):
        assert client.post(f"{LIST}{here.pk}/sign-out/").status_code == 404
    stranger.post(f"{LIST}others/sign-out/")
    assert is_signed_in(laptop)
    assert Client().get(LIST).status_code == 302
    assert laptop.get(f"{LIST}{here.pk}/sign-out/").status_code == 405


def test_a_device_on_which_one_was_signed_in_before_is_listed_when_one_looks(una):
    client = Client(headers={"User-Agent": LAPTOP})
    client.force_login(una)
    assert shown(client).count("Firefox on Linux") == 1


def test_another_password_signs_out_on_the_other_devices(una):
    laptop, phone = signed_in("una", LAPTOP), signed_in("una", PHONE)
    new = "ferries at nine"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    laptop.post("/accounts/password/change/", sent)
    assert not is_signed_in(phone)
    assert "Firefox on Android" not in shown(laptop)


def test_devices_are_forgotten_with_their_sessions(una):
    signed_in("una", LAPTOP)
    signed_in("una", PHONE)
    gone = UserSession.objects.get(user_agent=PHONE)
    Session.objects.filter(session_key=gone.session_key).delete()
    clear_sessions.func()
    assert UserSession.objects.get().user_agent == LAPTOP
