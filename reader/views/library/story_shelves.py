"""The shelves that a story stands on."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from reader.models import Reader, Shelf, Story
from reader.views.library.shelf_names import NO_SUCH_SHELF, why_no_new_shelf
from reader.views.site.errors import NotHere
from reader.web.request import SignedInRequest


def shelves_for(reader: Reader | AnonymousUser, story: Story) -> list[Shelf]:
    """This reader's shelves, each knowing whether the story stands on it; none for a visitor."""
    if not isinstance(reader, Reader):
        return []
    return Shelf.objects.holding(story).all_of(reader)


@require_POST
@login_required
def story_shelves(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put a story on a shelf, take it off, or put it on a new one."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    put, off = request.POST.get("put", ""), request.POST.get("take_off", "")
    if put or off:
        shelf = Shelf.objects.find(request.user, put or off)
        if shelf is None:
            raise NotHere(NO_SUCH_SHELF)
    else:
        name = request.POST.get("name", "")
        shelf = Shelf.objects.named(request.user, name)
        if shelf is None:
            context = {"own": True, "error": why_no_new_shelf(name), "typed": name}
            return _page(request, story, context, status=422)
    if off:
        shelf.take_off(story)
        message = f"Removed from “{shelf}”."
    else:
        shelf.put(story)
        message = f"Added to “{shelf}”."
    if not request.htmx:
        return HttpResponseRedirect(f"{story.get_absolute_url()}#shelve", status=303)
    return _page(request, story, {"message": message, "own": shelf.kind == Shelf.Kind.OWN})


def _page(
    request: SignedInRequest, story: Story, more: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """The shelves of a story as they are now: to htmx in place, else on a page of their own."""
    context = {"story": story, "shelves": shelves_for(request.user, story)} | more
    template = "library/_shelve.html" if request.htmx else "library/shelve.html"
    return render(request, template, context, status=status)
