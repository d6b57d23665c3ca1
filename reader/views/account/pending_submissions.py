"""What was written after a session had ended: to be looked over, and sent again."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reader.web.pending_submissions import KEY, Form, is_written, pending
from reader.web.request import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pending_submissions(request: SignedInRequest) -> HttpResponse:
    """The forms as they were sent. One that is posted here goes nowhere: it is discarded, as each
    is that is sent with its name (`return_after_sign_in`), and one is back on its page."""
    forms = pending(request)
    if request.method == "POST":
        form = forms.get(request.POST.get(KEY, ""))
        if form is not None:
            return HttpResponseRedirect(form["page"], status=303)
    if not forms:
        return redirect("library")
    waiting = [(name, form, _rows(form)) for name, form in forms.items()]
    return render(request, "account/pending_submissions.html", {"waiting": waiting})


def _rows(form: Form) -> list[tuple[str, str, bool]]:
    """The fields of a form: name, value, and whether somebody writes in it."""
    rows = []
    for name, value in form["fields"]:
        rows.append((name, value, is_written(name)))
    return rows
