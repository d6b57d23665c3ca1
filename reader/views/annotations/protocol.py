"""The Web Annotation Protocol: containers of annotations, and each annotation at its address.

https://www.w3.org/TR/annotation-protocol/. `/annotations/` contains them all, and below it are
their addresses; a story's and a chapter's container hold those of them that are about it.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from reader.actions.annotations.annotate import Conflict, annotate, change
from reader.exporting.annotations.web_annotation import MEDIA_TYPE, as_json_ld, timestamp
from reader.models import Annotations, Chapter, Comment, Highlight, Story
from reader.models.margin.comment import html_of
from reader.text.annotation import CONTEXT, Annotation, AnnotationError
from reader.views.annotations.negotiating import Refusal, etag_of, matches, negotiated
from reader.views.annotations.receiving import hold_to_the_rules, received, what_it_is_about

ON_A_PAGE = 100
READ_ONLY = "GET, HEAD, OPTIONS"
LDP = "http://www.w3.org/ns/ldp"
CONTAINER = {
    "Link": f'<{LDP}#BasicContainer>; rel="type", '
    f'<http://www.w3.org/TR/annotation-protocol/>; rel="{LDP}#constrainedBy"',
    "Accept-Post": MEDIA_TYPE,
}
RESOURCE = {
    "Link": f'<{LDP}#Resource>; rel="type", <http://www.w3.org/ns/oa#Annotation>; rel="type"'
}


@negotiated(("GET", "HEAD", "OPTIONS", "POST"), CONTAINER)
def container(
    request: HttpRequest, slug: str | None = None, number: int | None = None
) -> HttpResponse:
    """The annotations on everything, on a story, or on a chapter: counted, a page, a new one."""
    story, chapter = _scope(request, slug, number)
    if request.method == "POST" and "page" in request.GET:
        raise Refusal(
            405, "Post to the container, not to a page of it.", Allow="GET, HEAD, OPTIONS"
        )
    if request.method == "POST":
        return _created(request, story, chapter)
    found = Annotations.visible_to(request.user, story=story, chapter=chapter)
    label = f"Annotations on {chapter or story or 'Gloss'}"
    if "page" in request.GET:
        return _page(request, found)
    return _contents(request, found, label)


@negotiated(("GET", "HEAD", "OPTIONS", "PUT", "DELETE"), RESOURCE)
def annotation(request: HttpRequest, name: str) -> HttpResponse:
    """One annotation; its writer can replace and delete it."""
    found = Annotations.visible_to(request.user)
    row = found.row(name)
    if row is None and found.gone(name):
        raise Refusal(410, "It was deleted.")
    if row is None:
        raise Http404
    if request.method in ("GET", "HEAD"):
        return _said(request, found.described(row))
    if row.reader != request.user:
        raise Refusal(403, "It is somebody else’s: only they can change it.")
    sent = _replacing(request) if request.method == "PUT" else None
    with transaction.atomic():
        type(row).objects.select_for_update().filter(pk=row.pk).first()  # one change at a time
        row = found.row(name)
        if row is None:
            raise Refusal(410, "It was deleted.")
        wanted = request.headers.get("If-Match", "")
        if wanted and not matches(wanted, _said(request, found.described(row))["ETag"]):
            raise Refusal(412, "It has changed since you read it: read it again.")
        if sent is not None:
            return _replaced(request, found, name, row, sent)
        row.remove() if isinstance(row, Highlight) else row.retract()
    return HttpResponse(status=204)


def _replacing(request: HttpRequest) -> Annotation:
    """What one's own annotation is to say, held to the rules and ready to be stored."""
    if not request.headers.get("If-Match"):
        raise Refusal(428, "Say with If-Match which state of it you are replacing: its ETag.")
    sent = received(request)
    if sent.id and sent.id != request.build_absolute_uri(request.path):
        raise Refusal(409, "This is the address of another annotation.")
    hold_to_the_rules(request, sent)
    html_of(sent.text)  # before anything is locked
    return sent


def _replaced(
    request: HttpRequest,
    found: Annotations,
    name: str,
    row: Highlight | Comment,
    sent: Annotation,
) -> HttpResponse:
    """What a reader's own annotation is, once it says what was sent."""
    try:
        change(row, sent, found.described(row))
    except Conflict as conflict:
        raise Refusal(409, str(conflict)) from conflict
    return _said(request, found.described(found.row(name)))


def _scope(
    request: HttpRequest, slug: str | None, number: int | None
) -> tuple[Story | None, Chapter | None]:
    """What a container is about. Raises Http404."""
    if slug is None:
        return None, None
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    if number is None:
        return story, None
    chapters = Chapter.objects.visible_to(request.user).filter(story=story).select_related("story")
    return story, get_object_or_404(chapters, number=number, revision__isnull=False)


def _contents(request: HttpRequest, found: Annotations, label: str) -> HttpResponse:
    """The container with its first page, as the client prefers: with the annotations, with their
    addresses only, or neither."""
    prefer = request.headers.get("Prefer", "")
    iris = "PreferContainedIRIs" in prefer or request.GET.get("iris") == "1"
    minimal = "PreferMinimalContainer" in prefer
    url = _url(request, iris)
    total, modified = found.extent
    last = max(total - 1, 0) // ON_A_PAGE
    said: dict[str, Any] = {
        "@context": [CONTEXT, "http://www.w3.org/ns/ldp.jsonld"],
        "id": url,
        "type": ["BasicContainer", "AnnotationCollection"],
        "label": label,
        "total": total,
    }
    if modified:
        said["modified"] = timestamp(modified)
    first = f"{url}&page=0" if minimal else _items(request, found, url, 0, last)
    said |= {"first": first, "last": f"{url}&page={last}"}
    response = _json(said)
    response["Content-Location"] = url
    if prefer:
        response["Preference-Applied"] = "return=representation"
    return response


def _page(request: HttpRequest, found: Annotations) -> HttpResponse:
    number = request.GET["page"]
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        raise Refusal(400, "A page has a number, from 0.")
    url = _url(request, request.GET.get("iris") == "1")
    total, modified = found.extent
    last = max(total - 1, 0) // ON_A_PAGE
    if int(number) > last:
        raise Http404
    whole: dict[str, Any] = {"id": url, "type": "AnnotationCollection", "total": total}
    if modified:
        whole["modified"] = timestamp(modified)
    whole |= {"first": f"{url}&page=0", "last": f"{url}&page={last}"}
    page = _items(request, found, url, int(number), last)
    response = _json({"@context": CONTEXT} | page | {"partOf": whole})
    response["Allow"] = READ_ONLY
    response["Link"] = f'<{LDP}#Resource>; rel="type"'
    return response


def _items(
    request: HttpRequest, found: Annotations, url: str, number: int, last: int
) -> dict[str, Any]:
    """A page of a container: an AnnotationPage."""
    start = number * ON_A_PAGE
    names = found.names(start, start + ON_A_PAGE)
    base = _base(request)
    if url.endswith("=1"):
        items: list[Any] = [
            request.build_absolute_uri(reverse("annotation", args=[name])) for name in names
        ]
    else:
        items = [as_json_ld(one, base, context=False) for one in found.called(names)]
    page = {
        "id": f"{url}&page={number}",
        "type": "AnnotationPage",
        "partOf": url,
        "startIndex": start,
        "items": items,
    }
    if number:
        page["prev"] = f"{url}&page={number - 1}"
    if number < last:
        page["next"] = f"{url}&page={number + 1}"
    return page


def _created(request: HttpRequest, story: Story | None, chapter: Chapter | None) -> HttpResponse:
    """A new annotation, by the rules of the page: as often, as long, by whoever may read."""
    sent = received(request)
    if sent.id:
        sent = Annotation(**sent.__dict__ | {"via": sent.via or (sent.id,)})
    about, to = what_it_is_about(request, sent, story, chapter)
    hold_to_the_rules(request, sent)
    try:
        row = annotate(sent, by=request.user, chapter=about, to=to)
    except Conflict as conflict:
        there = {"Location": _at(request, conflict.name)} if conflict.name else {}
        raise Refusal(409, str(conflict), **there) from conflict
    except AnnotationError as error:
        raise Refusal(400, str(error)) from error
    name = f"{'h' if isinstance(row, Highlight) else 'c'}{row.pk}"
    found = Annotations.visible_to(request.user)
    response = _said(request, found.described(found.row(name)))
    response.status_code = 201
    response["Location"] = _at(request, name)
    response["Link"] = f"{RESOURCE['Link']}, {CONTAINER['Link']}"
    return response


def _said(request: HttpRequest, found: Annotation) -> HttpResponse:
    response = _json(as_json_ld(found, _base(request)))
    response["ETag"] = etag_of(response.content)
    return response


def _json(said: dict[str, Any]) -> HttpResponse:
    content = json.dumps(said, ensure_ascii=False, indent=1).encode()
    return HttpResponse(content, content_type=MEDIA_TYPE)


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")


def _at(request: HttpRequest, name: str) -> str:
    return request.build_absolute_uri(reverse("annotation", args=[name]))


def _url(request: HttpRequest, iris: bool) -> str:
    """The container's address, which tells what is on its pages."""
    return f"{request.build_absolute_uri(request.path)}?iris={int(iris)}"
