"""What others see of a reader."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from reader.actions.library.count_what_came_out import count_what_came_out
from reader.models import Comment, Reader, Story
from reader.models.library.left_out import count_left_out, without_left_out
from reader.models.margin.comment import CommentQuerySet
from reader.models.margin.talk import tell_talk_of_stories
from reader.models.viewer import silenced as silenced_by
from reader.models.visibility import heard
from reader.views.inbox.follow_button import button_for
from reader.views.library.things_to_leave_out import things_to_leave_out
from reader.web.content_preferences import content_preferences
from reader.web.request import HtmxHttpRequest

COMMENTS_ON_A_PAGE = 20
STORIES_ON_A_PAGE = 24


def reader(request: HtmxHttpRequest, username: str) -> HttpResponse:
    """A reader's name, what they say of themselves, their stories, and their comments."""
    count_what_came_out()
    found = get_object_or_404(_known(), username=username)
    comments = _comments(request, found).order_by("-created_at", "-pk")
    stories = (
        Story.objects.listed_for(request.user)
        .by(found)
        .filter(heard(request.user, "author"))
        .select_related("author")
        .prefetch_related("tags")
        .order_by(F("updated_at").desc(nulls_last=True), "-pk")
    )
    preferences, left_out = content_preferences(request), 0
    shows_all = request.GET.get("show") == "all"
    if not shows_all:
        left_out = count_left_out(stories, preferences, request.user)
        stories = without_left_out(stories, preferences, request.user)
    written = Paginator(stories, STORIES_ON_A_PAGE).get_page(request.GET.get("stories"))
    tell_talk_of_stories(list(written), request.user)
    writes = found.is_active and written.paginator.count + left_out
    by_author = [("author", str(found.pk))] if writes and found.pk != request.user.pk else []
    silenced = silenced_by(request.user)
    context = {
        "reader": found,
        "stories": written,
        "follow": button_for(request.user, found) if writes else None,
        "page": Paginator(comments, COMMENTS_ON_A_PAGE).get_page(request.GET.get("page")),
        "left_out": left_out,
        "leave_out": things_to_leave_out(by_author, preferences),
        "keep_of_stories": "show=all&" if shows_all else "",
        "keep": f"stories={written.number}&" if written.number > 1 else "",
        "is_muted": found.pk in silenced.muted,
        "is_blocked": found.pk in silenced.blocked,
        "is_blocked_by": found.pk in silenced.blocked_by,
    }
    return render(request, "account/reader.html", context)


def mentioned(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Where a name in a comment leads: to the page of whoever it named, as they are called now."""
    found = get_object_or_404(_known(), pk=pk)
    return HttpResponseRedirect(found.get_absolute_url())


def _known() -> QuerySet[Reader]:
    return Reader.objects.filter(
        Q(is_active=True)
        | Q(left_at__isnull=False)
        | Q(departure__isnull=False)
        | Q(closed_at__isnull=False)
    )


def _comments(request: HtmxHttpRequest, reader: Reader) -> CommentQuerySet:
    """A reader's comments that may be seen; to oneself also those that others can't see any
    more."""
    if reader.pk == request.user.pk:
        comments = Comment.objects.all()
    else:
        comments = Comment.objects.listed_for(request.user)
    return (
        comments.spoken()
        .filter(heard(request.user), reader=reader)
        .select_related("chapter__story", "passage")
    )
