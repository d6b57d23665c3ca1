"""A reader’s own shelves in the catalog, for whoever has their password."""

import json
from base64 import b64encode

import pytest

from reader.models import Reader, Shelf
from tests.factories import make_reader
from tests.views.catalogs.opds.feeds import VERSIONS, titles

pytestmark = pytest.mark.django_db


def basic(name, password):
    return {"HTTP_AUTHORIZATION": f"Basic {b64encode(f'{name}:{password}'.encode()).decode()}"}


@pytest.mark.parametrize("version", VERSIONS)
def test_my_shelves_are_there_for_me_alone(browser, una, tam, stories, version):
    una.email = "una@example.org"
    una.save()
    Shelf.objects.named(una, "Sea").put(stories["Winter"])
    Shelf.objects.find(una, "later").put(stories["The Tide"])
    for path in ("shelves/", "shelves/later/", f"shelves/{Shelf.objects.get(name='Sea').pk}/"):
        refused = browser().get(version + path)
        assert refused.status_code == 401
        assert refused["WWW-Authenticate"].startswith("Basic realm=")
        assert refused["Content-Type"] == "application/opds-authentication+json"
        about = json.loads(refused.content)
        assert about["id"] and about["authentication"][0]["type"].endswith("/auth/basic")
    with_password = browser(**basic("una", "a long password"))
    for client in (browser(una), with_password, browser(**basic(una.email, "a long password"))):
        assert titles(client, version, "shelves/") == ["Reading", "For later", "Finished", "Sea"]
        assert titles(client, version, "shelves/later/") == ["The Tide"]
        assert titles(client, version, "shelves/reading/") == []
        answer = client.get(f"{version}shelves/")
        assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    sea = Shelf.objects.get(name="Sea")
    assert titles(with_password, version, f"shelves/{sea.key}/") == ["Winter"]
    assert browser(tam).get(f"{version}shelves/{sea.key}/").status_code == 404
    assert "sessionid" not in with_password.cookies


@pytest.mark.parametrize(
    "said",
    [
        basic("una", "wrong"),
        basic("una", ""),
        basic("nobody", "a long password"),
        basic("una\0", "a long password"),
        {"HTTP_AUTHORIZATION": "Basic ???"},
        {"HTTP_AUTHORIZATION": "Basic /w=="},
        {"HTTP_AUTHORIZATION": "Bearer x"},
    ],
)
def test_whoever_says_something_wrong_is_asked_again(browser, una, said):
    assert browser(**said).get("/opds/shelves/").status_code == 401


def test_a_locked_account_has_no_shelves(browser):
    make_reader("gone", is_active=False)
    assert browser(**basic("gone", "a long password")).get("/opds/shelves/").status_code == 401


def test_guessing_passwords_ends_as_it_does_at_the_door(browser, una):
    for _ in range(6):
        browser(**basic("una", "wrong")).get("/opds/shelves/")
    assert browser(**basic("una", "a long password")).get("/opds/shelves/").status_code == 401
    assert Reader.objects.get(pk=una.pk).is_active
