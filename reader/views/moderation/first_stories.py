"""Stories that moderators look at: first ones, before they are published, and what is down."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reader.actions.library.first_stories import let_out, waiting_stories
from reader.actions.library.take_down import put_back
from reader.actions.moderation.appeal import reverse
from reader.actions.moderation.decide import NotTheirs, Verdict, decide_about
from reader.models import Case, Chapter, Decision, Story
from reader.models.moderation.kind import kind_of, words_of
from reader.text.whole_numbers import whole_number
from reader.views.moderation.moderators import for_moderators
from reader.views.moderation.queue import NOT_YOURS
from reader.web.request import SignedInRequest

STORIES_ON_A_PAGE = 30
CHAPTERS_ON_A_PAGE = 10
LONGEST_REASON = 2000
Action = Decision.Action


@for_moderators
def first_stories(request: SignedInRequest) -> HttpResponse:
    """Those that wait, the longest first; and what is taken down, the latest first."""
    waiting = waiting_stories().select_related("author")
    down = Story.objects.looked_at_by_moderators().exclude(pk__in=waiting.values("pk"))
    down = down.select_related("author").order_by("-pk")
    context = {
        "page": Paginator(waiting, STORIES_ON_A_PAGE).get_page(request.GET.get("page")),
        "down": Paginator(down, STORIES_ON_A_PAGE).get_page(request.GET.get("down")),
    }
    return render(request, "moderation/first_stories.html", context)


@for_moderators
def looked_at_story(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of them whole, as far as it was to be read or was read; posted, it is let out, taken
    down or put back."""
    looked_at = Story.objects.looked_at_by_moderators().select_related("author")
    story = get_object_or_404(looked_at, pk=pk)
    if request.method != "POST":
        return _page(request, story)
    word = request.POST.get("word", "").strip()[:LONGEST_REASON]
    does = request.POST.get("do")
    if does == "take down" and not word:
        return _page(request, story, error="Say why: its author reads it.", status=422)
    try:
        done = _do(request, story, does or "", word)
    except NotTheirs:
        raise PermissionDenied(NOT_YOURS) from None
    messages.success(request, done)
    return redirect("first_stories")


def _do(request: SignedInRequest, story: Story, does: str, word: str) -> str:
    """Gives what was done. Raises NotTheirs."""
    if does == "take down":
        decide_about(story, Verdict(Action.HIDE, word), by=request.user)
        return f"“{story}” was taken down."
    if does == "put back":
        what = _what_is_down(request, story)
        _undo(request, what, word)
        return f"“{what}” is what it was."
    if does == "let out" and story.waits_since:
        decide_about(story, Verdict(Action.NOTHING), by=request.user)
        let_out(story)
        return f"“{story}” is published."
    raise BadRequest("Somebody else was here meanwhile, or there is nothing like it to be done.")


def _what_is_down(request: SignedInRequest, story: Story) -> Story | Chapter:
    """The story, or the chapter of it that the form names. Raises BadRequest."""
    key = whole_number(request.POST.get("chapter", ""))
    what = Chapter.objects.filter(story=story, pk=key).first() if key else story
    if what is None or what.taken_down_at is None:
        raise BadRequest("It is not down any more.")
    return what


def _undo(request: SignedInRequest, what: Story | Chapter, word: str) -> None:
    """By reversing the decision, where there is one that did it."""
    made = Decision.objects.standing().filter(case__kind=kind_of(what), case__key=what.pk)
    did_it = made.filter(action=Action.HIDE).select_related("about", "case").first()
    if did_it and did_it.at == what.taken_down_at:
        reverse(did_it, by=request.user, word=word)
    else:
        put_back(what)


def _as_it_was_read(chapter: Chapter, story: Story) -> Chapter:
    """A chapter with the text that it had when it was taken down, or its story: what its author
    writes since then is a draft."""
    downs = [at for at in (chapter.taken_down_at, story.taken_down_at) if at]
    if downs:
        chapter.revision = chapter.revisions.filter(created_at__lte=min(downs)).last()
    return chapter


def _words_when_down(what: Story | Chapter) -> str:
    """What a story or a chapter that is down said of itself when it was taken down, as far as a
    decision did it: title and summary, or the heading in the first line."""
    if what.taken_down_at is None:
        return ""
    decided = Case.objects.filter(kind=kind_of(what), key=what.pk).exclude(words="")
    case = decided.filter(decisions__at=what.taken_down_at).first()
    return case.words if case else ""


def _page(
    request: SignedInRequest, story: Story, error: str = "", status: int = 200
) -> HttpResponse:
    chapters = Chapter.objects.looked_at_by_moderators().in_story().filter(story=story)
    page = Paginator(chapters.select_related("revision").prefetch_related("notes"), 10).get_page(
        request.GET.get("page")
    )
    rows = []
    for chapter in page:
        title, _, _ = _words_when_down(chapter).partition("\n")
        rows.append((_as_it_was_read(chapter, story), title if title != chapter.heading else ""))
    words = _words_when_down(story)
    context = {
        "story": story,
        "page": page,
        "chapters": rows,
        "error": error,
        "word": request.POST.get("word", ""),
        "words_then": words if words != words_of(story) else "",
    }
    return render(request, "moderation/looked_at_story.html", context, status=status)
