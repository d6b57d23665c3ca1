"""One of a reader's highlights to revisit, picked at random."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from reader.models import Highlight
from reader.text.whole_numbers import whole_number
from reader.views.margin.highlight_row import described_highlights
from reader.web.request import SignedInRequest


@login_required
def revisit(request: SignedInRequest) -> HttpResponse:
    """A highlight, other than the one that was just shown, whose key is `?met=`."""
    highlight = random_highlight(request, other_than=whole_number(request.GET.get("met", "")))
    template = "margin/_revisit_card.html" if request.htmx else "margin/revisit.html"
    answer = render(request, template, {"revisited": highlight})
    answer["Cache-Control"] = "private, no-store"
    return answer


def random_highlight(
    request: SignedInRequest, *, other_than: int | None = None
) -> Highlight | None:
    """One of the reader's highlights; another one than the one with that key, if there is one."""
    own = Highlight.objects.of(request.user).order_by("?")
    chosen = own.exclude(pk=other_than or 0).first() or own.first()
    if chosen is None:
        return None
    return described_highlights(request).filter(pk=chosen.pk).first()
