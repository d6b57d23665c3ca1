"""A decision, for whoever it is about, who can appeal, and for whoever reported the thing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render

from reader.actions.moderation.appeal import AppealedBefore, appeal
from reader.models import Decision
from reader.models.moderation.kind import things
from reader.views.moderation.forms import AppealForm
from reader.views.site.errors import NotHere
from reader.views.site.forms import status_of
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest

APPEALED = "You have answered this decision already."


@login_required
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was decided, to the person; in general words, to who reported it. Posted, the person
    appeals, once."""
    found = get_object_or_404(Decision.objects.described(), pk=pk)
    is_told = found.concerns or found.of_id or found.is_about_role
    if found.about_id == request.user.pk and is_told:
        return _to_the_person(request, found)
    if found.case and found.case.reports.filter(by=request.user).exists():
        report = found.case.reports.get(by=request.user)
        context = {"decision": found, "report": report}
        return render(request, "moderation/outcome.html", context)
    if request.user.moderates and found.case:
        return redirect(found.case)
    raise Http404


def _to_the_person(request: SignedInRequest, found: Decision) -> HttpResponse:
    form = AppealForm(request.POST or None)
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        reason = too_often(request, "appeal")
        if not reason:
            return _appealed(found, form)
        form.add_error(None, reason)
        status = 429
    context = {"decision": found, "form": form, "thing": _thing(found)}
    return render(request, "moderation/decision.html", context, status=status)


def _appealed(found: Decision, form: AppealForm) -> HttpResponse:
    try:
        appeal(found, form.cleaned_data["text"])
    except AppealedBefore:
        raise NotHere(APPEALED) from None
    return HttpResponseRedirect(found.get_absolute_url(), status=303)


def _thing(found: Decision) -> object:
    """What it was about, which is the person's own, if it is still there."""
    about = found.of if found.of and found.of.case else found
    if about.case is None or about.case.is_appeal:
        return None
    named = (about.case.kind, about.case.key)
    return things([named]).get(named)
