"""Exporting what a reader marked and said, as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase, StreamingHttpResponse

from reader.actions.annotations.annotation_list import AnnotationList
from reader.exporting.annotations.markdown import as_markdown
from reader.exporting.annotations.readwise import as_csv
from reader.exporting.annotations.web_annotation import as_collection
from reader.web.request import SignedInRequest


@login_required
def export(request: SignedInRequest, ending: str) -> HttpResponseBase:
    """All of it, sent while it is being read from the database. Raises Http404."""
    mine, base = AnnotationList.of(request.user), request.build_absolute_uri("/")
    annotations = mine.in_reading_order()
    if ending == "md":
        kind, pieces = "text/markdown", as_markdown(annotations, base)
    elif ending == "csv":
        kind, pieces = "text/csv", as_csv(annotations, base)
    elif ending == "jsonld":
        kind, url = "application/ld+json", request.build_absolute_uri(request.path)
        label = f"Highlights and comments of {request.user} on {request.get_host()}"
        pieces = as_collection(annotations, base, url=url, label=label, total=mine.extent.total)
    else:
        raise Http404
    response = StreamingHttpResponse(pieces, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="gloss-highlights.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response
