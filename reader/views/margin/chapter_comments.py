"""The comments on a chapter as a whole, in pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from reader.models import Chapter, Comment
from reader.models.inbox.thanks import load_own_thanks
from reader.models.margin.comment import CommentQuerySet
from reader.models.margin.sight import sight_of
from reader.text.whole_numbers import whole_number
from reader.views.margin.comment_page import THREADS_ON_A_PAGE, comment_page
from reader.views.margin.may_say import may_say


def chapter_comments(
    request: HttpRequest, chapter: Chapter, wanted: Comment | None = None, *, speaks: bool = False
) -> str:
    """A page of them as HTML: the one that has the comment that is `wanted`, if it is on the
    chapter as a whole, else the one that `?comments=` asks for. The reader `speaks` if the comment
    was just stored."""
    number = whole_number(request.GET.get("comments", "1")) or 1
    sight = sight_of(request.user, chapter.story.author_keys)
    threads = chapter.comments.on_chapter()
    if wanted and wanted.passage_id is None:
        number = _page_of(wanted.parent or wanted, threads.standing(sight))
    page = comment_page(threads, number, sight, wanted, most=THREADS_ON_A_PAGE)
    load_own_thanks(list(page), request.user)
    context: dict[str, object] = {"chapter": chapter, "page": page, "reader": request.user}
    context |= {"keeps": sight.everything, "empty": not page.object_list}
    context |= may_say(chapter, request.user, speaks=speaks)
    return render_to_string("margin/_comments.html", context)


def _page_of(begun: Comment, beside: CommentQuerySet) -> int:
    """The number of the page on which the comment that begins a thread stands: pinned ones are on
    the first, besides as many others as every page has."""
    if begun.pinned_at:
        return 1
    return beside.filter(pinned_at=None).before(begun).count() // THREADS_ON_A_PAGE + 1
