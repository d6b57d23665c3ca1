"""Signing up by the hundred: a field nobody sees, the time a person takes, the house's question,
and addresses that moderators refuse."""

import re

import pytest

from reader.models import HeldWord, Reader
from reader.web import signup_checks
from reader.web.signup_checks import FILLED, TOO_QUICK, WRONG_ANSWER
from tests.factories import make_reader

pytestmark = pytest.mark.django_db
SIGNUP = "/accounts/signup/"
SENT = {"username": "new", "password1": "ferries at nine"}


@pytest.fixture
def clock(monkeypatch, settings):
    """The time, which goes on as it is told to."""
    settings.SIGNUP_SECONDS, now = 2, [1_000_000.0]
    monkeypatch.setattr(signup_checks.time, "time", lambda: now[0])
    return now


def opened(page):
    return re.search(r'name="opened" value="([^"]+)"', page.text)[1]


def test_a_field_that_nobody_sees_stays_empty(browser):
    assert re.search(r"<p hidden>.*homepage", browser().get(SIGNUP).text)
    answer = browser().post(SIGNUP, SENT | {"homepage": "https://spam.example"})
    assert FILLED in answer.text and not Reader.objects.exists()


def test_whoever_takes_their_time_signs_up(browser, clock):
    page = browser().get(SIGNUP)
    clock[0] += 5
    browser().post(SIGNUP, SENT | {"opened": opened(page)})
    assert Reader.objects.count() == 1


def test_a_program_is_too_quick_and_a_person_only_presses_again(browser, clock):
    page = browser().get(SIGNUP)
    answer = browser().post(SIGNUP, SENT | {"opened": opened(page)})
    assert TOO_QUICK in answer.text and 'value="new"' in answer.text
    clock[0] += 2
    browser().post(SIGNUP, SENT | {"opened": opened(answer)})
    assert Reader.objects.count() == 1


@pytest.mark.parametrize("made_up", ["", "999999", "999999:x", "\u0627"])
def test_a_moment_is_not_made_up(browser, clock, made_up):
    browser().post(SIGNUP, SENT | {"opened": made_up})
    assert not Reader.objects.exists()


def test_a_form_is_not_kept_for_ever(browser, clock):
    page = browser().get(SIGNUP)
    clock[0] += 2 * signup_checks.LONGEST
    browser().post(SIGNUP, SENT | {"opened": opened(page)})
    assert not Reader.objects.exists()


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [("Winter Tide", True), ("  WINTER  tide ", True), ("tide", True), ("summer", False), ("", 0)],
)
def test_the_question_of_the_house_is_answered(browser, settings, answer, is_right):
    settings.SIGNUP_QUESTION = "What is the longest story here called?"
    settings.SIGNUP_ANSWERS = ["Winter Tide", "tide"]
    assert settings.SIGNUP_QUESTION in browser().get(SIGNUP).text
    page = browser().post(SIGNUP, SENT | {"answer": answer})
    assert Reader.objects.exists() == bool(is_right)
    if answer and not is_right:
        assert WRONG_ANSWER in page.text and f'value="{answer}"' in page.text


def test_nobody_is_asked_where_the_house_has_no_question_or_lets_in_by_invitation(
    browser, settings
):
    assert "answer" not in browser().get(SIGNUP).context["form"].fields
    settings.SIGNUP_QUESTION, settings.SIGNUP_ANSWERS = "Why?", ["so"]
    settings.SIGNUP = "invite"
    assert "Why?" not in browser().get(SIGNUP).text


@pytest.mark.parametrize(
    ("refused", "address", "is_refused"),
    [
        ("spam.example", "me@spam.example", True),
        ("spam.example", "Me@Mail.SPAM.example", True),
        ("spam.example", "me@notspam.example", False),
        ("me@mail.example", "me@mail.example", True),
        ("me@mail.example", "you@mail.example", False),
    ],
)
def test_an_address_that_moderators_refuse_is_not_used(browser, refused, address, is_refused):
    HeldWord.objects.create(kind="address", text=refused)
    answer = browser().post(SIGNUP, SENT | {"email": address})
    assert ("cannot be used here" in answer.text) == is_refused
    assert Reader.objects.exists() != is_refused
    client = browser(make_reader("una"))
    client.post("/accounts/email/", {"action_add": "", "email": address})
    assert (address in client.get("/accounts/email/").text) != is_refused
