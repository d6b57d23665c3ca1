"""My words: all that a reader said, with what was answered and what became of the words."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from reader.models import Chapter, Comment, Draft, Story
from reader.models.margin.typo_note import TypoNoteQuerySet
from reader.views.margin.comment_filter import CommentFilter, before, key_of
from reader.views.margin.comment_row import described_rows
from reader.web.request import SignedInRequest

COMMENTS_ON_A_PAGE = 30
MOST_TYPO_NOTES = 50


@login_required
def comment_list(request: SignedInRequest) -> HttpResponse:
    """My comments, the newest first, or as the query string asks; above them what is unfinished."""
    asked = CommentFilter.from_query(request.GET)
    own = Comment.objects.filter(reader=request.user)
    matching = asked.matching(own, request.user)
    since = request.GET.get("before", "")
    keys = list(before(matching, since).values_list("pk", flat=True)[: COMMENTS_ON_A_PAGE + 1])
    rows = described_rows(request, keys[:COMMENTS_ON_A_PAGE])
    context: dict[str, object] = {
        "italics": True,  # words of stories stand in them
        "rows": rows,
        "found": matching.count() if asked.q or asked.story else None,
        "older": key_of(rows[-1]) if len(keys) > COMMENTS_ON_A_PAGE and rows else "",
        "since": since,
        "q": asked.q,
        "story": asked.story,
        "answered": asked.answered,
        "narrowed": asked.is_narrowed,
        "keep": f"{asked.query_string}&" if asked.query_string else "",
        "choices": asked.choices(),
    }
    if request.htmx and not request.htmx.history_restore_request:
        answer = render(request, "margin/comments.html#said", context)
        query = f"?{asked.query_string}" if asked.query_string else ""
        answer["HX-Push-Url"] = reverse("comment_list") + query
    else:
        spoken_on = Story.with_deleted.filter(pk__in=own.order_by().values("chapter__story"))
        context["stories"] = spoken_on.order_by("title").values_list("slug", "title")
        context |= _unfinished(request)
        context["typo_notes"] = _open_typo_notes(request)
        answer = render(request, "margin/comments.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _open_typo_notes(request: SignedInRequest) -> TypoNoteQuerySet:
    """The latest corrections that the reader suggested, and that wait."""
    own = request.user.typo_notes.open().described().with_shut(request.user)
    return own.order_by("-pk")[:MOST_TYPO_NOTES]


def _unfinished(request: SignedInRequest) -> dict[str, object]:
    """What the server keeps of what the reader did not finish: drafts of chapters, and what was
    sent after their session had ended. The rest is in their browser."""
    own = Chapter.objects.of_author(request.user).in_story().order_by()
    drafts = Draft.objects.filter(chapter__in=own)
    drafts = drafts.select_related("chapter__story").order_by("-saved_at")
    return {"drafts": drafts.defer("source"), "pending": request.user.pending_submissions.count()}
