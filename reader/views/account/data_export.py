"""Exporting everything that a reader made here."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from reader.exporting.data.archive import archive_of
from reader.views.site.errors import say_plainly
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest


@require_POST
@login_required
def export(request: SignedInRequest) -> HttpResponseBase:
    """All of it in one archive."""
    if refusal := too_often(request, "file"):
        return say_plainly(request, refusal, 429)
    archive = archive_of(request.user, request.build_absolute_uri("/"))
    name = f"gloss-{request.user.username}-{timezone.now():%Y-%m-%d}.zip"
    response = FileResponse(archive, as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response
