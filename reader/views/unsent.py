"""What was written after a session had ended: to be looked over, and sent once more."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reader import unsent


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsent_words(request: HttpRequest) -> HttpResponse:
    """The form as it was sent; posted here it is let go, and one is back on its page."""
    form = unsent.kept(request)
    if form is None:
        return redirect("library")
    if request.method == "POST":
        unsent.let_go(request)
        return HttpResponseRedirect(form["page"], status=303)
    rows = [(name, value, unsent.is_written(name)) for name, value in form["fields"]]
    return render(request, "unsent.html", {"form": form, "rows": rows})
