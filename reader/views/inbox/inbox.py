"""The inbox: answers to a reader's comments, comments on their stories, new chapters."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from reader.models import Notification, Story
from reader.models.inbox.notification import NotificationQuerySet, load_thanks
from reader.text.whole_numbers import whole_number
from reader.views.inbox.mail_summary import mail_summary
from reader.web.request import SignedInRequest

ROWS_ON_A_PAGE = 50


class OfStory(NamedTuple):
    """Notifications of one story, the newest first."""

    story: Story
    rows: list[Notification]


class OfDay(NamedTuple):
    """Those of one day, by story."""

    day: object
    stories: list[OfStory]


@login_required
def inbox(request: SignedInRequest) -> HttpResponse:
    """What is unread, by story; then what was read, by day and story. Each in pages by key."""
    own = Notification.objects.visible_to(request.user).with_what()
    newest = own.unread().values_list("pk", flat=True).first()
    unread, older_unread = _page(own.unread(), request.GET.get("unread"))
    read, older_read = _page(own.exclude(read_at=None), request.GET.get("read"))
    Notification.objects.count_for(request.user)
    context = {
        "newest": newest,
        "unread_stories": _by_story(unread),
        "older_unread": older_unread,
        "days": _by_day(read),
        "older_read": older_read,
        "by_mail": mail_summary(request.user),
    }
    return render(request, "inbox/inbox.html", context)


@login_required
def notification(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leads to the words that a notification tells of; it is read now."""
    own = Notification.objects.visible_to(request.user).with_what()
    found = get_object_or_404(own, pk=pk)
    Notification.objects.filter(pk=pk).read(request.user)
    return redirect(found.leads_to)


@require_POST
@login_required
def read_all(request: SignedInRequest) -> HttpResponse:
    """All is read that was there when the page was made: up to the `newest` one by its key."""
    newest = whole_number(request.POST.get("newest", "")) or 0
    request.user.notifications.filter(pk__lte=newest).read(request.user)
    return redirect("inbox")


def _page(rows: NotificationQuerySet, before: str | None) -> tuple[list[Notification], int | None]:
    """The newest rows, or those `before` a key; and before which key there are more."""
    key = whole_number(before or "")
    if key:
        rows = rows.filter(pk__lt=key)
    found = list(rows[: ROWS_ON_A_PAGE + 1])
    load_thanks(found)
    shown = found[:ROWS_ON_A_PAGE]
    return shown, shown[-1].pk if len(found) > ROWS_ON_A_PAGE else None


def _by_story(rows: Iterable[Notification]) -> list[OfStory]:
    """Rows by story; the story with the newest one first."""
    stories: dict[int, OfStory] = {}
    for row in rows:
        stories.setdefault(row.story_id, OfStory(row.story, [])).rows.append(row)
    return list(stories.values())


def _by_day(rows: Iterable[Notification]) -> list[OfDay]:
    days = groupby(rows, key=lambda row: timezone.localdate(row.at))
    return [OfDay(day, _by_story(of_day)) for day, of_day in days]
