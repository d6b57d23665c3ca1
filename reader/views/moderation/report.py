"""Reporting a comment, a mark that somebody shows, a correction that somebody sent one, a story, a
chapter or a reader."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from reader.actions.moderation.report import OwnThing, report
from reader.models import Chapter, Comment, Highlight, Reader, Report, Story, TypoNote
from reader.models.moderation.kind import (
    Kind,
    Reported,
    is_own,
    kind_of,
    owner_of,
    quote_of,
    words_of,
)
from reader.views.moderation.forms import ReportForm
from reader.views.site.forms import status_of
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest
from reader.web.store_once import store_once

OWN = "This is your own. You can change it, or take it away, yourself."


@login_required
def report_thing(request: SignedInRequest, kind: str, key: int) -> HttpResponse:
    """A form that says what is wrong with a thing; what a reader reported already can be said in
    other words until somebody has decided."""
    thing = _reportable(request.user, kind, key)
    if is_own(thing, request.user):
        raise PermissionDenied(OWN)
    before = _reported_before(request.user, thing)
    initial = {"reason": before.reason, "text": before.text} if before else None
    form = ReportForm(request.POST or None, initial=initial)
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        reason = too_often(request, "report")
        if not reason:
            return _reported(request, thing, form)
        form.add_error(None, reason)
        status = 429
    context = _context(thing) | {"form": form, "before": before}
    template = "moderation/_report_form.html" if request.htmx else "moderation/report.html"
    return render(request, template, context, status=status)


def _reported(request: SignedInRequest, thing: Reported, form: ReportForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        with store_once(request):
            report(thing, by=request.user, reason=said["reason"], text=said["text"])
    except OwnThing:
        raise PermissionDenied(OWN) from None
    if request.htmx:
        return render(request, "moderation/_reported.html")
    return HttpResponseRedirect(request.path, status=303)


def _context(thing: Reported) -> dict[str, object]:
    return {
        "thing": thing,
        "kind": kind_of(thing),
        "about": owner_of(thing),
        "words": words_of(thing),
        "quote": quote_of(thing),
        "form_id": f"report-{kind_of(thing)}-{thing.pk}",
        "back": _back_to(thing),
    }


def _back_to(thing: Reported) -> str:
    """Where whoever reports it comes from."""
    if isinstance(thing, TypoNote):
        return thing.url_at_desk
    return thing.url_in_chapter if isinstance(thing, Comment) else thing.get_absolute_url()


def _reported_before(reader: Reader, thing: Reported) -> Report | None:
    named = {"case__kind": kind_of(thing), "case__key": thing.pk, "case__closed_at": None}
    return Report.objects.filter(by=reader, **named).first()


def _reportable(reader: Reader, kind: str, key: int) -> Reported:
    """The thing, if this reader may read where it is and others see it: what somebody says who
    blocked them can be about them. Raises Http404."""
    rows: Any
    if kind == Kind.COMMENT:
        shown = Comment.objects.on_readable(reader).spoken()
        rows = shown.select_related("reader", "chapter__story", "passage")
    elif kind == Kind.HIGHLIGHT:
        chapters = Chapter.objects.visible_to(reader)
        shown_marks = Highlight.objects.filter(public=True, removed_at=None)
        rows = shown_marks.filter(passage__chapter__in=chapters)
        rows = rows.select_related("reader", "passage__chapter__story")
    elif kind == Kind.TYPO_NOTE:
        rows = TypoNote.objects.sent_to(reader).select_related("reader", "story__author")
    elif kind == Kind.STORY:
        rows = Story.objects.visible_to(reader).published().select_related("author")
    elif kind == Kind.CHAPTER:
        rows = Chapter.objects.visible_to(reader).published()
        rows = rows.select_related("story__author")
    elif kind == Kind.READER:
        rows = Reader.objects.filter(Q(is_active=True))
    else:
        raise Http404
    found: Reported = get_object_or_404(rows, pk=key)
    return found
