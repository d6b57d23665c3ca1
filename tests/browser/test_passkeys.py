"""A passkey of the browser's: added, and signed in with, without a password. And the pages on which
a second step is set up, each without a fault that axe finds."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.factories import make_reader

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long password"
STEP = "/accounts/second-step/"
FINGERPRINT = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(open_context, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    page = open_context().new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": FINGERPRINT})
    return page


@pytest.fixture
def una():
    reader = make_reader("una")
    reader.set_password(PASSWORD)
    reader.save()
    return reader


def test_a_passkey_is_added_and_signs_in_alone(page, una, accessible):
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill("una")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(STEP)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    accessible(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("My thumb")
    accessible(page)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Recovery codes").first).to_be_visible()
    assert Authenticator.objects.filter(user=una, type="webauthn").count() == 1
    page.goto(STEP)
    expect(page.get_by_text("My thumb").first).to_be_visible()
    accessible(page)
    for part in ("totp/activate/", "recovery-codes/", "recovery-codes/generate/"):
        page.goto(f"{STEP}{part}")
        accessible(page)
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/highlights/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/highlights/")


def test_who_has_no_passkey_here_is_told_so(page):
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("That did not work")
