"""Readers: what others see of one, and one's own profile."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from reader.models import Comment, Reader, Story
from reader.views.forms import ProfileForm

ON_A_PAGE = 20


def reader(request: HttpRequest, username: str) -> HttpResponse:
    """A reader's name, words about themselves, stories, and comments."""
    found = get_object_or_404(Reader.objects.filter(is_active=True), username=username)
    comments = (
        Comment.objects.visible_to(request.user)
        .spoken()
        .filter(reader=found)
        .select_related("chapter__story", "passage")
        .order_by("-created_at", "-pk")
    )
    stories = (
        Story.objects.visible_to(request.user)
        .filter(author=found)
        .with_totals()
        .select_related("author")
        .prefetch_related("tags")
        .order_by("-updated_at")
    )
    page = Paginator(comments, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reader.html", {"reader": found, "stories": stories, "page": page})


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Change what others see of oneself."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        return HttpResponseRedirect(request.user.get_absolute_url(), status=303)
    status = 422 if form.errors else 200
    return render(request, "profile.html", {"form": form}, status=status)
