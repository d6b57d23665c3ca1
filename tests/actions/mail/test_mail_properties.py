"""Whatever people do, in whatever order: each thing is mailed once at most, only to who wishes it
then, and to everybody who wished it all along."""

import re
from smtplib import SMTPDataError

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.actions.inbox.notify import notify_readers
from reader.actions.mail.choose_mail import choose_mail
from reader.actions.mail.gather_digests import gather_digests, something_to_gather
from reader.actions.mail.send_digests import send_digests, something_to_send
from reader.actions.margin.comment import delete_comment
from reader.models import Digest, MailPreference, Notification
from tests.actions.mail.steps import Kind, Time, a_week_later, later, make_reader_with_mail
from tests.examples import examples
from tests.factories import make_chapter, make_reader, say

pytestmark = pytest.mark.django_db
ACTS = ("answer", "remark", "read", "delete", "hide", "confirm", "unconfirm", "work",
        "work_refused", "gather", "a_while", "a_week")  # fmt: skip
WISHES = st.tuples(st.sampled_from([Kind.ANSWER, Kind.THREAD]), st.sampled_from(list(Time)))


class Server(EmailBackend):
    refuses = False

    def send_messages(self, letters):
        if Server.refuses:
            raise SMTPDataError(451, b"later")
        return super().send_messages(letters)


class Una:
    """A reader to whom things happen; `told` are the keys of what she got by mail, `unwished` of
    what she did not wish to get at some moment since it happened."""

    def __init__(self):
        mail.outbox.clear()
        Server.refuses = False
        self.chapter, self.tam = make_chapter(), make_reader()
        self.reader = make_reader_with_mail("una")
        self.told, self.unwished = [], set()

    def do(self, act):
        if isinstance(act, tuple):
            choose_mail(self.reader, dict([act]))
        else:
            getattr(self, act)()
        for row in self.rows():
            if not self.wishes(row):
                self.unwished.add(row.pk)

    def rows(self):
        return self.reader.notifications.all()

    def wishes(self, row):
        return self.address().verified and self.times()[row.kind] != Time.NEVER

    def times(self):
        return MailPreference.objects.of(self.reader)

    def address(self):
        return EmailAddress.objects.get(user=self.reader)

    def answer(self):
        say(self.chapter, "Because.", self.tam, to=say(self.chapter, "Why?", self.reader))
        notify_readers()

    def remark(self):
        say(self.chapter, "Goats!", self.reader, on="two goats")
        say(self.chapter, "Goats.", self.tam, on="two goats")
        notify_readers()

    def read(self):
        for row in self.rows()[:1]:
            Notification.objects.filter(pk=row.pk).read(self.reader)

    def delete(self):
        for row in self.rows()[:1]:
            delete_comment(row.comment)

    def hide(self):
        for row in self.rows()[:1]:
            row.comment.hide()

    def confirm(self):
        EmailAddress.objects.filter(user=self.reader).update(verified=True)

    def unconfirm(self):
        EmailAddress.objects.filter(user=self.reader).update(verified=False)

    def gather(self):
        gather_digests()

    def a_while(self):
        later(minutes=15)

    def a_week(self):
        a_week_later()

    def work_refused(self):
        Server.refuses = True
        self.work()
        Server.refuses = False

    def work(self):
        before = len(mail.outbox)
        gather_digests()
        send_digests()
        for letter in mail.outbox[before:]:
            keys = [int(key) for key in re.findall(r"/inbox/(\d+)/", letter.body)]
            assert letter.to == [self.reader.email]
            assert keys and not set(keys) & set(self.told), "told twice"
            self.told += keys
            for row in Notification.objects.filter(pk__in=keys):
                assert row.reader == self.reader and self.wishes(row)
                assert not row.read_at and not row.comment.silent


@settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=st.lists(st.one_of(st.sampled_from(ACTS), WISHES), max_size=30))
def test_mail_properties_hold_whatever_people_do(settings, acts):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    with transaction.atomic():
        una = Una()
        for act in ["answer", "gather", *acts, "work", "a_week", "work", "a_week", "work"]:
            una.do(act)
        assert not something_to_gather() and not something_to_send()
        given_up = Digest.objects.filter(state=Digest.State.GIVEN_UP)
        left = una.rows().visible().unread().exclude(digest__in=given_up)
        assert {row.pk for row in left} <= una.unwished | set(una.told)
        transaction.set_rollback(True)
