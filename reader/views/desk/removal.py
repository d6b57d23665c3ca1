"""What an author takes away: back to a draft, or deleted. Each is asked once more, on a page that
says what happens, and can be undone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reader.actions.library.erasing import KEPT_FOR, Extent, erase_overdue, may_be_put_back
from reader.models import Chapter, Contents, Story
from reader.views.desk.own import own_story
from reader.views.site.errors import NotHere


def _own_chapter(request: HttpRequest, slug: str, pk: int) -> Chapter:
    own = Chapter.objects.of_author(request.user).select_related("story", "revision")
    return get_object_or_404(own, pk=pk, story__slug=slug, merged_into=None)


def _asked(request: HttpRequest, one: Story | Chapter, act: str) -> HttpResponse:
    story = one if isinstance(one, Story) else one.story
    context = {
        "story": story,
        "name": str(one) if one is story else one.heading,
        "act": act,
        "what": "story" if one is story else "chapter",
        "extent": Extent.of(one),
        "days": KEPT_FOR.days,
    }
    return render(request, "desk/confirm_removal.html", context)


@login_required
def unpublish_story(request: HttpRequest, slug: str) -> HttpResponse:
    """Make one's story a draft again."""
    story = own_story(request.user, slug)
    if story.is_draft:
        raise NotHere("It is a draft already.")
    if request.method != "POST":
        return _asked(request, story, "unpublish")
    story.unpublish()
    messages.success(request, "It is a draft again: only you see it.")
    return HttpResponseRedirect(reverse("desk_story", args=[slug]), status=303)


@login_required
def unpublish_chapter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Make a chapter of one's own a draft again."""
    chapter = _own_chapter(request, slug, pk)
    if chapter.published_at is None or chapter.number is None:
        raise NotHere("This chapter is not published.")
    if request.method != "POST":
        return _asked(request, chapter, "unpublish")
    Contents(chapter.story).unpublish(chapter)
    messages.success(request, f"{chapter.heading} is a draft again: only you see it.")
    return HttpResponseRedirect(reverse("desk_story", args=[slug]), status=303)


@login_required
def delete_story(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete one's story. It can be put back for a while."""
    story = own_story(request.user, slug)
    if request.method != "POST":
        return _asked(request, story, "delete")
    story.delete_for_now()
    erase_overdue(author=request.user)
    messages.success(request, f"“{story}” is deleted. You can put it back below.")
    return HttpResponseRedirect(reverse("desk"), status=303)


@login_required
def delete_chapter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Delete a chapter of one's own, also one that was taken out. It can be put back for a
    while."""
    chapter = _own_chapter(request, slug, pk)
    if request.method != "POST":
        return _asked(request, chapter, "delete")
    name = chapter.heading
    Contents(chapter.story).delete(chapter)
    erase_overdue(author=request.user)
    messages.success(request, f"{name} is deleted. You can put it back below.")
    return HttpResponseRedirect(reverse("desk_story", args=[slug]), status=303)


@require_POST
@login_required
def put_back_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the deletion of one's story."""
    deleted = may_be_put_back(Story.with_deleted.filter(author=request.user.pk))
    story = get_object_or_404(deleted, pk=pk)
    story.put_back()
    state = "a draft, as before" if story.is_draft else "published, as before"
    messages.success(request, f"“{story}” is back: {state}.")
    return HttpResponseRedirect(reverse("desk_story", args=[story.slug]), status=303)
