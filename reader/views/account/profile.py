"""Changing what others see of oneself."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from reader.views.account.forms import ProfileForm
from reader.views.inbox.mail_summary import mail_summary
from reader.views.site.forms import status_of
from reader.web.request import SignedInRequest


@login_required
def edit(request: SignedInRequest) -> HttpResponse:
    """A form; once it is taken, the page that others see."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and _is_saved(form):
        return HttpResponseRedirect(request.user.get_absolute_url(), status=303)
    context = {"form": form, "by_mail": mail_summary(request.user)}
    return render(request, "account/profile.html", context, status=status_of(form))


def _is_saved(form: ProfileForm) -> bool:
    """Save a form that can be taken: nobody else takes the name between looking and saving."""
    with transaction.atomic():
        if not form.is_valid():
            return False
        form.save()
    return True
