"""A manuscript that waits to be previewed, corrected, and published."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from reader.actions.library.store_upload import correct_upload, refresh_plan
from reader.models import Upload
from reader.views.desk.upload_corrections import correct, index_after, shown_whole, take_fields
from reader.views.desk.upload_preview import indexes_shown, upload_preview
from reader.views.desk.upload_publishing import is_under_way, publish, why_not
from reader.web.request import SignedInRequest


@login_required
def upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """The preview; posted, a correction, or the publishing."""
    waiting = get_object_or_404(Upload.objects.select_related("story"), pk=pk, reader=request.user)
    if is_under_way(waiting):
        return HttpResponseRedirect(reverse("upload_publishing", args=[waiting.task]), status=303)
    if request.method != "POST":
        refresh_plan(waiting)
        whole = shown_whole(request.GET)
        error = why_not(waiting)
        return upload_preview(request, waiting, waiting.proof(), whole=whole, error=error)
    made = waiting.proof()
    take_fields(request.POST, made)
    do = request.POST.get("do", "")
    if do in ("publish", "draft", "update"):
        return publish(request, waiting, made, do)
    if "do" not in request.POST and "chapters" in request.POST:
        do = "keep"  # the button of a range
    try:
        focus = correct(made, do)
    except (IndexError, ValueError, KeyError) as error:
        raise BadRequest("The manuscript has changed. Reload the page.") from error
    correct_upload(waiting, made)
    shown = indexes_shown(request, len(made.chapters), focus)
    if request.htmx:
        whole = {index_after(index, do) for index in shown_whole(request.POST)}
        if focus is not None:
            whole.add(focus)
        elif "do" not in request.POST:
            focus = shown.start
        return upload_preview(request, waiting, made, focus=focus, whole=whole)
    url = waiting.get_absolute_url()
    if len(shown) < len(made.chapters):
        url += f"?chapters={shown.start + 1}"
    anchor = "" if focus is None else f"#chapter-{focus}"
    return HttpResponseRedirect(url + anchor, status=303)


@require_POST
@login_required
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw an upload away."""
    waiting = get_object_or_404(Upload, pk=pk, reader=request.user)
    waiting.delete()
    messages.success(request, f"Upload discarded: {waiting.name}. Nothing of it was published.")
    return HttpResponseRedirect(reverse("story_import"), status=303)
