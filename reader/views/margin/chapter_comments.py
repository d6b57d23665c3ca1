"""The comments on a chapter as a whole."""

from __future__ import annotations

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string

from reader.actions.margin.margin import Margin
from reader.text.whole_numbers import whole_number

COMMENTS_ON_A_PAGE = 50


def chapter_comments(request: HttpRequest, margin: Margin) -> str:
    """A page of them as HTML: the one that `?comments=` asks for, or the one that has the comment
    `?comment=`. The first page comes from the cache."""
    number = whole_number(request.GET.get("comments", "1")) or 1
    wanted = whole_number(request.GET.get("comment", ""))
    if wanted is not None:
        before = margin.chapter.comments.on_chapter().filter(pk__lt=wanted).count()
        number = before // COMMENTS_ON_A_PAGE + 1
    elif number == 1:
        return margin.kept("comments", partial(_comments_html, request, margin, 1))
    return _comments_html(request, margin, number)


def _comments_html(request: HttpRequest, margin: Margin, number: int) -> str:
    threads = margin.chapter.comments.on_chapter()
    page = Paginator(threads.with_replies(), COMMENTS_ON_A_PAGE).get_page(number)
    context = {"chapter": margin.chapter, "page": page, "reader": request.user}
    return render_to_string("margin/_comments.html", context)
