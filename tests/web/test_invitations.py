"""Getting in by invitation, where not everybody may make an account."""

import pytest

from reader.models import Invitation, Reader
from reader.web.accounts import SignupForm
from tests.factories import make_reader

pytestmark = pytest.mark.django_db
SENT = {"username": "newcomer", "password1": "ferries at nine"}


@pytest.fixture(autouse=True)
def _by_invitation(settings):
    settings.SIGNUP = "invite"


@pytest.fixture
def invitation():
    return Invitation.objects.create(to="Tam")


def test_a_link_lets_one_person_in(browser, invitation):
    client, other = browser(), browser()
    assert "Username" in client.get(invitation.get_absolute_url()).content.decode()
    assert "Username" in other.get(invitation.get_absolute_url()).content.decode()
    client.post("/accounts/signup/", SENT)
    invitation.refresh_from_db()
    assert invitation.used_by.username == "newcomer"
    other.post("/accounts/signup/", SENT | {"username": "late"})
    assert not Reader.objects.filter(username="late").exists()
    assert "have been used" in other.get(invitation.get_absolute_url()).content.decode()


@pytest.mark.parametrize("link", ["", "?invitation=", "?invitation=nonsense", "?invitation=%00"])
def test_nobody_gets_in_without_one(browser, invitation, link):
    client = browser()
    client.get(f"/accounts/signup/{link}")
    client.post(f"/accounts/signup/{link}", SENT)
    assert not Reader.objects.exists()


def test_a_refused_form_costs_no_invitation(browser, invitation):
    client = browser()
    client.get(invitation.get_absolute_url())
    client.post("/accounts/signup/", SENT | {"password1": "short"})
    assert Invitation.objects.waiting(invitation.code).exists()
    client.post("/accounts/signup/", SENT)
    assert Reader.objects.get().invitation == invitation


def test_of_two_at_the_same_moment_one_gets_in(browser, invitation, monkeypatch):
    client, quicker = browser(), make_reader("quicker")
    client.get(invitation.get_absolute_url())
    clean = SignupForm.clean

    def overtaken(self):
        Invitation.objects.use(invitation.code, by=quicker)
        return clean(self)

    monkeypatch.setattr(SignupForm, "clean", overtaken)
    assert client.post("/accounts/signup/", SENT).status_code == 403
    assert not Reader.objects.filter(username="newcomer").exists()


def test_the_keeper_makes_them_in_the_admin(browser, invitation):
    keeper = Reader.objects.create_superuser("keeper", password="x")
    client = browser(keeper)
    client.post("/admin/reader/invitation/add/", {"to": "Ines"})
    made = Invitation.objects.get(to="Ines")
    assert made.made_by == keeper
    html = client.get("/admin/reader/invitation/").content.decode()
    assert f"?invitation={made.code}" in html
    client.get(f"/admin/reader/invitation/{made.pk}/change/")
