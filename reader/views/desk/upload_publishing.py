"""Publishing an upload: as a new story, or as an update of one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from reader.actions.library.publish_upload import is_large, publish_upload, queue_publishing
from reader.actions.library.store_upload import correct_upload, is_as_planned, is_outdated
from reader.actions.library.story_update import StoryUpdate
from reader.importing import Manuscript
from reader.models import Story, Upload
from reader.models.library.chapter import RevisedMeanwhile
from reader.tasks.progress import Progress, progress_of, value_of
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
UPDATED = "{} is updated. Readers’ highlights were kept."
GIVEN_UP = (
    "Gloss could not finish publishing this, though it tried several times. Nothing of it was "
    "published. Try again; if that does not help, ask whoever runs this site."
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
        if is_large(made):
            return _queue(request, waiting, do)
        return _to(request, publish_upload(waiting, draft=do == "draft").get_absolute_url())
    except Upload.DoesNotExist:
        raise NotHere(GONE) from None


def _update(request: SignedInRequest, waiting: Upload, made: Manuscript) -> HttpResponse:
    """Do what the preview said; where that is not what would happen now, say so, and show it."""
    update = StoryUpdate(_target(request), made)
    error = CHANGED if is_outdated(waiting, update.story) else CHECK_FIRST
    if is_as_planned(waiting, update):
        try:
            correct_upload(waiting, made)
            if is_large(made):
                return _queue(request, waiting, "update")
            story = publish_upload(waiting, update=update)
        except RevisedMeanwhile:
            error = CHANGED
        else:
            messages.success(request, UPDATED.format(story))
            return _to(request, story.get_absolute_url())
    waiting.story = _target(request)
    correct_upload(waiting, made)
    return upload_preview(request, waiting, made, error=error, status=409)


def _target(request: SignedInRequest) -> Story:
    """The story of one's own that is to be updated."""
    pk = whole_number(request.POST.get("story", ""))
    if pk is None:
        raise BadRequest("Choose the story to update.")
    own = Story.objects.by(request.user).select_related("author")
    return get_object_or_404(own, pk=pk)


def _queue(request: SignedInRequest, waiting: Upload, do: str) -> HttpResponse:
    """Have a task do it, and go where one sees how far it is."""
    result = queue_publishing(waiting, do)
    if result.status.value == "SUCCESSFUL":  # at once
        return _to(request, Story.objects.get(pk=result.return_value).get_absolute_url())
    return _to(request, reverse("upload_publishing", args=[result.id]))


@login_required
def publishing(request: SignedInRequest, result: str) -> HttpResponse:
    """How far the task with this result is; then the story, or the preview with why not."""
    story = Story.objects.by(request.user).filter(pk=value_of(result)).first()
    if story:
        return _to(request, story.get_absolute_url())
    waiting = Upload.objects.filter(task=result, reader=request.user).defer("manuscript").first()
    if waiting is None:
        raise NotHere(GONE)
    if not is_under_way(waiting):
        return _to(request, waiting.get_absolute_url())
    if request.htmx:
        return HttpResponse(status=204)
    return render(request, "desk/publishing.html", {"upload": waiting})


def is_under_way(waiting: Upload) -> bool:
    """Whether a task is publishing it, or will."""
    if not waiting.publishing:
        return False
    return progress_of(waiting.task) != Progress.GIVEN_UP


def why_not(waiting: Upload) -> str:
    """Why the last task did not publish it, told once, in a sentence."""
    if not waiting.task:
        return ""
    Upload.objects.filter(pk=waiting.pk, task=waiting.task).update(task="", publishing="")
    return GIVEN_UP if waiting.publishing else CHANGED


def _to(request: SignedInRequest, url: str) -> HttpResponse:
    if request.htmx:
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url, status=303)
