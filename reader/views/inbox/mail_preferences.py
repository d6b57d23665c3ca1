"""What a reader hears of by e-mail, and when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.actions.mail.choose_mail import choose_mail
from reader.actions.mail.mail_server import sends_mail
from reader.actions.mail.mail_times import HOUR, WEEKDAY
from reader.models import MailPreference, Reader
from reader.models.inbox.digest import Digest
from reader.models.inbox.mail_address import mail_address
from reader.models.inbox.notification import Notification
from reader.views.site.forms import Plain, status_of
from reader.web.request import SignedInRequest

Kind = Notification.Kind
LABELS = {
    Kind.ANSWER: "Answers to your comments",
    Kind.MENTION: "Comments that name you",
    Kind.COMMENT: "Comments on your stories",
    Kind.THREAD: "Comments in threads that you follow",
    Kind.CHAPTER: "New chapters of stories that you follow",
    Kind.REVISED: "Changes to words that you marked",
    Kind.MODERATED: "Decisions about what you said",
    Kind.THANKS: "Thanks for what you said or wrote",
    Kind.ANNOUNCEMENT: "Announcements in stories that you follow",
    Kind.DECISION: "Decisions about you, and appeals",
    Kind.STORY: "What becomes of your stories",
    Kind.OUTCOME: "What came of your reports",
    Kind.WAITING: "Comments that wait for you",
    Kind.CORRECTIONS: "Corrections to your stories",
    Kind.TYPO: "What came of your corrections",
}
"""What each kind is called on pages; one that is not named here has the words of its own."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class MailPreferencesForm(Plain, forms.Form):
    """When a reader wants to hear of each kind."""

    def __init__(self, reader: Reader, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        for kind, time in MailPreference.objects.of(reader).items():
            self.fields[kind] = forms.ChoiceField(
                label=LABELS.get(kind, kind.label.capitalize()),
                choices=MailPreference.Time,
                initial=time,
            )

    def save(self) -> None:
        """Keep what was chosen."""
        times = {}
        for kind in Kind:
            times[kind] = MailPreference.Time(self.cleaned_data[kind])
        choose_mail(self.reader, times)


@login_required
def mail_preferences(request: SignedInRequest) -> HttpResponse:
    """A form; once it is taken, the same page again."""
    reader = request.user
    form = MailPreferencesForm(reader, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return HttpResponseRedirect(reverse("mail_preferences"), status=303)
    last = reader.digests.first()
    context = {
        "form": form,
        "address": mail_address(reader),
        "sends_mail": sends_mail(),
        "refused": last and last.state == Digest.State.GIVEN_UP,
        "hour": HOUR,
        "day": DAYS[WEEKDAY],
        "zone": settings.TIME_ZONE,
    }
    return render(request, "inbox/mail_preferences.html", context, status=status_of(form))
