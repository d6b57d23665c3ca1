"""Unpublishing and deleting. Each is confirmed on a page that says what happens, and can be
undone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reader.actions.count_again import count_again
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.erase import KEPT_FOR, Extent, erase_overdue, may_be_put_back
from reader.actions.library.schedule import forget_times, make_draft
from reader.models import Chapter, Notification, Story
from reader.models.audience import Audience
from reader.views.desk.desk_chapters import desk_url
from reader.views.desk.own import own_story, story_of_author
from reader.views.site.errors import NotHere
from reader.web.request import SignedInRequest


@login_required
def unpublish_story(request: SignedInRequest, slug: str) -> HttpResponse:
    """Make one's story a draft again."""
    story = own_story(request.user, slug)
    if story.published_at is None:
        raise NotHere("This story is already a draft.")
    if request.method != "POST":
        return _confirm_story(request, story, "unpublish")
    with transaction.atomic():
        forget_times(story)
        story.unpublish()
        count_again(Notification.objects.filter(story=story))
    others = " and the readers you chose" if story.audience == Audience.CHOSEN else ""
    messages.success(
        request, f"The story is a draft again. Only {_writers(story)}{others} can see it."
    )
    return HttpResponseRedirect(reverse("desk_story", args=[slug]), status=303)


@login_required
def unpublish_chapter(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Make a chapter of one's own a draft again."""
    chapter = _own_chapter(request, slug, pk)
    if chapter.published_at is None or chapter.number is None:
        raise NotHere("This chapter is not published.")
    if request.method != "POST":
        return _confirm_chapter(request, chapter, "unpublish")
    make_draft(chapter)
    seen_by = f"Only {_writers(chapter.story)} can see it."
    messages.success(request, f"{chapter.heading} is a draft again. {seen_by}")
    return HttpResponseRedirect(desk_url(chapter.story, chapter.number), status=303)


@login_required
def delete_story(request: SignedInRequest, slug: str) -> HttpResponse:
    """Delete one's story. It can be restored for a while."""
    story = story_of_author(request.user, slug)
    if request.method != "POST":
        return _confirm_story(request, story, "delete")
    with transaction.atomic():
        if story.is_draft and story.published_at:
            story.unpublish()
        forget_times(story)
        story.delete_for_now()
        count_again(Notification.objects.filter(story=story))
    erase_overdue(author=request.user)
    messages.success(request, f"“{story}” was deleted. You can restore it below.")
    return HttpResponseRedirect(reverse("desk"), status=303)


@login_required
def delete_chapter(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Delete a chapter of one's own, or one that was taken out. It can be restored for a while."""
    chapter = _own_chapter(request, slug, pk)
    if request.method != "POST":
        return _confirm_chapter(request, chapter, "delete")
    name, number = chapter.heading, chapter.number
    ChapterList(chapter.story).delete(chapter)
    erase_overdue(author=request.user)
    messages.success(request, f"{name} was deleted. You can restore it below.")
    return HttpResponseRedirect(desk_url(chapter.story, number), status=303)


@require_POST
@login_required
def restore_story(request: SignedInRequest, pk: int) -> HttpResponse:
    """Undo the deletion of one's story."""
    deleted = may_be_put_back(Story.with_deleted.filter(author=request.user.pk))
    story = get_object_or_404(deleted, pk=pk)
    with transaction.atomic():
        story.put_back()
        count_again(Notification.objects.filter(story=story))
    state = "a draft" if story.is_draft else "published"
    messages.success(request, f"“{story}” is restored: it is {state}, as before.")
    return HttpResponseRedirect(reverse("desk_story", args=[story.slug]), status=303)


def _own_chapter(request: SignedInRequest, slug: str, pk: int) -> Chapter:
    """One's own, also one that was taken out. Raises Http404."""
    own = Chapter.objects.of_author(request.user).select_related("story", "revision")
    return get_object_or_404(own, pk=pk, story__slug=slug, merged_into=None)


def _writers(story: Story) -> str:
    return "those who write it" if story.co_author_names else "you"


def _confirm_story(request: SignedInRequest, story: Story, act: str) -> HttpResponse:
    context = {
        "story": story,
        "name": str(story),
        "what": "story",
        "extent": Extent.of(story),
        "back": desk_url(story),
    }
    return _confirm(request, context, act)


def _confirm_chapter(request: SignedInRequest, chapter: Chapter, act: str) -> HttpResponse:
    context = {
        "story": chapter.story,
        "name": chapter.heading,
        "what": "chapter",
        "extent": Extent.of(chapter),
        "back": desk_url(chapter.story, chapter.number),
    }
    return _confirm(request, context, act)


def _confirm(request: SignedInRequest, context: dict[str, object], act: str) -> HttpResponse:
    context |= {"act": act, "days": KEPT_FOR.days}
    return render(request, "desk/confirm_removal.html", context)
