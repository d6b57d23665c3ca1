"""Unsubscribing by the link in a mail: one press, by whoever has the mail, and nobody else."""

import re

import pytest
from django.test import Client

from reader.actions.mail.unsubscribe import Subscription
from reader.actions.people.leave import leave
from reader.models import MailPreference, Notification
from tests.actions.mail.steps import as_received, make_reader_with_mail, parts, work
from tests.factories import say

pytestmark = pytest.mark.django_db
Kind, Time = Notification.Kind, MailPreference.Time
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def una():
    return make_reader_with_mail("una", answer="at-once", comment="daily", chapter="weekly")


def test_a_mail_program_unsubscribes_with_one_request(chapter, una, tam):
    say(chapter, "Because.", tam, to=say(chapter, "Why?", una))
    header = as_received(work()[0])["List-Unsubscribe"]
    path = re.fullmatch(r"<https://gloss.example(/inbox/mail/stop/\S+/)>", header.strip())[1]
    answer = Client(enforce_csrf_checks=True).post(path, ONE_CLICK)
    assert answer.status_code == 200 and not answer.cookies
    kept = MailPreference.objects.of(una)
    assert (kept["answer"], kept["comment"], kept["chapter"]) == ("never", "daily", "weekly")
    say(chapter, "Because.", tam, to=say(chapter, "Why?", una))
    assert work() == []


def test_what_only_looks_at_the_link_changes_nothing(browser, una):
    url = f"/inbox/mail/stop/{Subscription(una.pk, Kind.ANSWER).token}/"
    for client in (browser(), browser(una)):
        answer = client.get(url)
        assert answer.status_code == 200 and "Stop this email" in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        client.head(url)
    assert MailPreference.objects.of(una)["answer"] == Time.AT_ONCE


def test_a_person_presses_a_button_and_may_stop_all(browser, una):
    url = f"/inbox/mail/stop/{Subscription(una.pk, Kind.ANSWER).token}/"
    html = browser().post(url).content.decode()
    assert "Answers to your comments" in html
    stop_all = re.search(r'action="(/inbox/mail/stop/[^"]+)"', html)[1]
    assert "no more email from here" in browser().post(stop_all).content.decode()
    assert set(MailPreference.objects.of(una).values()) == {Time.NEVER}


def test_each_form_of_a_mail_has_links_to_stop_its_kind_and_all(chapter, una, tam, browser):
    say(chapter, "Because.", tam, to=say(chapter, "Why?", una))
    for text in parts(work()[0]):
        links = re.findall(r"https://gloss.example(/inbox/mail/stop/[^\s\"]+)", text)
        assert len(links) == 2
        assert "Answers to your comments" in browser().get(links[0]).content.decode()
        assert "all email" in browser().get(links[1]).content.decode()


def test_nobody_makes_a_link_for_another(browser, una):
    good = Subscription(una.pk, Kind.ANSWER).token
    other = good.replace(f"{una.pk}:", f"{una.pk + 1}:", 1)
    wider = good.replace("answer", "all")
    for token in (other, wider, good[:-1], good + "x", "x", "1:all", "²:all:x", ":"):
        for client in (browser(), browser(una)):
            assert client.post(f"/inbox/mail/stop/{token}/").status_code == 404, token
    assert MailPreference.objects.of(una)["answer"] == Time.AT_ONCE


def test_a_kind_that_there_is_no_more_stands_for_all(browser, una):
    token = Subscription(una.pk, "fax").token
    assert browser().post(f"/inbox/mail/stop/{token}/").status_code == 200
    assert set(MailPreference.objects.of(una).values()) == {Time.NEVER}


def test_who_has_left_is_told_the_same_and_nothing_comes_back(browser, una):
    token = Subscription(una.pk, None).token
    leave(una, comments=True, stories=True)
    assert browser().post(f"/inbox/mail/stop/{token}/").status_code == 200
    assert not MailPreference.objects.exists()
