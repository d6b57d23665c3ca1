"""What an author wants in the margins of their stories, of one or of all."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.models import Story
from reader.views.desk.forms import DefaultRulesForm, StoryRulesForm
from reader.views.desk.own import own_story
from reader.views.site.forms import status_of
from reader.web.request import SignedInRequest


@login_required
def story_margin(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who may comment on a story, whose comments wait, and whether highlights are shown."""
    story = own_story(request.user, slug)
    form = StoryRulesForm(request.POST or None, instance=story)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return HttpResponseRedirect(reverse("desk_story", args=[story.slug]), status=303)
    context = {"story": story, "form": form}
    return render(request, "desk/margins.html", context, status=status_of(form))


@login_required
def margin_defaults(request: SignedInRequest) -> HttpResponse:
    """The same for all of an author's stories that say nothing else."""
    form = DefaultRulesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        Story.objects.filter(author=request.user).touch()
        messages.success(request, "Saved.")
        return HttpResponseRedirect(reverse("desk"), status=303)
    return render(request, "desk/margins.html", {"form": form}, status=status_of(form))
