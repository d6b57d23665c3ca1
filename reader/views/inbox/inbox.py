"""The inbox: what happened that concerns a reader, by day and story, each leading to the words."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from reader.actions.group_notifications import by_day, by_story
from reader.models import Notification, Reader
from reader.models.inbox.corrections import load_corrections
from reader.models.inbox.load_thanks import load_thanks
from reader.models.inbox.notification import NotificationQuerySet
from reader.models.inbox.waiting import load_waiting
from reader.text.whole_numbers import whole_number
from reader.views.inbox.mail_summary import mail_summary
from reader.web.request import SignedInRequest

ROWS_ON_A_PAGE = 50


@login_required
def inbox(request: SignedInRequest) -> HttpResponse:
    """What is unread, by story; then what was read, by day and story. Each in pages, by the
    row at which the one before ended."""
    reader = request.user
    own = Notification.objects.visible_to(reader)
    newest = reader.notifications.order_by("-pk").values_list("pk", flat=True).first()
    unread, older_unread = _page(request, own, "unread")
    read, older_read = _page(request, own, "read")
    Notification.objects.count_for(reader)
    context = {
        "italics": True,  # words of stories stand in them
        "newest": newest,
        "unread_stories": by_story(unread),
        "older_unread": older_unread,
        "days": by_day(read),
        "older_read": older_read,
        "by_mail": mail_summary(reader),
    }
    return render(request, "inbox/inbox.html", context)


@login_required
def notification(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leads to the words that a notification tells of; it is read now, and so is what else it
    told of in the thread that stands open there."""
    own = Notification.objects.visible_to(request.user).with_what()
    found = get_object_or_404(own, pk=pk)
    Notification.objects.beside(found).read(request.user)
    return redirect(found.leads_to)


@require_POST
@login_required
def read_all(request: SignedInRequest) -> HttpResponse:
    """All is read that was there when the page was made: up to the `newest` one by its key."""
    newest = whole_number(request.POST.get("newest", "")) or 0
    request.user.notifications.filter(pk__lte=newest).read(request.user)
    return redirect("inbox")


def _asked_for(reader: Reader, key: str | None) -> Notification | None:
    """The row of this key, if the reader has it, whether they may see what it tells of or not."""
    number = whole_number(key or "")
    return reader.notifications.filter(pk=number).first() if number else None


def _page(
    request: SignedInRequest, own: NotificationQuerySet, state: str
) -> tuple[list[Notification], int | None]:
    """The newest of a reader's own that are `read` or `unread`, or those older than the one that
    is asked for; and the key of that after which there are more."""
    given = request.user.notifications.filter(read_at__isnull=state == "unread")
    after = _asked_for(request.user, request.GET.get(state))
    if after:
        given = given.older_than(after)
    found = own.newest_first(ROWS_ON_A_PAGE + 1, given)
    load_thanks(found)
    load_waiting(found)
    load_corrections(found)
    shown = found[:ROWS_ON_A_PAGE]
    return shown, shown[-1].pk if len(found) > ROWS_ON_A_PAGE else None
