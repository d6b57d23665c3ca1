"""What I follow: stories, authors and threads, each with why, to be switched off and on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from reader.models import Reader
from reader.models.inbox.followed import (
    followed_authors,
    followed_comments,
    followed_passages,
    followed_stories,
)
from reader.views.inbox.follow_button import FollowButton
from reader.web.request import SignedInRequest

ROWS_ON_A_PAGE = 30
KINDS: dict[str, tuple[str, Callable[[Reader], QuerySet[Any]]]] = {
    "stories": ("Stories", followed_stories),
    "authors": ("Authors", followed_authors),
    "words": ("Threads on words", followed_passages),
    "chapters": ("Threads on chapters", followed_comments),
}


@login_required
def following(request: SignedInRequest) -> HttpResponse:
    """One kind of what the reader follows, the one that `?of=` asks for, in pages. The number of
    queries does not depend on how much it is."""
    kind = request.GET.get("of", "")
    kind = kind if kind in KINDS else "stories"
    rows = KINDS[kind][1](request.user)
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    told = [(row, FollowButton(row, row.following, "named")) for row in page]
    kinds = [(name, label) for name, (label, _) in KINDS.items()]
    context = {"kind": kind, "kinds": kinds, "page": page, "told": told, "keep": f"of={kind}&"}
    return render(request, "inbox/following.html", context)
