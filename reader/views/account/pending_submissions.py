"""What was written after a session had ended: to be looked over, and sent once more."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reader.web import pending_submissions as unsent


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsent_words(request: HttpRequest) -> HttpResponse:
    """The forms as they were sent. One that is posted here goes nowhere: it is discarded, as each
    is that is sent with its name (`return_after_sign_in`), and one is back on its page."""
    forms = unsent.pending(request)
    if request.method == "POST" and (form := forms.get(request.POST.get(unsent.KEY, ""))):
        return HttpResponseRedirect(form["page"], status=303)
    if not forms:
        return redirect("library")
    waiting = [
        (name, form, [(field, value, unsent.is_written(field)) for field, value in form["fields"]])
        for name, form in forms.items()
    ]
    return render(request, "account/pending_submissions.html", {"waiting": waiting})
