"""What an author announces to those who follow a story: written, changed and taken back."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render

from reader.actions.inbox.announcements import take_back
from reader.models import Announcement
from reader.views.desk.forms import AnnouncementForm
from reader.views.desk.own import own_story
from reader.views.site.forms import status_of
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest
from reader.web.store_once import store_once

ANNOUNCEMENTS_ON_A_PAGE = 30


@login_required
def announce(request: SignedInRequest, slug: str) -> HttpResponse:
    """What was announced in a story, and a form to announce something at once."""
    story = own_story(request.user, slug)
    form = AnnouncementForm(request.POST or None)
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        reason = too_often(request, "announcement")
        if not reason:
            with store_once(request):
                story.announcements.create(source=form.cleaned_data["text"])
            return redirect("announcement_list", slug=slug)
        form.add_error(None, reason)
        status = 429
    announced = Paginator(story.announcements.all(), ANNOUNCEMENTS_ON_A_PAGE)
    context = {"story": story, "form": form, "page": announced.get_page(request.GET.get("page"))}
    return render(request, "desk/announcements.html", context, status=status)


@login_required
def edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say it in other words; nobody is told of it again."""
    announcement = _own(request, slug, pk)
    form = AnnouncementForm(request.POST or None, initial={"text": announcement.source})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["text"] != announcement.source:
            announcement.edit(form.cleaned_data["text"])
        return HttpResponseRedirect(announcement.get_absolute_url(), status=303)
    context = {"story": announcement.story, "form": form, "announcement": announcement}
    return render(request, "desk/announcement.html", context, status=status_of(form))


@login_required
def delete(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take it back from everywhere, once one has said so twice."""
    announcement = _own(request, slug, pk)
    if request.method == "POST":
        take_back(announcement)
        return redirect("announcement_list", slug=slug)
    context = {"story": announcement.story, "announcement": announcement, "deleting": True}
    return render(request, "desk/announcement.html", context)


def _own(request: SignedInRequest, slug: str, pk: int) -> Announcement:
    """Raises Http404."""
    story = own_story(request.user, slug)
    return get_object_or_404(Announcement.objects.filter(story=story), pk=pk)
