"""Shelves: a reader's own, what stands on them, and putting a story there."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from reader.actions.people.continuing import tell_new_chapters
from reader.models import Shelf, Story
from reader.views.site.errors import NotHere

ON_A_PAGE = 24
NO_NAME = "Give the shelf a name that no other of yours has."


def shelves_for(request: HttpRequest, story: Story) -> list[Shelf]:
    """This reader's shelves, each knowing whether the story stands on it; none for a visitor."""
    if not request.user.is_authenticated:
        return []
    return Shelf.objects.holding(story).all_of(request.user)


@require_POST
@login_required
def shelve(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a story on a shelf, take it off, or put it on a new one."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    put, off = request.POST.get("put", ""), request.POST.get("take_off", "")
    if put or off:
        shelf = Shelf.objects.find(request.user, put or off)
    else:
        shelf = Shelf.objects.named(request.user, request.POST.get("name", ""))
        if shelf is None:
            return _shelving(request, story, error=_why_not(request), status=422)
    if shelf is None:
        raise NotHere("There is no such shelf of yours.")
    if off:
        shelf.take_off(story)
    else:
        shelf.put(story)
    if not request.htmx:
        return HttpResponseRedirect(f"{story.get_absolute_url()}#shelve", status=303)
    said = f"{'Taken from' if off else 'Put on'} “{shelf}”."
    return _shelving(request, story, shelf, said=said)


def _why_not(request: HttpRequest) -> str:
    if request.POST.get("name", "").strip():
        return "You have as many shelves as fit here. Take one down first."
    return "Give the new shelf a name first."


def _shelving(
    request: HttpRequest,
    story: Story,
    shelf: Shelf | None = None,
    *,
    said: str = "",
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The shelves of a story as they are now: to htmx in place, else on a page of their own."""
    context = {
        "story": story,
        "shelves": shelves_for(request, story),
        "said": said,
        "own": bool(error) or shelf is not None and shelf.kind == Shelf.Kind.OWN,
        "error": error,
        "typed": request.POST.get("name", "") if error else "",
    }
    template = "library/_shelve.html" if request.htmx else "library/shelve.html"
    return render(request, template, context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def shelves(request: HttpRequest) -> HttpResponse:
    """The shelf of what one reads now; posted, a new shelf of one's own."""
    if request.method != "POST":
        return shelf(request, Shelf.Kind.READING)
    made = Shelf.objects.named(request.user, request.POST.get("name", ""))
    if made is None:
        return _shelf(
            request, Shelf.objects.find(request.user, Shelf.Kind.READING),
            error=_why_not(request), status=422,
        )  # fmt: skip
    return HttpResponseRedirect(made.get_absolute_url(), status=303)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def shelf(request: HttpRequest, key: str) -> HttpResponse:
    """What stands on one shelf; posted, an own one gets another name or comes down."""
    found = Shelf.objects.find(request.user, key)
    if found is None:
        raise NotHere("There is no such shelf of yours.")
    if request.method != "POST":
        return _shelf(request, found)
    if found.kind != Shelf.Kind.OWN:
        raise BadRequest("This shelf stays: everybody has it.")
    if request.POST.get("do") == "take down":
        found.delete()
        messages.success(request, f"The shelf “{found}” is down. Its stories are where they were.")
        return HttpResponseRedirect(reverse("shelf_list"), status=303)
    if not found.rename(request.POST.get("name", "")):
        return _shelf(request, found, naming=NO_NAME, status=422)
    return HttpResponseRedirect(found.get_absolute_url(), status=303)


def _shelf(
    request: HttpRequest, found: Shelf, *, error: str = "", naming: str = "", status: int = 200
) -> HttpResponse:
    stories = (
        Story.objects.visible_to(request.user)
        .on_shelf(found)
        .select_related("author")
        .prefetch_related("tags")
    )
    page = Paginator(stories, ON_A_PAGE).get_page(request.GET.get("page"))
    tell_new_chapters(page.object_list, request.user)
    context = {
        "shelf": found,
        "shelves": Shelf.objects.counted(request.user).all_of(request.user),
        "page": page,
        "error": error,
        "naming": naming,
        "typed": request.POST.get("name", ""),
    }
    return render(request, "library/shelves.html", context, status=status)
