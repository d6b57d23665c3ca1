"""What a reader wants of their highlights: whether they count unnamed, and the colours' names."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.views.account.forms import HighlightPreferencesForm
from reader.views.site.forms import status_of
from reader.web.request import SignedInRequest


@login_required
def highlight_preferences(request: SignedInRequest) -> HttpResponse:
    """A form; once it is taken, the account's page."""
    sent = request.POST if request.method == "POST" else None
    form = HighlightPreferencesForm(request.user, sent)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return HttpResponseRedirect(reverse("profile_edit"), status=303)
    context = {"form": form}
    return render(request, "account/highlight_preferences.html", context, status=status_of(form))
