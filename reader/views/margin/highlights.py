"""A commonplace book: all that a reader marked and noted, arranged, searched, met again."""

from __future__ import annotations

from random import randrange
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, F, Max, OuterRef, Window
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from reader.models import Chapter, Highlight, Story
from reader.models.margin.highlight import HighlightQuerySet
from reader.text.whole_numbers import whole_number
from reader.views.site.forms import HighlightForm

ON_A_PAGE = 50
ENOUGH = 3
"""Highlights from which on one of them is worth meeting again."""
ORDERS = {
    "story": ("By story", ("-latest", "passage__chapter__story",
                           F("passage__chapter__number").asc(nulls_last=True),
                           "passage__chapter", "passage__start", "pk")),
    "colour": ("By colour", ("colour", "-created_at", "-pk")),
    "date": ("By date", ("-created_at", "-pk")),
}  # fmt: skip


@login_required
def highlights(request: HttpRequest) -> HttpResponse:
    """My highlights and notes: the story marked last comes first, or as the address asks."""
    own = Highlight.objects.of(request.user)
    asked = {
        "q": " ".join(request.GET.get("q", "").split())[:200],
        "colour": _one_of(request.GET.get("colour"), Highlight.Colour.values, ""),
        "story": request.GET.get("story", "")[:80],
        "by": _one_of(request.GET.get("by"), ORDERS, "story"),
    }
    chosen = own.matching(asked["q"])
    if asked["colour"]:
        chosen = chosen.filter(colour=asked["colour"])
    if asked["story"]:
        chosen = chosen.filter(passage__chapter__story__slug=asked["story"])
    latest = Window(Max("created_at"), partition_by=F("passage__chapter__story"))
    chosen = chosen.annotate(latest=latest).order_by(*ORDERS[asked["by"]][1])
    page = Paginator(chosen.values_list("pk", flat=True), ON_A_PAGE)
    page = page.get_page(request.GET.get("page"))
    shown = _for_page(Highlight.objects.of(request.user), request).in_bulk(list(page))
    page.object_list = [shown[pk] for pk in page if pk in shown]
    narrowed = any(asked[name] for name in ("q", "colour", "story"))
    context = {
        "page": page,
        **asked,
        "asked": asked,
        "narrowed": narrowed,
        "keep": _address(asked, trailing=True),
        "orders": [(by, label, _address(asked | {"by": by})) for by, (label, _) in ORDERS.items()],
        "dots": [(c, _address(asked | {"colour": c})) for c in ("", *Highlight.Colour.values)],
    }
    if request.htmx and not request.htmx.history_restore_request:
        answer = render(request, "margin/highlights.html#book", context)
        address = _address(asked)
        answer["HX-Push-Url"] = reverse("highlight_list") + (address and f"?{address}")
    else:
        marked = Story.objects.filter(pk__in=own.order_by().values("passage__chapter__story"))
        context["stories"] = marked.order_by("title").values_list("slug", "title")
        if not narrowed and page.number == 1 and page.paginator.count >= ENOUGH:
            context["again"] = one_again(request)
        answer = render(request, "margin/highlights.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@login_required
def again(request: HttpRequest) -> HttpResponse:
    """One highlight to meet again, picked by chance; not the one that was just met."""
    found = one_again(request, met=whole_number(request.GET.get("met", "")) or 0)
    template = "margin/_revisit_card.html" if request.htmx else "margin/revisit.html"
    answer = render(request, template, {"again": found})
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A highlight with its note and colour to be changed, in its place among the others."""
    own = _for_page(Highlight.objects.of(request.user), request)
    highlight = get_object_or_404(own, pk=pk)
    context = {
        "highlight": highlight,
        "form": HighlightForm(instance=highlight),
        "colours": Highlight.Colour.values,
    }
    template = "margin/highlight.html#editing" if request.htmx else "margin/highlight.html"
    return render(request, template, context)


def one_again(request: HttpRequest, *, met: int = 0) -> Highlight | None:
    """One of the reader's highlights, by chance, other than the one `met`, if there is another."""
    own = Highlight.objects.of(request.user)
    others = own.exclude(pk=met)
    count = others.count()
    keys = (others if count else own).order_by("pk").values_list("pk", flat=True)
    chosen = keys[randrange(count or 1) :][:1]
    return _for_page(own, request).filter(pk__in=list(chosen)).first()


def row(request: HttpRequest, highlight: Highlight) -> HttpResponse:
    """A highlight among the others, as it is now."""
    found = _for_page(Highlight.objects.filter(reader=request.user), request).get(pk=highlight.pk)
    return render(request, "margin/_highlight_row.html", {"highlight": found})


def _for_page(highlights: HighlightQuerySet, request: HttpRequest) -> HighlightQuerySet:
    """With what a row shows: where it leads, and `shut`, whether it leads nowhere any more."""
    visible = Chapter.objects.visible_to(request.user)
    return (
        highlights.with_words_now()
        .annotate(shut=~Exists(visible.filter(pk=OuterRef("passage__chapter"))))
        .select_related("passage__chapter__story__author", "passage__origin__chapter__story")
        .defer("passage__chapter__story__summary", "passage__origin__text",
               "passage__origin__blocks", "passage__origin__source", "passage__origin__places")
    )  # fmt: skip


def _one_of(wanted: str | None, known: object, otherwise: str) -> str:
    return wanted if wanted in known else otherwise


def _address(asked: dict[str, str], *, trailing: bool = False) -> str:
    usual = {"by": "story"}
    query = urlencode({n: value for n, value in asked.items() if value != usual.get(n, "")})
    return f"{query}&" if query and trailing else query
