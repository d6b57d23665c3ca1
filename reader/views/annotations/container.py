"""Containers of annotations, of the Web Annotation Protocol: of all, of a story's, of a chapter's.

https://www.w3.org/TR/annotation-protocol/#annotation-containers
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from reader.actions.annotations.annotate import Conflict, annotate
from reader.actions.annotations.annotation_list import AnnotationList
from reader.actions.refused import Refused
from reader.models import Chapter, Highlight, Story
from reader.text.annotation import AnnotationError
from reader.views.annotations.container_pages import contents, page
from reader.views.annotations.json_ld import (
    CONTAINER,
    RESOURCE,
    annotation_answer,
    annotation_url,
)
from reader.views.annotations.negotiation import negotiated
from reader.views.annotations.refusal import Refusal
from reader.views.annotations.request_body import hold_to_the_rules, read_body
from reader.views.annotations.target import target_of
from reader.web.request import SignedInRequest


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
        # Nobody but readers gets here: see `negotiated`.
        return _create(cast(SignedInRequest, request), story, chapter)
    if story:
        visible = AnnotationList.visible_to(request.user, story=story, chapter=chapter)
        found = visible.without_hidden_threads()
    else:
        found = AnnotationList.listed_for(request.user)
    if "page" in request.GET:
        return page(request, found)
    return contents(request, found, f"Annotations on {chapter or story or 'Gloss'}")


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


def _create(request: SignedInRequest, story: Story | None, chapter: Chapter | None) -> HttpResponse:
    """A new annotation, by the rules of the page: as often, as long, by whoever may read."""
    sent = read_body(request)
    if sent.id:
        sent = replace(sent, via=sent.via or (sent.id,))
    about, to = target_of(request, sent, story, chapter)
    hold_to_the_rules(request, sent)
    try:
        row = annotate(sent, by=request.user, chapter=about, to=to)
    except Refused as refused:
        raise Refusal(403, str(refused)) from refused
    except Conflict as conflict:
        there = {}
        if conflict.name:
            there["Location"] = annotation_url(request, conflict.name)
        raise Refusal(409, str(conflict), **there) from conflict
    except AnnotationError as error:
        raise Refusal(400, str(error)) from error
    name = f"{'h' if isinstance(row, Highlight) else 'c'}{row.pk}"
    found = AnnotationList.visible_to(request.user)
    response = annotation_answer(request, found.called([name])[0])
    response.status_code = 201
    response["Location"] = annotation_url(request, name)
    response["Link"] = f"{RESOURCE['Link']}, {CONTAINER['Link']}"
    return response
