"""Exporting everything that a reader made here: asked for, prepared, and fetched within a day."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reader.exporting.data.archive import Archive
from reader.exporting.prepare import find_export, prepare
from reader.models import Export
from reader.views.site.errors import say_plainly
from reader.views.site.export import Back, file_of, progress_page
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest


@login_required
def export(request: SignedInRequest) -> HttpResponse:
    """How far the archive is. Posted, one is prepared in place of the last; not while one is."""
    wanted = Archive(request.user, request.build_absolute_uri("/"))
    there = find_export(wanted)
    if request.method == "POST":
        if there is None or there.file:
            if refusal := too_often(request, "file"):
                return say_plainly(request, refusal, 429)
            Export.objects.filter(key=wanted.key).erase()
            prepare(wanted)
        return HttpResponseRedirect(reverse("data_export"), status=303)
    if there is None:
        return render(request, "account/data_export.html")
    back = Back(reverse("profile_edit"), "Your account")
    file = reverse("data_export_file")
    return progress_page(request, there, "All your data", back, file_url=file, again=request.path)


@require_safe
@login_required
def download(request: SignedInRequest) -> HttpResponseBase:
    """The archive, if it is made."""
    wanted = Archive(request.user, request.build_absolute_uri("/"))
    response = file_of(find_export(wanted), wanted)
    if response is None:
        raise Http404
    response["Cache-Control"] = "private, no-store"
    return response
