"""The moderators' desk: what waits, and deciding it by one press."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from reader.actions.moderation.appeal import answer_appeal, reverse
from reader.actions.moderation.decide import DecidedMeanwhile, NotTheirs, decide
from reader.models import Case, Decision, Reader
from reader.text.whole_numbers import whole_number
from reader.views.moderation.case_rows import case_rows
from reader.views.moderation.forms import VerdictForm
from reader.views.moderation.moderators import for_moderators
from reader.views.moderation.thread_around import thread_around
from reader.views.site.forms import status_of
from reader.web.request import SignedInRequest
from reader.web.switches import takes_keys

CASES_ON_A_PAGE = 10
UNDONE_WITHIN = timedelta(minutes=15)
"""How long the desk offers to undo what one decided last; the person's page does always."""
NOT_OFFERED = "Nothing was done: choose one of the buttons that stand here."
MEANWHILE = (
    "Nothing was done: another moderator decided this just now, or somebody reported it once more. "
    "Here it is as it is now."
)
NOT_YOURS = (
    "You can’t decide about yourself, nor about other moderators: ask whoever keeps the library."
)


class NotOffered(Exception):
    """No button decides that about such a thing."""


@for_moderators
def queue(request: SignedInRequest) -> HttpResponse:
    """What waits, by what most readers reported; in pages, by the case at which one ended."""
    waiting = Case.objects.waiting().select_related("about")
    key = whole_number(request.GET.get("after", ""))
    last = Case.objects.filter(pk=key).first() if key else None
    if last:
        waiting = waiting.following(last)
    cases = list(waiting[: CASES_ON_A_PAGE + 1])
    shown = cases[:CASES_ON_A_PAGE]
    context = {
        "rows": case_rows(shown, request.user),
        "more": shown[-1].pk if len(cases) > CASES_ON_A_PAGE else None,
        "is_first": last is None,
        "count": Case.objects.filter(closed_at=None).count(),
        "form": VerdictForm(),
        "latest": _just_decided(request.user),
        "keys": takes_keys(request),
    }
    return render(request, "moderation/queue.html", context)


@for_moderators
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    """One case; posted, it is decided."""
    found = get_object_or_404(Case.objects.select_related("about"), pk=pk)
    form = VerdictForm(request.POST or None)
    if request.method != "POST":
        return _case(request, found, form)
    if not form.is_valid():
        return _case(request, found, form, status=status_of(form))
    try:
        decision = _decided(request.user, found, form)
    except DecidedMeanwhile:
        form.add_error(None, MEANWHILE)
        found.refresh_from_db()
        return _case(request, found, form, status=409)
    except NotOffered:
        form.add_error(None, NOT_OFFERED)
        return _case(request, found, form, status=400)
    except NotTheirs:
        form.add_error(None, NOT_YOURS)
        return _case(request, found, form, status=403)
    messages.success(request, f"Decided: {decision.get_action_display()}.")
    return redirect("moderation")


@require_POST
@for_moderators
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reverse a decision; whoever it was about is told."""
    decisions = Decision.objects.select_related("about", "case")
    decision = get_object_or_404(decisions, pk=pk)
    if not decision.can_be_undone:
        raise BadRequest("There is nothing to undo, or it was undone before.")
    try:
        reverse(decision, by=request.user)
    except DecidedMeanwhile:
        raise BadRequest("This was undone before.") from None
    except NotTheirs:
        raise PermissionDenied(NOT_YOURS) from None
    messages.success(request, "That decision is reversed.")
    back = decision.case.get_absolute_url() if decision.case else "/"
    return HttpResponseRedirect(back, status=303)


def _decided(moderator: Reader, found: Case, form: VerdictForm) -> Decision:
    """Raises DecidedMeanwhile, NotOffered and NotTheirs."""
    verdict = form.verdict
    (row,) = case_rows([found], moderator)
    if not row.offers(verdict.action):
        raise NotOffered
    if found.is_appeal:
        granted = verdict.action == Decision.Action.REVERSE
        return answer_appeal(found, granted=granted, by=moderator, word=verdict.word)
    seen = form.cleaned_data["seen"]
    return decide(found, verdict, by=moderator, seen=found.reporters if seen is None else seen)


def _case(
    request: SignedInRequest, found: Case, form: VerdictForm, status: int = 200
) -> HttpResponse:
    (row,) = case_rows([found], request.user)
    context = {
        "row": row,
        "form": form,
        "thread": thread_around(row.thing),
        "keys": takes_keys(request),
    }
    return render(request, "moderation/case.html", context, status=status)


def _just_decided(moderator: Reader) -> Decision | None:
    """What this moderator decided last, as long as it can be undone from the desk."""
    since = timezone.now() - UNDONE_WITHIN
    latest = moderator.decisions_made.filter(at__gt=since).select_related("about", "case").first()
    if latest is None or not latest.can_be_undone:
        return None
    return latest
