"""Leaving: closing one's account, to be deleted later or now."""

from __future__ import annotations

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.actions.people.close_account import close_account
from reader.actions.people.erase_accounts import erase_at_once
from reader.views.account.forms import DeletionForm
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest


@login_required
def delete(request: SignedInRequest) -> HttpResponse:
    """What goes and what stays, when, and one's password to be sure."""
    if request.method != "POST":
        return _page(request, DeletionForm(request.user))
    form = DeletionForm(request.user, request.POST)
    if refusal := too_often(request, "account_delete"):
        form.add_error(None, refusal)
    if not form.is_valid():
        return _page(request, form, status=422)
    leaver, at_once = request.user, form.cleaned_data["when"] == "now"
    logout(request)
    leaver.set_password(form.cleaned_data["password"])  # salted anew, it ends sessions elsewhere
    departure = close_account(
        leaver,
        comments=form.cleaned_data["comments"] == "stay",
        stories=form.cleaned_data["stories"] != "go",
        at_once=at_once,
    )
    if at_once:
        erase_at_once(departure)
    where = reverse("account_deleted")
    return HttpResponseRedirect(where if at_once else f"{where}?closed", status=303)


def deleted(request: HttpRequest) -> HttpResponse:
    """Where one stands after that."""
    return render(request, "account/account_deleted.html", {"closed": "closed" in request.GET})


def _page(request: SignedInRequest, form: DeletionForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "writes": request.user.stories.exists()}
    return render(request, "account/delete_account.html", context, status=status)
