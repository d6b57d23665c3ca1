"""What programs send: read, and held to the rules of the page."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from reader.exporting.annotations.web_annotation import MEDIA_TYPE
from reader.importing.annotations.web_annotation import (
    NoAnnotation,
    load_json,
    read_strict_annotation,
)
from reader.models import Highlight
from reader.text.annotation import HIGHLIGHTING, Annotation, AnnotationError
from reader.views.annotations.negotiation import JSON_LD
from reader.views.annotations.refusal import Refusal
from reader.views.margin.forms import CommentForm, HighlightForm
from reader.web.rate_limits import too_often


def read_body(request: HttpRequest) -> Annotation:
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
        return read_strict_annotation(load_json(request.body))
    except NoAnnotation as error:
        raise Refusal(415, str(error)) from error
    except AnnotationError as error:
        raise Refusal(400, str(error)) from error


def hold_to_the_rules(request: HttpRequest, sent: Annotation) -> None:
    """As often and as long as people may on the page. Raises Refusal."""
    form: HighlightForm | CommentForm
    if sent.motivation == HIGHLIGHTING:
        action, colour = "highlight", sent.colour or Highlight.Colour.YELLOW
        form = HighlightForm({"colour": colour, "note": sent.text, "public": sent.public})
    else:
        action, form = "comment", CommentForm({"text": sent.text})
    if not form.is_valid():
        first = next(iter(form.errors.values()))
        raise Refusal(400, str(first[0]))
    if refusal := too_often(request, action):
        raise Refusal(429, refusal, **{"Retry-After": "60"})
