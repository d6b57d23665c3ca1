"""What is a reader's own, taken along and brought back."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from reader.actions.annotations.chapter_url import Address
from reader.exporting.annotations.markdown import as_markdown
from reader.exporting.annotations.readwise import as_csv
from reader.exporting.annotations.web_annotation import as_collection
from reader.exporting.data.archive import archive_of
from reader.importing.annotations.formats import ENDINGS, read_highlights
from reader.importing.confined import Busy, turn
from reader.models import Annotations, Brought, Story
from reader.text.annotation import AnnotationError
from reader.views.site.errors import say_plainly
from reader.web.rate_limits import too_often

MOST_STORIES = 100
"""Stories that the form suggests."""


@login_required
def take_along(request: HttpRequest, ending: str) -> HttpResponse:
    """All that the reader marked and said, as a file, while it is being read."""
    mine, base = Annotations.of(request.user), request.build_absolute_uri("/")
    if ending == "md":
        kind, pieces = "text/markdown", as_markdown(mine.in_reading_order(), base)
    elif ending == "csv":
        kind, pieces = "text/csv", as_csv(mine.in_reading_order(), base)
    elif ending == "jsonld":
        kind, url = "application/ld+json", request.build_absolute_uri(request.path)
        pieces = as_collection(
            mine.in_reading_order(), base, url=url, label=_label(request), total=mine.extent.total
        )
    else:
        raise Http404
    response = StreamingHttpResponse(pieces, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="gloss-highlights.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def bring(request: HttpRequest) -> HttpResponse:
    """Choose a file; what became of its annotations."""
    if request.method != "POST":
        return _form(request, brought=request.session.pop("brought", None))
    file, wanted = request.FILES.get("file"), request.POST.get("story", "").strip()
    largest = settings.LARGEST_ANNOTATIONS
    if file is None:
        return _form(request, refused="Choose a file first.", wanted=wanted)
    if file.size > largest:
        sentence = f"{file.name} is larger than {largest:,} bytes: bring it in parts."
        return _form(request, refused=sentence, wanted=wanted)
    if refusal := too_often(request, "file"):
        return _form(request, refused=refusal, wanted=wanted, status=429)
    story = _story(request, wanted)
    if wanted and story is None:
        sentence = f"There is no story “{wanted[:100]}” here, or several. Give its address."
        return _form(request, refused=sentence, wanted=wanted)
    try:
        with turn():
            made, odd = read_highlights(file.read())
            brought = Brought.from_annotations(
                made, by=request.user, host=request.get_host(), story=story
            )
    except Busy as busy:
        return _form(request, refused=str(busy), wanted=wanted, status=503)
    except AnnotationError as error:
        return _form(request, refused=f"{file.name}: {error}", wanted=wanted)
    request.session["brought"] = brought.as_json() | {"odd": odd, "name": file.name}
    return HttpResponseRedirect(reverse("annotation_import"), status=303)


@require_POST
@login_required
def everything(request: HttpRequest) -> HttpResponse:
    """All that the reader ever made here, in one archive."""
    if refusal := too_often(request, "file"):
        return say_plainly(request, refusal, 429)
    made = archive_of(request.user, request.build_absolute_uri("/"))
    name = f"gloss-{request.user.username}-{timezone.now():%Y-%m-%d}.zip"
    response = FileResponse(made, as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def _label(request: HttpRequest) -> str:
    return f"What {request.user} marked and said on {request.get_host()}"


def _story(request: HttpRequest, wanted: str) -> Story | None:
    """The one story of this address, or of this title."""
    visible = Story.objects.visible_to(request.user)
    address = Address.of(urlsplit(wanted).path) if wanted.startswith(("/", "http")) else None
    if address:
        return visible.filter(slug=address.slug).first()
    found = visible.filter(title__iexact=wanted)[:2]
    return found[0] if wanted and len(found) == 1 else None


def _form(
    request: HttpRequest,
    *,
    refused: str = "",
    wanted: str = "",
    brought: dict | None = None,
    status: int = 422,
) -> HttpResponse:
    """The form; with what was typed and a `status`, where the file was refused."""
    known = Story.objects.visible_to(request.user).filter(progress__reader=request.user)
    context = {
        "refused": refused,
        "wanted": wanted,
        "brought": brought,
        "stories": known.order_by("-progress__updated_at")[:MOST_STORIES],
        "largest": f"{settings.LARGEST_ANNOTATIONS / 1_000_000:g} MB",
        "endings": ",".join(ENDINGS),
    }
    return render(
        request, "account/import_highlights.html", context, status=status if refused else 200
    )
