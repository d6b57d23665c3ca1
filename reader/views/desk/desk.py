"""The author's desk: one's own stories."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.actions.library.count_what_came_out import count_what_came_out
from reader.actions.library.erase import KEPT_FOR, may_be_put_back
from reader.actions.library.readership import tell_readership
from reader.actions.library.start_story import start_story
from reader.models import Story
from reader.models.margin.talk import tell_talk_of_stories
from reader.models.margin.typo_note import tell_typo_notes
from reader.models.margin.waiting import waiting_for
from reader.views.desk.forms import NewStoryForm
from reader.web.request import SignedInRequest

STORIES_ON_A_PAGE = 50


@login_required
def desk(request: SignedInRequest) -> HttpResponse:
    """One's own stories, those that were deleted, and a form for a new one."""
    form = NewStoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        story = start_story(form.cleaned_data["title"], author=request.user)
        return HttpResponseRedirect(reverse("chapter_edit", args=[story.slug, 1]), status=303)
    count_what_came_out()
    stories = Story.objects.by(request.user).select_related("author").order_by("-pk")
    deleted = may_be_put_back(Story.with_deleted.filter(author=request.user))
    latest = deleted.order_by("-deleted_at")
    page = Paginator(stories, STORIES_ON_A_PAGE).get_page(request.GET.get("page"))
    tell_talk_of_stories(list(page), request.user)
    tell_readership(list(page))
    tell_typo_notes(list(page), request.user)
    context = {
        "page": page,
        "form": form,
        "waiting": waiting_for(request.user).count(),
        "deleted": Paginator(latest, STORIES_ON_A_PAGE).get_page(request.GET.get("deleted")),
        "days": KEPT_FOR.days,
    }
    return render(request, "desk/desk.html", context, status=422 if form.errors else 200)
