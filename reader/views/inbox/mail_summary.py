"""What a reader gets by e-mail, in a word or two."""

from __future__ import annotations

from reader.models import MailPreference, Reader
from reader.models.inbox.mail_address import mail_address

Time = MailPreference.Time


def mail_summary(reader: Reader) -> str:
    """The times at which they hear of anything: `at once, weekly`; `never` while there is no
    address to write to."""
    wanted = set(MailPreference.objects.of(reader).values()) - {Time.NEVER}
    if not wanted or not mail_address(reader):
        wanted = {Time.NEVER}
    return ", ".join(time.label.lower() for time in Time if time in wanted)
