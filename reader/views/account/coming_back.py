"""What somebody sees who left and signs in again: their account, closed, and the way back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reader.actions.people.close_account import open_again
from reader.actions.people.erase_accounts import erase_at_once
from reader.views.account.forms import OwnPasswordForm
from reader.views.moderation.shut_account import shut_account_page
from reader.web.closed_account import closed_account, forget_closed, shut_account
from reader.web.rate_limits import TOO_OFTEN, hit


@never_cache
def closed(request: HttpRequest) -> HttpResponse:
    """Until when the account can be opened again; and opening it, which signs in. One that
    moderators closed can't be: its reader learns why."""
    shut = shut_account(request)
    if shut:
        return shut_account_page(request, shut)
    departure = closed_account(request)
    if departure is None:
        return redirect("account_login")
    if request.method != "POST":
        form = OwnPasswordForm(departure.reader)
        return render(request, "account/closed.html", {"departure": departure, "form": form})
    forget_closed(request)
    reader = open_again(departure.reader)
    if reader is None:
        return redirect("account_login")
    login(request, reader, backend=settings.AUTHENTICATION_BACKENDS[0])
    messages.success(request, "Welcome back. Your account is open again, with all that was yours.")
    return HttpResponseRedirect(reverse("profile_edit"), status=303)


@require_POST
def delete_now(request: HttpRequest) -> HttpResponse:
    """Delete the account for good, without waiting."""
    departure = closed_account(request)
    if departure is None:
        return redirect("account_login")
    form = OwnPasswordForm(departure.reader, request.POST)
    if not hit(request, "closed_account_delete", key=str(departure.reader_id)):
        form.add_error(None, TOO_OFTEN)
    if not form.is_valid():
        context = {"departure": departure, "form": form}
        return render(request, "account/closed.html", context, status=422)
    request.session.flush()
    erase_at_once(departure)
    return HttpResponseRedirect(reverse("account_deleted"), status=303)
