"""One annotation at its URL, of the Web Annotation Protocol: read, replaced, deleted.

https://www.w3.org/TR/annotation-protocol/#annotation-retrieval
"""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from reader.actions.annotations.annotate import Conflict, change
from reader.actions.annotations.annotation_list import AnnotationList
from reader.actions.margin.comment import delete_comment
from reader.actions.margin.highlight import remove_highlight
from reader.actions.refused import Refused
from reader.models import Comment, Highlight, Reader
from reader.models.margin.comment_html import html_of
from reader.text.annotation import Annotation
from reader.views.annotations.etags import matches
from reader.views.annotations.json_ld import RESOURCE, annotation_answer
from reader.views.annotations.negotiation import negotiated
from reader.views.annotations.refusal import Refusal
from reader.views.annotations.request_body import hold_to_the_rules, read_body


@negotiated(("GET", "HEAD", "OPTIONS", "PUT", "DELETE"), RESOURCE)
def annotation(request: HttpRequest, name: str) -> HttpResponse:
    """One annotation; its writer can replace and delete it."""
    found = AnnotationList.visible_to(request.user)
    row = found.row(name)
    if row is None and found.gone(name):
        raise Refusal(410, "It was deleted.")
    if row is None:
        raise Http404
    if request.method in ("GET", "HEAD"):
        return annotation_answer(request, found.described(row))
    if row.reader != request.user:
        raise Refusal(403, "It belongs to somebody else: only they can change it.")
    sent = _replacement(request, row.reader) if request.method == "PUT" else None
    with transaction.atomic():
        _lock(row)
        row = found.row(name)
        if row is None:
            raise Refusal(410, "It was deleted.")
        _hold_to_state(request, found.described(row))
        if sent is not None:
            return _replaced(request, found, name, row, sent)
        _delete(row)
    return HttpResponse(status=204)


def _replacement(request: HttpRequest, by: Reader) -> Annotation:
    """What one's own annotation is to say, held to the rules and ready to be stored."""
    if not request.headers.get("If-Match"):
        raise Refusal(428, "Say with If-Match which state of it you are replacing: its ETag.")
    sent = read_body(request)
    if sent.id and sent.id != request.build_absolute_uri(request.path):
        raise Refusal(409, "The id is the URL of another annotation.")
    hold_to_the_rules(request, sent)
    html_of(sent.text, by)  # before anything is locked
    return sent


def _hold_to_state(request: HttpRequest, present: Annotation) -> None:
    """Raises Refusal where a program knows another state of the annotation than the present."""
    wanted = request.headers.get("If-Match", "")
    if wanted and not matches(wanted, annotation_answer(request, present)["ETag"]):
        raise Refusal(412, "It has changed since you read it: read it again.")


def _replaced(
    request: HttpRequest,
    found: AnnotationList,
    name: str,
    row: Highlight | Comment,
    sent: Annotation,
) -> HttpResponse:
    """What a reader's own annotation is, once it says what was sent."""
    try:
        change(row, sent, found.described(row))
    except Refused as refused:
        raise Refusal(403, str(refused)) from refused
    except Conflict as conflict:
        raise Refusal(409, str(conflict)) from conflict
    return annotation_answer(request, found.called([name])[0])


def _lock(row: Highlight | Comment) -> None:
    """Keep others from changing it until the transaction ends: one change at a time."""
    type(row).objects.select_for_update().filter(pk=row.pk).first()


def _delete(row: Highlight | Comment) -> None:
    if isinstance(row, Highlight):
        remove_highlight(row)
    else:
        delete_comment(row)
