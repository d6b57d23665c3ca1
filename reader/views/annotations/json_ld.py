"""What the annotation protocol answers, as JSON-LD, and the URLs in it."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from reader.exporting.annotations.web_annotation import MEDIA_TYPE, as_json_ld
from reader.text.annotation import Annotation
from reader.views.annotations.etags import etag_of

LDP = "http://www.w3.org/ns/ldp"
CONTAINER = {
    "Link": f'<{LDP}#BasicContainer>; rel="type", '
    f'<http://www.w3.org/TR/annotation-protocol/>; rel="{LDP}#constrainedBy"',
    "Accept-Post": MEDIA_TYPE,
}
"""The headers of a container of annotations."""
RESOURCE = {
    "Link": f'<{LDP}#Resource>; rel="type", <http://www.w3.org/ns/oa#Annotation>; rel="type"'
}
"""The headers of one annotation."""


def json_answer(document: dict[str, Any]) -> HttpResponse:
    content = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return HttpResponse(content, content_type=MEDIA_TYPE)


def annotation_answer(request: HttpRequest, annotation: Annotation) -> HttpResponse:
    """One annotation, with its ETag."""
    response = json_answer(as_json_ld(annotation, site_url(request)))
    response["ETag"] = etag_of(response.content)
    return response


def site_url(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")


def annotation_url(request: HttpRequest, name: str) -> str:
    return request.build_absolute_uri(reverse("annotation", args=[name]))
