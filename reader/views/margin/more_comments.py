"""More of a long thread: what was folded, put in its place by htmx, or all of it in pages."""

from __future__ import annotations

from django.core.paginator import Page
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reader.models import Chapter, Comment, Highlight, Passage
from reader.models.inbox.thanks import load_own_thanks
from reader.models.margin.comment import CommentQuerySet
from reader.models.margin.folding import load_replies
from reader.models.margin.own_threads import begin_own_threads
from reader.models.margin.sight import Sight, sight_of
from reader.models.visibility import keeps_order
from reader.text.whole_numbers import whole_number
from reader.views.margin.comment_lookup import described_comments
from reader.views.margin.comment_page import COMMENTS_ON_A_PAGE, comment_page
from reader.views.margin.may_say import may_say
from reader.views.reading.question import to_the_question
from reader.views.reading.readable_chapter import hide_if_unreadable
from reader.views.site.errors import NotHere
from reader.web.request import HtmxHttpRequest

CHANGED = "Some of these comments were deleted in the meantime. Reload the page to see the others."


def comment_replies(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The replies to a comment, also where only those who wrote in the thread may read it."""
    said = Comment.objects.filter(reader=request.user.pk, deleted_at=None)
    own = Q(pk__in=said) | Q(pk__in=said.values("parent"))
    mine = described_comments().filter(own, pk=pk).first()
    found = mine or get_object_or_404(described_comments().visible_to(request.user), pk=pk)
    replies = Comment.objects.filter(parent=found)
    sight = sight_of(request.user, found.chapter.story.author_keys)
    if request.htmx:
        return _more(request, found.chapter, replies, sight, _closing(found.passage, found))
    page = comment_page(replies, request.GET.get("page"), sight)
    return _thread_page(request, found.chapter, page, to=found)


def passage_comments(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The comments on a passage, also where only those who wrote on it may read them."""
    described = Passage.objects.select_related("chapter__story__author", "chapter__revision")
    marked = Highlight.objects.filter(reader=request.user.pk, removed_at=None).values("passage")
    said = Comment.objects.filter(reader=request.user.pk, deleted_at=None).values("passage")
    mine = described.filter(Q(pk__in=marked) | Q(pk__in=said), pk=pk).first()
    found = mine or get_object_or_404(described.visible_to(request.user), pk=pk)
    comments = Comment.objects.filter(passage=found, parent=None)
    sight = sight_of(request.user, found.chapter.story.author_keys)
    if mine and hide_if_unreadable(request.user, found.chapter):
        comments = comments.filter(pk__in=begin_own_threads(sight.own))
    if request.htmx:
        return _more(request, found.chapter, comments, sight, _closing(found))
    if asked := to_the_question(request, found.chapter, found.url_in_chapter):
        return asked
    page = comment_page(comments, request.GET.get("page"), sight)
    return _thread_page(request, found.chapter, page, passage=found)


def _closing(passage: Passage | None, begun: Comment | None = None) -> dict[str, object]:
    """By whom the thread is closed: on words, and below the comment that begins it."""
    return {
        "talk_closed": passage.closing if passage else "",
        "root_closed": begun.closing if begun else "",
    }


def _more(
    request: HtmxHttpRequest,
    chapter: Chapter,
    beside: CommentQuerySet,
    sight: Sight,
    closing: dict[str, object],
) -> HttpResponse:
    """The next of the comments that were folded after one and before another."""
    siblings = beside.standing(sight)
    after, before = _named(request, siblings, "after"), _named(request, siblings, "before")
    folded = siblings.filter(pinned_at=None).before(before)
    if after.pinned_at is None:
        folded = folded.after(after)
    comments = list(folded.with_readers()[:COMMENTS_ON_A_PAGE])
    load_replies(comments, sight=sight)
    load_own_thanks(comments, request.user)
    before.folded = folded.count() - len(comments)
    if comments:
        before.folded_after = comments[-1].pk
    context: dict[str, object] = {"chapter": chapter, "reader": request.user, "next": before}
    context |= {"comments": comments, "keeps": sight.everything, "all_url": request.path}
    context |= may_say(chapter, request.user) | closing
    return render(request, "margin/_more_comments.html", context)


def _named(request: HttpRequest, siblings: CommentQuerySet, name: str) -> Comment:
    """The comment whose key an address names. Raises NotHere."""
    key = whole_number(request.GET.get(name, ""))
    found = None if key is None else siblings.filter(pk=key).first()
    if found is None:
        raise NotHere(CHANGED)
    return found


def _thread_page(
    request: HttpRequest,
    chapter: Chapter,
    page: Page[Comment],
    *,
    to: Comment | None = None,
    passage: Passage | None = None,
) -> HttpResponse:
    is_shut = hide_if_unreadable(request.user, chapter)
    load_own_thanks([*page, *([to] if to else [])], request.user)
    context: dict[str, object] = {"chapter": chapter, "story": chapter.story}
    keeps = keeps_order(request.user, chapter.story.author_keys)
    context |= {"reader": request.user, "keeps": keeps, "page": page, "to": to, "passage": passage}
    if to:
        passage = to.passage
    context |= may_say(chapter, request.user) | _closing(passage, to)
    context["may_reply"] = context["may_reply"] and not is_shut
    return render(request, "margin/thread_page.html", context)
