"""A digest as an e-mail: made when it is sent, of what is still new and may be seen then."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from reader.actions.group_notifications import by_story
from reader.actions.mail.mail_server import absolute, host
from reader.actions.mail.unsubscribe import Subscription
from reader.models.inbox.corrections import load_corrections
from reader.models.inbox.digest import Digest
from reader.models.inbox.load_thanks import load_thanks
from reader.models.inbox.mail_address import mail_address
from reader.models.inbox.mail_preference import MailPreference, time_wanted
from reader.models.inbox.notification import Notification
from reader.models.inbox.waiting import load_waiting
from reader.text.rendering.comments import words_of
from reader.text.xml_characters import without_forbidden

MOST = 50
"""Rows that a digest shows; of the rest it says how many there are."""
LONGEST_SUBJECT = 120
FROM_MODERATORS = "From the moderators"
_QUOTE = re.compile(r"<q\b[^>]*>(.*?)</q>", re.DOTALL)
_INNER = {"“": "‘", "”": "’", "&quot;": "&#x27;"}


class Row(NamedTuple):
    """One notification, ready to be read: a sentence with its link, and what was said."""

    url: str
    sentence: SafeString
    said: SafeString

    @property
    def words(self) -> str:
        """The sentence as plain text, on one line."""
        return words_of(self.sentence)

    @property
    def said_words(self) -> str:
        """What was said as plain text, on one line."""
        return words_of(self.said)


class OfStory(NamedTuple):
    """The rows of one story, or of none: what moderators decided."""

    title: str
    url: str
    rows: list[Row]


def letter_of(digest: Digest) -> EmailMultiAlternatives | None:
    """The e-mail to send; None where nothing is left to tell, or nobody to tell it to."""
    address = mail_address(digest.reader)
    new = digest.notifications.visible().unread().with_what()
    new = new.annotate(time=time_wanted()).exclude(time=MailPreference.Time.NEVER)
    found: list[Notification] = list(new[:MOST])
    if not address or not found:
        return None
    load_thanks(found)
    load_waiting(found)
    load_corrections(found)
    kinds = list(new.order_by("kind").values_list("kind", flat=True).distinct())
    subscription = _subscription(digest, kinds)
    count = new.count()
    context: dict[str, Any] = {
        "stories": _by_story(found),
        "count": count,
        "more": count - len(found),
        "kind": subscription.kind,
        "reader": digest.reader,
        "host": host(),
        "inbox": absolute(reverse("inbox")),
        "preferences": absolute(reverse("mail_preferences")),
        "stop": _url_to_stop(subscription),
        "stop_all": _url_to_stop(subscription._replace(kind=None)),
    }
    context["subject"] = _subject(context["stories"], count)
    letter = EmailMultiAlternatives(
        subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{context['subject']}",
        body=render_to_string("mail/digest.txt", context),
        to=[address],
        headers=_headers(digest, context["stop"]),
    )
    letter.attach_alternative(render_to_string("mail/digest.html", context), "text/html")
    return letter


class _Whole(str):
    """The value of a header that is never folded, and never encoded to be: in a program that reads
    mail, a link is a link only in one piece. (What Python 3.12 and Django 6 do otherwise.)"""

    name: str

    def __str__(self) -> str:
        return self

    def fold(self, *, policy: Any) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _whole(name: str, value: str) -> str:
    header = _Whole(value)
    header.name = name
    return header


def _headers(digest: Digest, stop: str) -> dict[str, str]:
    """Those by which programs know what this is, and how one unsubscribes (RFC 2369, 2919, 3834,
    8058)."""
    return {
        "Message-ID": digest.message_id,
        "Auto-Submitted": "auto-generated",
        "List-Id": f"Gloss <inbox.{host()}>",
        "List-Unsubscribe": _whole("List-Unsubscribe", f"<{stop}>"),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _subscription(digest: Digest, kinds: list[str]) -> Subscription:
    """What one stops by unsubscribing: this kind, if all is of one, else all mail."""
    only = Notification.Kind(kinds[0]) if len(kinds) == 1 else None
    return Subscription(digest.reader_id, only)


def _url_to_stop(subscription: Subscription) -> str:
    return absolute(reverse("unsubscribe", args=[subscription.token]))


def _by_story(found: list[Notification]) -> list[OfStory]:
    """What is told, together as in the inbox."""
    stories = []
    for told in by_story(found):
        title, url = FROM_MODERATORS, reverse("inbox")
        if told.story:
            title, url = _line(told.story.title), told.story.get_absolute_url()
        stories.append(OfStory(title, absolute(url), [_row(row) for row in told.rows]))
    return stories


def _row(notification: Notification) -> Row:
    context = {"row": notification}
    return Row(
        absolute(notification.get_absolute_url()),
        _rendered("inbox/_sentence.html", context),
        _rendered("inbox/_said.html", context),
    )


def _rendered(template: str, context: dict[str, Any]) -> SafeString:
    """A piece of the inbox's page; its quotation marks are characters, because some programs that
    read mail draw none around a `q`, and plain text has no other."""
    html = without_forbidden(render_to_string(template, context)).strip()
    return SafeString(_QUOTE.sub(_in_quotes, html))


def _in_quotes(quote: re.Match[str]) -> str:
    """Words in double quotation marks; those that stand in them become single ones."""
    words = quote[1]
    for double, single in _INNER.items():
        words = words.replace(double, single)
    return f"“<i dir='auto'>{words}</i>”"


def _subject(stories: list[OfStory], count: int) -> str:
    """What has happened, on one line: the very thing, or how many there are."""
    if count == 1:
        return Truncator(_line(stories[0].rows[0].words)).chars(LONGEST_SUBJECT)
    titles = ", ".join(of_story.title for of_story in stories)
    return Truncator(_line(f"{count} new in {titles}")).chars(LONGEST_SUBJECT)


def _line(text: str) -> str:
    """A text on one line, so that nothing in it can pass for a header."""
    return " ".join(without_forbidden(text).split())
