"""One reader as moderators see them: what happened before, notes, and what can be done."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from reader.actions.moderation.decide import NotTheirs, decide_about, may_decide_about
from reader.models import Case, Decision, ModeratorNote, Reader
from reader.models.moderation.record import records_of
from reader.views.moderation.forms import NoteForm, VerdictForm
from reader.views.moderation.moderators import for_moderators
from reader.views.moderation.queue import NOT_YOURS
from reader.views.site.forms import status_of
from reader.web.request import SignedInRequest

Action = Decision.Action
MOST = 50
"""Decisions, cases and notes that the page names, of each; the log has them all."""
OF_A_PERSON = (Action.WARN, Action.SUSPEND, Action.CLOSE)


@for_moderators
def person(request: SignedInRequest, username: str) -> HttpResponse:
    """Their history; posted, a note is kept, or something is decided."""
    found = get_object_or_404(Reader, username=username)
    does = request.POST.get("do", "")
    note = NoteForm(request.POST if does == "note" else None)
    verdict = VerdictForm(request.POST if does == "decide" else None)
    if does == "note" and note.is_valid():
        ModeratorNote.objects.create(about=found, by=request.user, text=note.cleaned_data["text"])
        return _back(found, "#notes")
    if does == "decide" and verdict.is_valid():
        _decide(request, found, verdict)
        return _back(found)
    status = status_of(note if does == "note" else verdict)
    return render(
        request, "moderation/person.html", _context(request, found, note, verdict), status=status
    )


def _decide(request: SignedInRequest, found: Reader, form: VerdictForm) -> None:
    verdict = form.verdict
    if verdict.action not in OF_A_PERSON:
        raise BadRequest("Choose what to do.")
    try:
        decision = decide_about(found, verdict, by=request.user)
    except NotTheirs:
        raise PermissionDenied(NOT_YOURS) from None
    messages.success(request, f"{found}: {decision.get_action_display()}.")


def _back(found: Reader, part: str = "") -> HttpResponse:
    page = reverse("moderated_reader", args=[found.username])
    return HttpResponseRedirect(f"{page}{part}", status=303)


def _context(
    request: SignedInRequest, found: Reader, note: NoteForm, verdict: VerdictForm
) -> dict[str, object]:
    cases = Case.objects.exclude(kind="appeal").filter(about=found, reporters__gt=0)
    reported = found.reports.all()
    left = reported.filter(case__decisions__action=Action.NOTHING)
    return {
        "person": found,
        "record": records_of({found.pk})[found.pk],
        "decisions": found.decisions.described()[:MOST],
        "cases": cases[:MOST],
        "notes": found.moderator_notes.select_related("by")[:MOST],
        "reported": reported.count(),
        "left_alone": left.count(),
        "note": note,
        "form": verdict,
        "may": may_decide_about(request.user, found),
        "is_gone": found.left_at or hasattr(found, "departure"),
    }
