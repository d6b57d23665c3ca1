"""Readers: what others see of one, one's own account, and leaving."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from reader.models import Comment, Reader, Story
from reader.views.site.forms import LeaveForm, ProfileForm, status_of
from reader.web.rate_limits import too_often

ON_A_PAGE = 20
STORIES_ON_A_PAGE = 24


def reader(request: HttpRequest, username: str) -> HttpResponse:
    """A reader's name, words about themselves, stories, and comments."""
    found = get_object_or_404(
        Reader.objects.filter(Q(is_active=True) | Q(left_at__isnull=False)), username=username
    )
    own = found.pk == request.user.pk  # to oneself also what others cannot see any more
    comments = (
        (Comment.objects.all() if own else Comment.objects.visible_to(request.user))
        .spoken()
        .filter(reader=found)
        .select_related("chapter__story", "passage")
        .order_by("-created_at", "-pk")
    )
    stories = (
        Story.objects.visible_to(request.user)
        .filter(author=found)
        .select_related("author")
        .prefetch_related("tags")
        .order_by(F("updated_at").desc(nulls_last=True), "-pk")
    )
    page = Paginator(comments, ON_A_PAGE).get_page(request.GET.get("page"))
    written = Paginator(stories, STORIES_ON_A_PAGE).get_page(request.GET.get("stories"))
    context = {
        "reader": found,
        "stories": written,
        "page": page,
        "keep": f"stories={written.number}&" if written.number > 1 else "",
    }
    return render(request, "account/reader.html", context)


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Change what others see of oneself."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        return HttpResponseRedirect(request.user.get_absolute_url(), status=303)
    return render(request, "account/profile.html", {"form": form}, status=status_of(form))


@login_required
def leave(request: HttpRequest) -> HttpResponse:
    """Delete one's account: what goes and what stays, and one's password to be sure."""
    form = LeaveForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if refusal := too_often(request, "account_delete"):
            form.add_error(None, refusal)
        if form.is_valid():
            leaver = request.user
            logout(request)
            leaver.leave(
                comments=form.cleaned_data["comments"] == "stay",
                stories=form.cleaned_data["stories"] != "go",
            )
            return HttpResponseRedirect(reverse("account_deleted"), status=303)
    context = {"form": form, "writes": request.user.stories.exists()}
    return render(
        request, "account/delete_account.html", context, status=422 if form.errors else 200
    )


def left(request: HttpRequest) -> HttpResponse:
    """Where one stands after that."""
    return render(request, "account/account_deleted.html")
