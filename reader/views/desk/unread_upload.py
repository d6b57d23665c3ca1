"""Files that were sent and are not read: have them read again, or throw them away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from reader.importing.read_upload import read_again
from reader.models import UnreadUpload
from reader.tasks.progress import Progress, progress_of
from reader.web.request import SignedInRequest


@require_POST
@login_required
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have files read that were given up."""
    unread = UnreadUpload.objects.unread()
    upload = get_object_or_404(unread, pk=pk, reader=request.user)
    if progress_of(upload.task) == Progress.GIVEN_UP:
        read_again(upload)
    return HttpResponseRedirect(reverse("story_import"), status=303)


@require_POST
@login_required
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw files away before they are read, or because they cannot be."""
    upload = get_object_or_404(UnreadUpload, pk=pk, reader=request.user)
    upload.delete()
    messages.success(request, f"Discarded: {upload.name}.")
    return HttpResponseRedirect(reverse("story_import"), status=303)
