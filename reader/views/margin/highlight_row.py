"""A highlight among the reader's others."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from reader.models import Highlight
from reader.models.margin.highlight import HighlightQuerySet
from reader.views.margin.forms import HighlightForm
from reader.web.request import SignedInRequest


def described_highlights(request: SignedInRequest) -> HighlightQuerySet:
    """The reader's own, also those that were just removed, with what a row shows: where it leads,
    and `shut`, whether it leads nowhere any more."""
    return (
        Highlight.objects.filter(reader=request.user)
        .with_words_now()
        .with_shut(request.user)
        .select_related("passage__chapter__story__author", "passage__origin__chapter__story")
        .defer("passage__chapter__story__summary", "passage__origin__text",
               "passage__origin__blocks", "passage__origin__source", "passage__origin__places")
    )  # fmt: skip


def highlight_row(request: SignedInRequest, pk: int) -> HttpResponse:
    """A highlight among the others, as it is now."""
    highlight = described_highlights(request).get(pk=pk)
    highlight.colour = request.user.named(highlight.colour)
    return render(request, "margin/_highlight_row.html", {"highlight": highlight})


@login_required
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A highlight with its note and colour to be changed, in its place among the others."""
    highlight = get_object_or_404(described_highlights(request), pk=pk, removed_at=None)
    context = {
        "highlight": highlight,
        "form": HighlightForm(instance=highlight),
        "colours": Highlight.Colour.values,
    }
    template = "margin/highlight.html#editing" if request.htmx else "margin/highlight.html"
    return render(request, template, context)
