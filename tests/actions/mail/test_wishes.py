"""Who is written to, of what, and when: as they wish, and nobody else."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.mail import gather_digests as gathering
from reader.actions.mail.choose_mail import choose_mail
from reader.actions.mail.gather_digests import gather_digests, something_to_gather
from reader.actions.mail.mail_server import site_url
from reader.actions.mail.mail_times import next_time
from reader.actions.mail.send_digests import something_to_send
from reader.actions.margin.thank import thank
from reader.actions.people.leave import leave
from reader.actions.revising.revise import revise
from reader.models import Digest, Notification
from reader.models.people.shelf import Shelf
from tests.actions.mail.steps import (
    Kind,
    Time,
    a_week_later,
    confirm,
    later,
    make_reader_with_mail,
    work,
)
from tests.factories import TEXT, highlight, make_chapter, make_reader, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def una():
    return make_reader_with_mail("una")


def answer(chapter, una, tam, words="Because."):
    return say(chapter, words, tam, to=say(chapter, "Why?", una))


def test_who_chose_nothing_hears_of_answers_at_once_and_of_nothing_else(chapter, una, tam):
    Shelf(reader=una, kind=Shelf.Kind.READING).put(chapter.story)
    work()
    say(chapter, "Goats!", una, on="two goats")
    say(chapter, "Goats.", tam, on="two goats")
    make_chapter(story=chapter.story)
    assert work() == []
    assert una.notifications.count() == 2
    answer(chapter, una, tam)
    (letter,) = work()
    assert letter.to == ["una@example.org"]
    assert "Because." in letter.body and "Goats" not in letter.body
    assert not something_to_gather() and not something_to_send()


def test_one_reader_for_whom_it_fails_keeps_nobody_elses_mail_back(
    chapter, una, tam, monkeypatch, caplog
):
    ida = make_reader_with_mail("ida")
    answer(chapter, una, tam)
    answer(chapter, ida, tam)
    gather_for = gathering._gather_for

    def gather(reader, now):
        if reader == una.pk:
            raise ValueError("Something odd.")
        gather_for(reader, now)

    with monkeypatch.context() as odd:
        odd.setattr(gathering, "_gather_for", gather)
        (letter,) = work()
        assert letter.to == ["ida@example.org"]
        assert "Something odd." in caplog.text
        assert not something_to_gather()  # nobody is asked again every few seconds
    later(hours=1)
    (letter,) = work()
    assert letter.to == ["una@example.org"]


def test_nothing_is_sent_before_the_address_is_confirmed(chapter, tam):
    una = make_reader("una", email="una@example.org")
    EmailAddress.objects.create(user=una, email=una.email, primary=True)
    answer(chapter, una, tam)
    assert work() == []
    EmailAddress.objects.update(verified=True)
    assert work() == [], "it happened before"
    answer(chapter, una, tam)
    assert len(work()) == 1


@pytest.mark.parametrize("change", ["email", "address", "inactive", "left"])
def test_nothing_is_sent_to_an_address_that_is_theirs_no_more(chapter, una, tam, change):
    answer(chapter, una, tam)
    notify_readers()
    gather_digests()
    assert Digest.objects.get().reader == una
    if change == "email":
        una.email = "new@example.org"
        una.save()
    elif change == "address":
        EmailAddress.objects.update(email="new@example.org", verified=False)
    elif change == "inactive":
        una.is_active = False
        una.save()
    else:
        leave(una, comments=True, stories=True)
    assert work() == []
    answer(chapter, una, tam)
    assert work() == []
    assert not Digest.objects.exists()


def test_daily_and_weekly_come_in_one_digest_at_their_hour(chapter, una, tam):
    choose_mail(una, {Kind.ANSWER: Time.DAILY, Kind.THREAD: Time.WEEKLY})
    answer(chapter, una, tam)
    say(chapter, "Goats!", una, on="two goats")
    say(chapter, "Goats.", tam, on="two goats")
    assert work() == []
    assert not something_to_gather(), "nobody looks at it again before its hour"
    hours = [timezone.localtime(row.mail_at) for row in una.notifications.order_by("pk")]
    assert {(hour.hour, hour.minute, hour.second) for hour in hours} == {(8, 0, 0)}
    assert hours[1].weekday() == 0
    a_week_later()
    (letter,) = work()
    assert "Because." in letter.body and "Goats." in letter.body
    a_week_later()
    assert work() == []


def test_who_changes_their_mind_gets_what_waits_as_they_wish_now(chapter, una, tam):
    choose_mail(una, {Kind.ANSWER: Time.WEEKLY})
    answer(chapter, una, tam)
    assert work() == []
    choose_mail(una, {Kind.ANSWER: Time.AT_ONCE})
    assert len(work()) == 1
    choose_mail(una, {Kind.ANSWER: Time.DAILY})
    answer(chapter, una, tam)
    work()
    choose_mail(una, {Kind.ANSWER: Time.NEVER})
    a_week_later()
    assert work() == [] and not something_to_gather()


def test_who_wishes_nothing_after_it_was_gathered_gets_nothing(chapter, una, tam, monkeypatch):
    answer(chapter, una, tam)
    monkeypatch.setattr("tests.actions.mail.steps.send_digests", lambda: None)
    work()
    assert something_to_send()
    monkeypatch.undo()
    choose_mail(una, {Kind.ANSWER: Time.NEVER})
    assert work() == []


def test_what_happens_at_once_again_and_again_comes_together(chapter, una, tam):
    answer(chapter, una, tam, "First.")
    assert len(work()) == 1
    answer(chapter, una, tam, "Second.")
    answer(chapter, una, tam, "Third.")
    assert work() == [] and not something_to_gather()
    later(minutes=10)
    (letter,) = work()
    assert "Second." in letter.body and "Third." in letter.body and "First." not in letter.body


def test_there_are_preferences_for_every_kind_there_is(una):
    choose_mail(una, dict.fromkeys(Kind, Time.AT_ONCE))
    assert una.mail_preferences.count() == len(Kind)
    longest = Notification._meta.get_field("kind").max_length
    assert una.mail_preferences.model._meta.get_field("kind").max_length >= longest


def test_without_a_server_for_mail_nothing_waits_for_one(chapter, una, tam, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    answer(chapter, una, tam)
    assert work() == [] and not something_to_gather()


def test_an_instance_that_does_not_know_its_address_refuses_to_write(
    chapter, una, tam, settings, caplog
):
    settings.SITE_URL = ""
    answer(chapter, una, tam)
    assert work() == [] and not something_to_gather()
    assert "GLOSS_URL" in caplog.text


@pytest.mark.parametrize(
    ("said", "hosts", "path", "url"),
    [
        ("https://read.example.org/", ["x.org"], None, "https://read.example.org"),
        ("https://read.example.org/gloss/", [], "/gloss", "https://read.example.org"),
        ("http://127.0.0.1:8000", [], None, "http://127.0.0.1:8000"),
        (
            "",
            ["localhost", "127.0.0.1", "read.example.org", "b.org"],
            None,
            "http://read.example.org",
        ),
        ("", ["*", ".example.org", "[::1]"], None, ""),
        ("read.example.org", ["x.org"], None, ""),
        ("https://read.example.org/elsewhere", [], None, ""),
        ("https://a.org>\r\nBcc: x", [], None, ""),
    ],
)
def test_the_address_is_as_said_or_else_the_first_host_with_a_name(
    settings, said, hosts, path, url
):
    settings.SITE_URL, settings.ALLOWED_HOSTS = said, hosts
    settings.FORCE_SCRIPT_NAME = path
    assert site_url() == url


def test_many_are_written_to_and_each_alone(chapter, tam):
    una, bea = make_reader_with_mail("una"), make_reader_with_mail("bea")
    answer(chapter, una, tam, "To una.")
    answer(chapter, bea, tam, "To bea.")
    work()
    assert sorted(letter.to for letter in mail.outbox) == [["bea@example.org"], ["una@example.org"]]
    for letter in mail.outbox:
        name = letter.to[0].split("@")[0]
        assert f"To {name}." in letter.body
        assert not letter.cc and not letter.bcc


@pytest.mark.parametrize(
    ("time", "now", "then"),
    [
        (Time.AT_ONCE, "2026-03-27 09:01", "2026-03-27 09:01"),
        (Time.DAILY, "2026-03-27 07:59", "2026-03-27 08:00"),
        (Time.DAILY, "2026-03-27 08:00", "2026-03-27 08:00"),
        (Time.DAILY, "2026-03-28 08:01", "2026-03-29 08:00"),  # clocks go forward that night
        (Time.WEEKLY, "2026-03-27 09:00", "2026-03-30 08:00"),
        (Time.WEEKLY, "2026-03-30 08:00", "2026-03-30 08:00"),
        (Time.WEEKLY, "2026-03-30 08:01", "2026-04-06 08:00"),
    ],
)
def test_mail_goes_out_at_eight_by_the_instances_clock(time, now, then):
    zone = ZoneInfo("Europe/Berlin")
    with timezone.override(zone):
        found = next_time(time, datetime.fromisoformat(now).replace(tzinfo=zone))
        assert found == datetime.fromisoformat(then).replace(tzinfo=zone)


def test_confirmed_addresses_are_compared_without_case(chapter, tam):
    una = make_reader("una", email="Una@Example.org")
    confirm(una)
    answer(chapter, una, tam)
    assert len(work()) == 1


def test_what_joins_a_row_that_was_mailed_is_mailed_only_where_it_says_something_new(chapter):
    una = make_reader_with_mail("una", revised="at-once")
    highlight(chapter, "two goats", una)
    highlight(chapter, "a widow", una)
    for words, letters in (("two sheep", 1), ("two cows", 0)):
        revise(chapter, TEXT.replace("two goats", words), by=chapter.story.author)
        later(minutes=15)
        assert len(work()) == letters
        assert una.notifications.get().digest
    revise(chapter, TEXT.replace("two goats, a widow", "two cows, a widower"), by=None)
    later(minutes=15)
    assert len(work()) == 1
    assert len(una.notifications.get().marks) == 2


def test_thanks_that_join_a_row_that_was_mailed_repeat_nothing(chapter, tam):
    una = make_reader_with_mail("una", thanks="at-once")
    said = say(chapter, "Goats!", una)
    thank(tam, said)
    assert len(work()) == 1
    later(minutes=15)
    thank(make_reader("pim"), said)
    assert work() == []
    una.notifications.all().read(una)
    thank(make_reader("bea"), said)
    (letter,) = work()
    assert "bea" in letter.body and "tam" not in letter.body


def test_a_name_that_an_edit_adds_is_mailed_where_the_comment_was_not(chapter, tam):
    una = make_reader_with_mail("una", thread="never", mention="at-once")
    say(chapter, "Goats!", una, on="two goats")
    said = say(chapter, "Goats.", tam, on="two goats")
    assert work() == []
    said.edit("Goats, @una.")
    (letter,) = work()
    assert "named you" in letter.body
    assert work() == []
