"""What a reader gets by e-mail, in a word or two."""

from __future__ import annotations

from reader.actions.mail.mail_server import sends_mail
from reader.models import MailPreference, Reader
from reader.models.inbox.mail_address import mail_address

Time = MailPreference.Time


def mail_summary(reader: Reader) -> str:
    """The times at which they hear of anything: `at once, weekly`, or `never`; `not yet` while what
    they chose cannot be sent."""
    wanted = set(MailPreference.objects.of(reader).values()) - {Time.NEVER}
    if not wanted:
        return Time.NEVER.label.lower()
    if not sends_mail() or not mail_address(reader):
        return "not yet"
    return ", ".join(time.label.lower() for time in Time if time in wanted)
