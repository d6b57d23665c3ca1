"""What somebody sees who signs in to an account that moderators closed: why, and how to appeal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from reader.actions.moderation.appeal import AppealedBefore, appeal
from reader.models import Decision, Reader
from reader.views.moderation.decision import APPEALED
from reader.views.moderation.forms import AppealForm
from reader.views.site.errors import NotHere
from reader.views.site.forms import status_of


def shut_account_page(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The decision that closed the account; posted, its reader appeals, once."""
    closing = Decision.objects.described().filter(about=reader, action=Decision.Action.CLOSE)
    decision = closing.standing().first()
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and decision:
        try:
            appeal(decision, form.cleaned_data["text"])
        except AppealedBefore:
            raise NotHere(APPEALED) from None
        return HttpResponseRedirect(request.path, status=303)
    context = {"decision": decision, "form": form}
    return render(request, "moderation/shut_account.html", context, status=status_of(form))
