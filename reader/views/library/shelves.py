"""A reader's own shelves, and what stands on them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reader.actions.library.count_what_came_out import count_what_came_out
from reader.actions.people.continuing import tell_new_chapters
from reader.models import Shelf, Story
from reader.models.margin.talk import tell_talk_of_stories
from reader.views.library.shelf_names import NO_SUCH_SHELF, TAKEN_NAME, why_no_new_shelf
from reader.views.site.errors import NotHere
from reader.web.request import SignedInRequest

STORIES_ON_A_PAGE = 24


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def shelf_list(request: SignedInRequest) -> HttpResponse:
    """The shelf of what one is reading; posted, a new shelf of one's own."""
    reading = _own_shelf(request, Shelf.Kind.READING)
    if request.method != "POST":
        return _page(request, reading)
    name = request.POST.get("name", "")
    made = Shelf.objects.named(request.user, name)
    if made is None:
        return _page(request, reading, {"error": why_no_new_shelf(name)}, status=422)
    return HttpResponseRedirect(made.get_absolute_url(), status=303)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def shelf(request: SignedInRequest, key: str) -> HttpResponse:
    """What stands on one shelf; posted, an own one is renamed or deleted."""
    found = _own_shelf(request, key)
    if request.method != "POST":
        return _page(request, found)
    if found.kind != Shelf.Kind.OWN:
        raise BadRequest("This shelf can’t be changed: everybody has it.")
    if request.POST.get("do") == "take down":
        found.delete()
        messages.success(request, f"Shelf “{found}” deleted. Its stories are still in the library.")
        return HttpResponseRedirect(reverse("shelf_list"), status=303)
    if not found.rename(request.POST.get("name", "")):
        return _page(request, found, {"naming": TAKEN_NAME}, status=422)
    return HttpResponseRedirect(found.get_absolute_url(), status=303)


def _own_shelf(request: SignedInRequest, key: str) -> Shelf:
    """Raises Http404."""
    found = Shelf.objects.find(request.user, key)
    if found is None:
        raise NotHere(NO_SUCH_SHELF)
    return found


def _page(
    request: SignedInRequest,
    shelf: Shelf,
    refusal: dict[str, str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The stories on a shelf. A `refusal` says as `error` why there is no new shelf, or as `naming`
    why this one has no other name."""
    count_what_came_out()
    on_shelf = Story.objects.visible_to(request.user).on_shelf(shelf.pk)
    stories = on_shelf.select_related("author").prefetch_related("tags")
    page = Paginator(stories, STORIES_ON_A_PAGE).get_page(request.GET.get("page"))
    tell_new_chapters(list(page), request.user)
    tell_talk_of_stories(list(page), request.user)
    context = {
        "shelf": shelf,
        "shelves": Shelf.objects.counted(request.user).all_of(request.user),
        "page": page,
        "typed": request.POST.get("name", ""),
    }
    return render(request, "library/shelves.html", context | (refusal or {}), status=status)
