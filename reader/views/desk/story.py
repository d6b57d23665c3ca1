"""A story at its author's desk: its chapters, and what is said of it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.erase import KEPT_FOR
from reader.actions.library.readership import tell_readership
from reader.models import Chapter
from reader.models.library.chapter import ChapterQuerySet
from reader.models.library.chapter_range import CHAPTERS_IN_A_RANGE
from reader.models.margin.talk import tell_talk_of_stories
from reader.models.margin.typo_note import tell_typo_notes
from reader.views.desk.desk_chapters import DeskChapters
from reader.views.desk.forms import StoryForm
from reader.views.desk.own import own_story
from reader.views.desk.story_acts import ACTS
from reader.views.site.forms import status_of
from reader.web.request import SignedInRequest


@login_required
def desk_story(request: SignedInRequest, slug: str) -> HttpResponse:
    """A story's chapters in order; posted, what a button beside one of them says is done."""
    story = own_story(request.user, slug)
    contents = ChapterList(story)
    if request.method != "POST":
        tell_talk_of_stories([story], request.user)
        tell_readership([story])
        tell_typo_notes([story], request.user)
        context = {
            "story": story,
            "chapters": DeskChapters(request.user, story, request.GET.get("chapters", "")),
            "taken_out": _page_of(contents.taken_out, request.GET.get("removed")),
            "deleted": _page_of(contents.deleted, request.GET.get("deleted")),
            "days": KEPT_FOR.days,
        }
        return render(request, "desk/story.html", context)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise BadRequest("Choose what to do with the story or one of its chapters.")
    return HttpResponseRedirect(act(request, story, contents), status=303)


def _page_of(chapters: ChapterQuerySet, number: str | None) -> Page[Chapter]:
    return Paginator(chapters, CHAPTERS_IN_A_RANGE).get_page(number)


@login_required
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Title, summary, language, tags: what stands on the story's own page."""
    story = own_story(request.user, slug)
    form = StoryForm(request.POST or None, instance=story)
    if request.method == "POST" and form.is_valid():
        form.save()
        return HttpResponseRedirect(reverse("desk_story", args=[story.slug]), status=303)
    context = {"story": story, "form": form}
    return render(request, "desk/story_details.html", context, status=status_of(form))
