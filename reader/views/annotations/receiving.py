"""What programs send: read, held to the rules of the page, and put where it belongs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from reader.actions.annotations.chapter_url import Address
from reader.exporting.annotations.web_annotation import MEDIA_TYPE
from reader.importing.annotations.web_annotation import NoAnnotation, load, read_strictly
from reader.models import Annotations, Chapter, Comment, Highlight, Story
from reader.text.annotation import HIGHLIGHTING, REPLYING, Annotation, AnnotationError
from reader.views.annotations.negotiating import JSON_LD, Refusal
from reader.views.site.forms import CommentForm, HighlightForm
from reader.web.rate_limits import too_often


def what_it_is_about(
    request: HttpRequest, sent: Annotation, story: Story | None, chapter: Chapter | None
) -> tuple[Chapter, Comment | None]:
    """The chapter that an annotation is about, and the comment that it answers. Raises Refusal
    for what is not here, or not about the story or the chapter of a container."""
    address = sent.answers or sent.source
    host = urlsplit(request.build_absolute_uri(address)).netloc if _parses(address) else ""
    if host != request.get_host():
        raise Refusal(400, "The target is not a chapter here.")
    to = None
    if sent.motivation == REPLYING:
        to = Annotations.visible_to(request.user).row(urlsplit(address).path.rpartition("/")[2])
        if not isinstance(to, Comment):
            raise Refusal(400, "An answer’s target is the address of a comment.")
        about = get_object_or_404(_chapters(request.user), pk=to.chapter_id)
    else:
        wanted = Address.of(address)
        if wanted is None or not (wanted.number or wanted.pk):
            raise Refusal(400, "The target is not a chapter here.")
        which = {"number": wanted.number} if wanted.number else {"pk": wanted.pk, "number": None}
        about = _chapters(request.user).filter(story__slug=wanted.slug, **which).first()
        if about is None:
            raise Refusal(400, "The target is not a chapter here.")
    if (story and about.story_id != story.pk) or (chapter and about.pk != chapter.pk):
        raise Refusal(400, "The target is not what this container is about: post to its own.")
    return about, to


def _parses(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def received(request: HttpRequest) -> Annotation:
    """The annotation in a request's body. Raises Refusal."""
    if request.content_type != JSON_LD:
        raise Refusal(415, f"Send {MEDIA_TYPE}.")
    most = 12 * (settings.LONGEST_COMMENT + settings.LONGEST_PASSAGE) + 20_000
    try:
        if len(request.body) > most:
            raise RequestDataTooBig
    except RequestDataTooBig as error:
        raise Refusal(413, f"An annotation may be {most:,} bytes long.") from error
    try:
        return read_strictly(load(request.body))
    except NoAnnotation as error:
        raise Refusal(415, str(error)) from error
    except AnnotationError as error:
        raise Refusal(400, str(error)) from error


def hold_to_the_rules(request: HttpRequest, sent: Annotation) -> None:
    """As often and as long as people may on the page. Raises Refusal."""
    if sent.motivation == HIGHLIGHTING:
        colour = sent.colour or Highlight.Colour.YELLOW
        form = HighlightForm({"colour": colour, "note": sent.text, "public": sent.public})
    else:
        form = CommentForm({"text": sent.text})
    if not form.is_valid():
        first = next(iter(form.errors.values()))[0]
        raise Refusal(400, str(first))
    action = "highlight" if sent.motivation == HIGHLIGHTING else "comment"
    if refusal := too_often(request, action):
        raise Refusal(429, refusal, **{"Retry-After": "60"})


def _chapters(reader: object) -> Any:
    return (
        Chapter.objects.visible_to(reader)
        .filter(revision__isnull=False)
        .select_related("story__author", "revision")
        .defer("revision__source", "revision__blocks", "revision__places")
    )
