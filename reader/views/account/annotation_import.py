"""Importing highlights: from another Gloss, from Readwise, from Hypothesis."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reader.actions.annotations.chapter_url import ChapterUrl
from reader.importing.annotations.formats import ENDINGS
from reader.importing.annotations.import_file import import_again, queue_annotation_file
from reader.models import AnnotationFile, Story
from reader.tasks.progress import Progress, progress_of
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest

MOST_STORIES = 100
"""Stories that the form suggests."""
STILL_READING = (
    "Your last file is still being imported, and nothing of this one was saved: send it again "
    "when that is done."
)


@login_required
def import_annotations(request: SignedInRequest) -> HttpResponse:
    """Choose a file; then what became of its annotations."""
    known = AnnotationFile.objects.filter(reader=request.user).defer("data").first()
    if request.method != "POST":
        return _state(request, known)
    file, wanted = request.FILES.get("file"), request.POST.get("story", "").strip()
    if file is None:
        return _page(request, "Choose a file first.", status=422)
    if (file.size or 0) > settings.LARGEST_ANNOTATIONS:
        largest = f"{settings.LARGEST_ANNOTATIONS:,} bytes"
        return _page(
            request, f"{file.name} is larger than {largest}. Import it in parts.", status=422
        )
    if _state_of(known) in (Progress.WAITING, Progress.RUNNING):
        return _page(request, STILL_READING, status=422)
    if refusal := too_often(request, "file"):
        return _page(request, refusal, status=429)
    story = _story(request, wanted)
    if wanted and story is None:
        reason = f"There is no story “{wanted[:100]}” here, or more than one. Give its URL."
        return _page(request, reason, status=422)
    queue_annotation_file(
        file.name or "", file.read(), by=request.user, host=request.get_host(), story=story
    )
    known = AnnotationFile.objects.defer("data").get(reader=request.user)
    if known.refusal:  # it was read at once
        return _state(request, known)
    return HttpResponseRedirect(reverse("annotation_import"), status=303)


@require_POST
@login_required
def again(request: SignedInRequest) -> HttpResponse:
    """Have a file imported that was given up."""
    with transaction.atomic():
        file = get_object_or_404(
            AnnotationFile.objects.select_for_update(), reader=request.user, result__isnull=True
        )
        if _state_of(file) == Progress.GIVEN_UP:
            import_again(file)
    return HttpResponseRedirect(reverse("annotation_import"), status=303)


def _state_of(file: AnnotationFile | None) -> Progress | None:
    """How far the task is; None where there is nothing to be done."""
    return None if file is None or file.is_read else progress_of(file.task)


def _state(request: SignedInRequest, file: AnnotationFile | None) -> HttpResponse:
    """How far the last file is, or what became of it, which is told once."""
    progress = _state_of(file)
    if request.htmx and progress == request.GET.get("state"):
        return HttpResponse(status=204)
    if file is None:
        return _page(request)
    if not file.is_read:
        return _page(request, file=file, progress=progress)
    file.delete()
    if file.result is None:
        return _page(request, file.refusal, status=200 if request.method == "GET" else 422)
    return _page(request, result=file.result | {"name": file.name})


def _story(request: SignedInRequest, wanted: str) -> Story | None:
    """The one story of this URL, or of this title."""
    if not wanted:
        return None
    visible = Story.objects.visible_to(request.user)
    url = ChapterUrl.of(urlsplit(wanted).path) if wanted.startswith(("/", "http")) else None
    if url:
        return visible.filter(slug=url.slug).first()
    listed = Story.objects.listed_for(request.user)
    found = list(listed.filter(title__iexact=wanted)[:2])
    return found[0] if len(found) == 1 else None


def _page(
    request: SignedInRequest,
    refused: str = "",
    *,
    file: AnnotationFile | None = None,
    progress: Progress | None = None,
    result: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form: with why a file was `refused`, how far the last one is, or its `result`. For htmx
    without the form."""
    known = Story.objects.visible_to(request.user).filter(progress__reader=request.user)
    context = {
        "refused": refused,
        "wanted": request.POST.get("story", "").strip(),
        "result": result,
        "file": file,
        "progress": progress,
        "stories": known.order_by("-progress__updated_at")[:MOST_STORIES],
        "largest": f"{settings.LARGEST_ANNOTATIONS / 1_000_000:g} MB",
        "endings": ",".join(ENDINGS),
    }
    template = "account/import_highlights.html" + ("#sent" if request.htmx else "")
    return render(request, template, context, status=status)
