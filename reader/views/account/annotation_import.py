"""Importing highlights: from another Gloss, from Readwise, from Hypothesis."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.actions.annotations.chapter_url import ChapterUrl
from reader.actions.annotations.import_annotations import import_as_highlights
from reader.importing.annotations.formats import ENDINGS, read_annotation_file
from reader.importing.import_slots import Busy, import_slot
from reader.models import Story
from reader.text.annotation import AnnotationError
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest

MOST_STORIES = 100
"""Stories that the form suggests."""
RESULT = "import_result"
"""Where the session keeps what became of a file, for the page that comes next."""


@login_required
def import_annotations(request: SignedInRequest) -> HttpResponse:
    """Choose a file; then what became of its annotations."""
    if request.method != "POST":
        return _page(request, result=request.session.pop(RESULT, None))
    file, wanted = request.FILES.get("file"), request.POST.get("story", "").strip()
    if file is None:
        return _page(request, "Choose a file first.", status=422)
    if (file.size or 0) > settings.LARGEST_ANNOTATIONS:
        largest = f"{settings.LARGEST_ANNOTATIONS:,} bytes"
        return _page(
            request, f"{file.name} is larger than {largest}. Import it in parts.", status=422
        )
    if refusal := too_often(request, "file"):
        return _page(request, refusal, status=429)
    story = _story(request, wanted)
    if wanted and story is None:
        reason = f"There is no story “{wanted[:100]}” here, or more than one. Give its URL."
        return _page(request, reason, status=422)
    try:
        with import_slot():
            made, odd = read_annotation_file(file.read())
            imported = import_as_highlights(
                made, by=request.user, host=request.get_host(), story=story
            )
    except Busy as busy:
        return _page(request, str(busy), status=503)
    except AnnotationError as error:
        return _page(request, f"{file.name}: {error}", status=422)
    request.session[RESULT] = imported.as_json() | {"odd": odd, "name": file.name}
    return HttpResponseRedirect(reverse("annotation_import"), status=303)


def _story(request: SignedInRequest, wanted: str) -> Story | None:
    """The one story of this URL, or of this title."""
    if not wanted:
        return None
    visible = Story.objects.visible_to(request.user)
    url = ChapterUrl.of(urlsplit(wanted).path) if wanted.startswith(("/", "http")) else None
    if url:
        return visible.filter(slug=url.slug).first()
    found = list(visible.filter(title__iexact=wanted)[:2])
    return found[0] if len(found) == 1 else None


def _page(
    request: SignedInRequest,
    refused: str = "",
    *,
    result: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form: with why a file was `refused`, or with the `result` of the last one."""
    known = Story.objects.visible_to(request.user).filter(progress__reader=request.user)
    context = {
        "refused": refused,
        "wanted": request.POST.get("story", "").strip(),
        "result": result,
        "stories": known.order_by("-progress__updated_at")[:MOST_STORIES],
        "largest": f"{settings.LARGEST_ANNOTATIONS / 1_000_000:g} MB",
        "endings": ",".join(ENDINGS),
    }
    return render(request, "account/import_highlights.html", context, status=status)
