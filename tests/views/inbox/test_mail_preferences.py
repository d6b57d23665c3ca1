"""Choosing what one hears of by e-mail, on a page."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from reader.models import Digest, MailPreference, Notification
from reader.views.inbox.mail_preferences import LABELS
from tests.actions.mail.steps import make_reader_with_mail
from tests.factories import make_reader

pytestmark = pytest.mark.django_db
PAGE = "/inbox/mail/"
Kind, Time = Notification.Kind, MailPreference.Time


@pytest.fixture
def una():
    return make_reader_with_mail("una")


def html_of(browser, reader, path=PAGE):
    return browser(reader).get(path).content.decode()


def test_each_kind_has_a_choice_of_times_and_shows_the_present_one(browser, una):
    html = html_of(browser, una)
    assert html.count("<select") == len(Kind)
    chosen = dict(re.findall(r'<select name="(.+?)".*?value="([\w-]+)" selected', html, re.DOTALL))
    at_once = dict.fromkeys(["answer", "decision", "story"], "at-once")
    assert chosen == dict.fromkeys(Kind.values, "never") | at_once
    assert "una@example.org" in html
    assert set(LABELS) == set(Kind), "each is named as one speaks to its reader"


def test_what_is_chosen_is_kept_and_said_where_it_matters(browser, una):
    sent = dict.fromkeys(Kind.values, "weekly") | {"chapter": "daily", "answer": "never"}
    answer = browser(una).post(PAGE, sent)
    assert (answer.status_code, answer.url) == (303, PAGE)
    kept = MailPreference.objects.of(una)
    assert (kept["answer"], kept["chapter"], kept["comment"]) == ("never", "daily", "weekly")
    assert "By email: daily, weekly" in html_of(browser, una, "/inbox/")
    assert "Daily, weekly" in html_of(browser, una, "/accounts/profile/")


@pytest.mark.parametrize("sent", [{}, {"answer": "hourly"}, {"answer": ""}])
def test_what_makes_no_sense_changes_nothing(browser, una, sent):
    answer = browser(una).post(PAGE, dict.fromkeys(Kind.values, "daily") | sent if sent else {})
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert not una.mail_preferences.exists()


def test_a_visitor_is_asked_to_sign_in_first(browser):
    for answer in (browser().get(PAGE), browser().post(PAGE, {"answer": "daily"})):
        assert answer.url.startswith("/accounts/login/")


def test_an_address_that_is_not_confirmed_can_be_there_and_then(browser):
    una = make_reader("una", email="una@example.org")
    EmailAddress.objects.create(user=una, email=una.email, primary=True)
    html = html_of(browser, una)
    assert "una@example.org</b> is not confirmed yet" in html
    assert "By email: not yet" in html_of(browser, una, "/inbox/")
    client = browser(una)
    client.post("/accounts/email/", {"action_send": "", "email": una.email})
    confirm = re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", mail.outbox[0].body)[1]
    client.post(confirm)
    assert "By email: at once" in html_of(browser, una, "/inbox/")


def test_an_address_that_only_the_account_has_can_be_confirmed_too(browser):
    una = make_reader("una", email="una@example.org")
    client = browser(una)
    client.post("/accounts/email/", {"action_send": "", "email": una.email})
    assert mail.outbox[0].to == ["una@example.org"]


def test_who_has_no_address_is_led_to_where_one_is_given(browser):
    html = html_of(browser, make_reader("una"))
    assert "no email address" in html and 'href="/accounts/email/">Add an address' in html


def test_an_instance_without_a_server_for_mail_says_so(browser, una, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "sends no email" in html_of(browser, una)
    assert "By email: not yet" in html_of(browser, una, "/inbox/")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert "sends no email" not in html_of(browser, una)
    settings.SITE_URL = ""
    assert "sends no email" in html_of(browser, una)


def test_who_wants_none_is_told_so_whatever_is_missing(browser):
    una = make_reader("una")
    browser(una).post(PAGE, dict.fromkeys(Kind.values, "never"))
    assert "By email: never" in html_of(browser, una, "/inbox/")


def test_who_could_not_be_reached_sees_that(browser, una):
    Digest.objects.create(reader=una, message_id="<1@x>", state=Digest.State.GIVEN_UP)
    assert "did not arrive" in html_of(browser, una)
    Digest.objects.create(reader=una, message_id="<2@x>", state=Digest.State.SENT)
    assert "did not arrive" not in html_of(browser, una)
