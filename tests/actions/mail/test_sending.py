"""Each mail is sent once at most, whatever the server says and whatever dies."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from reader.actions.mail import send_digests as sending
from reader.actions.mail.send_digests import forget_old_digests, send_digests, something_to_send
from reader.models import Digest
from tests.actions.mail.steps import later, make_reader_with_mail, work
from tests.factories import say

pytestmark = pytest.mark.django_db
State = Digest.State


class Server(EmailBackend):
    """A mail server that refuses, or breaks off, as a test has it."""

    on_open = on_letter = None
    asked = 0

    def open(self):
        if Server.on_open:
            raise Server.on_open

    def send_messages(self, letters):
        Server.asked += 1
        error = Server.on_letter and Server.on_letter(letters[0])
        if error:
            raise error
        return super().send_messages(letters)


@pytest.fixture(autouse=True)
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.on_open = Server.on_letter = None
    Server.asked = 0
    return Server


@pytest.fixture
def una(chapter, tam):
    """A reader for whom a mail waits to be made."""
    una = make_reader_with_mail("una")
    say(chapter, "Because.", tam, to=say(chapter, "Why?", una))
    return una


def refuse(code):
    return lambda letter: SMTPDataError(code, b"no")


def test_what_was_sent_is_not_sent_again(una):
    assert len(work()) == 1
    later(days=9)
    assert work() == [] and not something_to_send()
    assert una.digests.get().state == State.SENT


def test_without_a_connection_all_waits_and_comes_when_there_is_one(una, server, caplog):
    server.on_open = ConnectionRefusedError("closed")
    assert work() == [] and server.asked == 0
    assert "no connection" in caplog.text
    assert not something_to_send(), "it is not tried all the time"
    server.on_open = None
    later(minutes=5)
    assert len(work()) == 1
    assert una.digests.get().attempts == 1


def test_a_refused_one_is_tried_again_ever_later_then_given_up_aloud(una, server, caplog):
    server.on_letter = refuse(451)
    work()
    for pause in sending.PAUSES:
        assert not something_to_send()
        later(seconds=pause.total_seconds())
        work()
    digest = una.digests.get()
    assert (digest.state, digest.attempts) == (State.GIVEN_UP, 5)
    assert "451" in digest.refusal
    assert [record.levelname for record in caplog.records].count("ERROR") == 1
    server.on_letter = None
    later(days=3)
    assert work() == []


def test_one_that_was_refused_at_first_keeps_its_name(una, server):
    server.on_letter = refuse(451)
    work()
    name = una.digests.get().message_id
    server.on_letter = None
    later(minutes=10)
    assert [letter.extra_headers["Message-ID"] for letter in work()] == [name]


def test_an_address_that_is_refused_stops_nobody_else(una, chapter, tam, server):
    bea = make_reader_with_mail("bea")
    say(chapter, "Because.", tam, to=say(chapter, "Why?", bea))

    def refuse_una(letter):
        return SMTPRecipientsRefused({"x": (550, b"who?")}) if "una" in letter.to[0] else None

    server.on_letter = refuse_una
    assert [letter.to for letter in work()] == [["bea@example.org"]]


@pytest.mark.parametrize("error", [SMTPServerDisconnected("gone"), TimeoutError(), ValueError()])
def test_where_nobody_knows_if_it_went_it_is_not_sent_again(una, server, error, caplog):
    server.on_letter = lambda letter: error
    work()
    server.on_letter = None
    later(days=3)
    assert work() == [] and server.asked == 1
    assert una.digests.get().state == State.INTERRUPTED
    assert una.notifications.unread().exists(), "the inbox has it still"
    assert "is not sent again" in caplog.text


def test_a_worker_that_is_killed_as_it_sends_sends_nothing_twice(una, server):
    class Killed(BaseException):
        pass

    server.on_letter = lambda letter: Killed()
    with pytest.raises(Killed):
        work()
    server.on_letter = None
    later(days=3)
    assert work() == []
    Digest.objects.update(tried_at=timezone.now() - timedelta(hours=2))
    forget_old_digests()
    assert una.digests.get().state == State.INTERRUPTED


def test_a_mail_that_cannot_be_made_stops_nobody_else(una, chapter, tam, monkeypatch):
    bea = make_reader_with_mail("bea")
    say(chapter, "Because.", tam, to=say(chapter, "Why?", bea))
    make = sending.letter_of

    def make_but_una(digest):
        if digest.reader == una:
            raise ValueError
        return make(digest)

    monkeypatch.setattr(sending, "letter_of", make_but_una)
    assert [letter.to for letter in work()] == [["bea@example.org"]]
    monkeypatch.undo()
    later(minutes=10)
    assert [letter.to for letter in work()] == [["una@example.org"]]


def test_two_workers_never_send_the_same(una, server):
    def send_too(letter):
        server.on_letter = None
        send_digests()

    server.on_letter = send_too
    work()
    assert len(mail.outbox) == 1


def test_the_worker_sends_for_some_seconds_and_goes_on_later(una, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", -1)
    assert work() == []
    monkeypatch.undo()
    assert something_to_send()
    assert len(work()) == 1


def test_old_digests_are_forgotten_and_what_they_told_is_not(una):
    work()
    later(days=40)
    forget_old_digests()
    assert not Digest.objects.exists()
    assert una.notifications.get().digest is None
    assert work() == []
