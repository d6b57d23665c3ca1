"""A container of annotations as JSON-LD: what is in it, a page at a time."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from reader.actions.annotations.annotation_list import AnnotationList
from reader.exporting.annotations.web_annotation import as_json_ld, timestamp
from reader.text.annotation import CONTEXT
from reader.text.whole_numbers import whole_number
from reader.views.annotations.json_ld import LDP, annotation_url, json_answer, site_url
from reader.views.annotations.refusal import Refusal

ANNOTATIONS_ON_A_PAGE = 100
READ_ONLY = "GET, HEAD, OPTIONS"


def contents(request: HttpRequest, found: AnnotationList, label: str) -> HttpResponse:
    """The container with its first page, as the client prefers: with the annotations, with their
    URLs only, or neither."""
    prefer = request.headers.get("Prefer", "")
    iris = "PreferContainedIRIs" in prefer or request.GET.get("iris") == "1"
    url = _url(request, iris)
    total, modified = found.extent
    last = _last_page(total)
    document: dict[str, Any] = {
        "@context": [CONTEXT, "http://www.w3.org/ns/ldp.jsonld"],
        "id": url,
        "type": ["BasicContainer", "AnnotationCollection"],
        "label": label,
        "total": total,
    }
    if modified:
        document["modified"] = timestamp(modified)
    if "PreferMinimalContainer" in prefer:
        document["first"] = f"{url}&page=0"
    else:
        document["first"] = _items(request, found, iris, 0, last)
    document["last"] = f"{url}&page={last}"
    response = json_answer(document)
    response["Content-Location"] = url
    if prefer:
        response["Preference-Applied"] = "return=representation"
    return response


def page(request: HttpRequest, found: AnnotationList) -> HttpResponse:
    """The page of a container that `?page=` asks for. Raises Http404 and Refusal."""
    number = whole_number(request.GET["page"])
    if number is None:
        raise Refusal(400, "Pages are numbered from 0.")
    iris = request.GET.get("iris") == "1"
    url = _url(request, iris)
    total, modified = found.extent
    last = _last_page(total)
    if number > last:
        raise Http404
    whole: dict[str, Any] = {"id": url, "type": "AnnotationCollection", "total": total}
    if modified:
        whole["modified"] = timestamp(modified)
    whole |= {"first": f"{url}&page=0", "last": f"{url}&page={last}"}
    document = {"@context": CONTEXT} | _items(request, found, iris, number, last)
    response = json_answer(document | {"partOf": whole})
    response["Allow"] = READ_ONLY
    response["Link"] = f'<{LDP}#Resource>; rel="type"'
    return response


def _items(
    request: HttpRequest, found: AnnotationList, iris: bool, number: int, last: int
) -> dict[str, Any]:
    """A page of a container: an AnnotationPage, with URLs only if `iris` are preferred."""
    start = number * ANNOTATIONS_ON_A_PAGE
    names = found.names(start, start + ANNOTATIONS_ON_A_PAGE)
    items: list[Any] = []
    if iris:
        for name in names:
            items.append(annotation_url(request, name))
    else:
        base = site_url(request)
        for annotation in found.called(names):
            items.append(as_json_ld(annotation, base, context=False))
    url = _url(request, iris)
    document = {
        "id": f"{url}&page={number}",
        "type": "AnnotationPage",
        "partOf": url,
        "startIndex": start,
        "items": items,
    }
    if number:
        document["prev"] = f"{url}&page={number - 1}"
    if number < last:
        document["next"] = f"{url}&page={number + 1}"
    return document


def _last_page(total: int) -> int:
    """The number of the last page, from 0."""
    return max(total - 1, 0) // ANNOTATIONS_ON_A_PAGE


def _url(request: HttpRequest, iris: bool) -> str:
    """The container's URL, which tells what is on its pages."""
    return f"{request.build_absolute_uri(request.path)}?iris={int(iris)}"
