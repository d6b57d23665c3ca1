"""What tests about mail do again and again."""

from datetime import timedelta
from email import message_from_bytes, policy

import django
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.mail.choose_mail import choose_mail
from reader.actions.mail.gather_digests import gather_digests
from reader.actions.mail.send_digests import send_digests
from reader.models import Digest, MailPreference, Notification
from tests.factories import make_reader

Kind, Time = Notification.Kind, MailPreference.Time


def make_reader_with_mail(username, **times):
    """A reader whose address is confirmed, and who hears of these kinds at these times."""
    reader = make_reader(username, email=f"{username}@example.org")
    confirm(reader)
    choose_mail(reader, {Kind(kind): Time(time) for kind, time in times.items()})
    return reader


def confirm(reader):
    EmailAddress.objects.create(user=reader, email=reader.email, primary=True, verified=True)


def work():
    """What the worker does: tell, decide, send. Gives what was sent by it."""
    before = len(mail.outbox)
    notify_readers()
    gather_digests()
    send_digests()
    return mail.outbox[before:]


def later(**pause):
    """Let all that waits have waited for so long."""
    pause = timedelta(**pause)
    for row in Notification.objects.exclude(mail_at=None):
        Notification.objects.filter(pk=row.pk).update(mail_at=row.mail_at - pause)
    for row in Digest.objects.all():
        moved = {"made_at": row.made_at - pause, "try_at": row.try_at - pause}
        Digest.objects.filter(pk=row.pk).update(**moved)


def a_week_later():
    later(days=7)
    Notification.objects.exclude(mail_at=None).update(mail_at=timezone.now() - timedelta(days=7))


def as_received(letter):
    """A mail as a program that reads it has it: parsed from the bytes that were sent."""
    return message_from_bytes(as_sent(letter), policy=policy.default)


def as_sent(letter):
    """The bytes of a mail, as the server gets them."""
    if django.VERSION >= (6, 0):
        return letter.message(policy=policy.SMTP).as_bytes()
    return letter.message().as_bytes(linesep="\r\n")


def parts(letter):
    """Its plain text and its HTML, as received."""
    received = as_received(letter)
    assert received.get_content_type() == "multipart/alternative"
    plain, html = received.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert html.get_content_type() == "text/html"
    return plain.get_content(), html.get_content()
