"""The comments on a chapter as a whole."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest
from django.template.loader import render_to_string

from reader.actions.margin.margin import Margin
from reader.models import Comment
from reader.text.whole_numbers import whole_number
from reader.views.margin.comment_page import COMMENTS_ON_A_PAGE, comment_page


def chapter_comments(request: HttpRequest, margin: Margin, wanted: Comment | None = None) -> str:
    """A page of them as HTML: the one that has the comment that is `wanted`, if it is on the
    chapter as a whole, else the one that `?comments=` asks for. The first one is cached."""
    number = whole_number(request.GET.get("comments", "1")) or 1
    if wanted and wanted.passage_id is None:
        begun = wanted.parent or wanted
        before = margin.chapter.comments.on_chapter().before(begun).count()
        number = before // COMMENTS_ON_A_PAGE + 1
    elif number == 1:
        return margin.kept("comments", partial(_comments_html, request, margin, 1))
    return _comments_html(request, margin, number, wanted)


def _comments_html(
    request: HttpRequest, margin: Margin, number: int, wanted: Comment | None = None
) -> str:
    threads = margin.chapter.comments.on_chapter()
    page = comment_page(threads, number, wanted)
    context = {"chapter": margin.chapter, "page": page, "reader": request.user}
    return render_to_string("margin/_comments.html", context)
