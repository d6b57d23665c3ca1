"""Publishing an upload: as a new story, or as an update of one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django_htmx.http import HttpResponseClientRedirect

from reader.actions.library.publish_upload import publish_upload
from reader.actions.library.store_upload import correct_upload, is_as_planned, is_outdated
from reader.actions.library.story_update import StoryUpdate
from reader.importing import Manuscript
from reader.models import Story, Upload
from reader.models.library.chapter import RevisedMeanwhile
from reader.text.whole_numbers import whole_number
from reader.views.desk.upload_preview import upload_preview
from reader.views.site.errors import NotHere
from reader.web.request import SignedInRequest

NEEDS_A_TITLE = "The story needs a title."
GONE = "This upload was already published or discarded."
CHANGED = (
    "The story has changed since you opened this preview, so nothing was published. Check below "
    "what the file changes now, then update the story again."
)
CHECK_FIRST = (
    "Nothing is published yet. Check below what the file changes in this story, then update it."
)


def publish(request: SignedInRequest, waiting: Upload, made: Manuscript, do: str) -> HttpResponse:
    """Make a story of it, or update one: as the preview said, or the preview anew. Raises
    Http404 where somebody else was faster."""
    if not made.title.strip():
        correct_upload(waiting, made)
        return upload_preview(request, waiting, made, error=NEEDS_A_TITLE, status=422)
    try:
        if do == "update":
            return _update(request, waiting, made)
        correct_upload(waiting, made)
        return _to(request, publish_upload(waiting, draft=do == "draft"))
    except Upload.DoesNotExist:
        raise NotHere(GONE) from None


def _update(request: SignedInRequest, waiting: Upload, made: Manuscript) -> HttpResponse:
    """Do what the preview said; where that is not what would happen now, say so, and show it."""
    update = StoryUpdate(_target(request), made)
    error = CHANGED if is_outdated(waiting, update.story) else CHECK_FIRST
    if is_as_planned(waiting, update):
        try:
            correct_upload(waiting, made)
            story = publish_upload(waiting, update=update)
        except RevisedMeanwhile:
            error = CHANGED
        else:
            messages.success(request, f"{story} is updated. Readers’ highlights were kept.")
            return _to(request, story)
    waiting.story = _target(request)
    correct_upload(waiting, made)
    return upload_preview(request, waiting, made, error=error, status=409)


def _target(request: SignedInRequest) -> Story:
    """The story of one's own that is to be updated."""
    pk = whole_number(request.POST.get("story", ""))
    if pk is None:
        raise BadRequest("Choose the story to update.")
    own = Story.objects.filter(author=request.user).select_related("author")
    return get_object_or_404(own, pk=pk)


def _to(request: SignedInRequest, story: Story) -> HttpResponse:
    if request.htmx:
        return HttpResponseClientRedirect(story.get_absolute_url())
    return HttpResponseRedirect(story.get_absolute_url(), status=303)
