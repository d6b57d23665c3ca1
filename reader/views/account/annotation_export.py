"""Exporting what a reader marked and said, as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.urls import reverse

from reader.exporting.annotations.annotation_file import MEDIA_TYPES, AnnotationFile
from reader.views.site.export import Back, export_answer
from reader.web.request import SignedInRequest


@login_required
def export(request: SignedInRequest, ending: str) -> HttpResponseBase:
    """All of it: at once where it is not much. Raises Http404."""
    if ending not in MEDIA_TYPES:
        raise Http404
    wanted = AnnotationFile(
        request.user,
        ending,
        base=request.build_absolute_uri("/"),
        url=request.build_absolute_uri(request.path),
        label=f"Highlights and comments of {request.user} on {request.get_host()}",
    )
    back = Back(reverse("highlight_list"), "My highlights")
    response = export_answer(request, wanted, "Your highlights and comments", back)
    response["Cache-Control"] = "private, no-store"
    return response
