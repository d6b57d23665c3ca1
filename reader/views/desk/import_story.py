"""Importing stories: files are kept until a task has read them, then wait to be previewed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from reader.importing import ENDINGS
from reader.importing.read_upload import queue_files
from reader.models import Reader, UnreadUpload, Upload
from reader.models.library.upload import MOST
from reader.tasks.progress import Progress, progress_of_all, value_of
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest

MOST_FILES = 200
MOST_UNREAD = 4
"""How many times the largest file one may have waiting to be read, in bytes."""
STILL_READING = (
    "Other files of yours still wait to be read, and there is no room for more. Nothing of these "
    "was saved: send them again in a few minutes, or discard some of the others first."
)


@login_required
def import_story(request: SignedInRequest) -> HttpResponse:
    """Choose files; each becomes an upload that waits to be previewed."""
    if request.method != "POST":
        return _opened(request) or _page(request)
    if refusal := too_often(request, "import"):
        return _page(request, [refusal], status=429)
    files = sorted(request.FILES.getlist("files"), key=_natural_order)
    together = bool(files and request.POST.get("together"))
    if refusal := _no_room(request.user, files, together=together):
        return _page(request, [refusal], status=422)
    fitting, refused = _fitting(files)
    if together and fitting:
        sent = [queue_files(fitting, refused, by=request.user)]
        return _sent(request, sent, [])
    sent = [queue_files([file], by=request.user) for file in fitting]
    return _sent(request, sent, refused)


def _opened(request: SignedInRequest) -> HttpResponse | None:
    """The way to the preview of the file that the page waits for, once it is read."""
    key = value_of(request.GET.get("file", ""))
    upload = Upload.objects.filter(pk=key, reader=request.user).first() if key else None
    if upload is None:
        return None
    if request.htmx:
        return HttpResponseClientRedirect(upload.get_absolute_url())
    return HttpResponseRedirect(upload.get_absolute_url(), status=303)


def _no_room(reader: Reader, files: Sequence[UploadedFile], *, together: bool) -> str:
    """Why no file of these can be kept, in a sentence."""
    if not files:
        return "Choose a file first."
    if len(files) > MOST_FILES:
        return f"That is {len(files)} files. Choose {MOST_FILES} at most at a time."
    unread = UnreadUpload.objects.filter(reader=reader)
    waiting = Upload.objects.filter(reader=reader).count() + unread.count()
    if waiting + (1 if together else len(files)) > MOST:
        return f"At most {MOST} files can wait here. Publish or discard some to make room."
    if unread.bytes() > MOST_UNREAD * settings.LARGEST_IMPORT:
        return STILL_READING
    return ""


def _fitting(files: Iterable[UploadedFile]) -> tuple[list[UploadedFile], list[str]]:
    """The files that are not too large, and what is to be said of the others."""
    fitting, refused = [], []
    for file in files:
        if (file.size or 0) > settings.LARGEST_IMPORT:
            refused.append(
                f"{file.name} is larger than {settings.LARGEST_IMPORT:,} bytes. Save it in parts."
            )
        else:
            fitting.append(file)
    return fitting, refused


def _sent(request: SignedInRequest, sent: list[Any], refused: list[str]) -> HttpResponse:
    """The page to go to once files are kept; those that were read at once are shown."""
    keys = []
    for result in sent:
        if result.status.value == "SUCCESSFUL":
            keys.append(result.return_value)
    ready = Upload.objects.filter(pk__in=keys)
    kept = UnreadUpload.objects.filter(reader=request.user, task__in=[r.id for r in sent])
    for upload in kept.refused():
        refused += upload.refusals
        upload.delete()
    if refused:
        return _page(request, refused, ready, status=422)
    there = reverse("story_import")
    if len(sent) == 1:
        there = ready[0].get_absolute_url() if ready else f"{there}?file={sent[0].id}"
    return HttpResponseRedirect(there, status=303)


def _page(
    request: SignedInRequest,
    refused: Iterable[str] = (),
    ready: Iterable[Upload] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    """The form and what waits; for htmx what waits alone, or nothing if that is as it was."""
    unread = list(UnreadUpload.objects.filter(reader=request.user).with_state())
    progress = progress_of_all(upload.task for upload in unread)
    waiting = Upload.objects.filter(reader=request.user).defer("manuscript")
    rows, under_way = [], 0
    for upload in unread:
        how = _now(progress[upload.task]) if upload.is_unread else "refused"
        under_way += how in (Progress.WAITING, Progress.RUNNING)
        rows.append((upload, how))
    state = " ".join([str(len(waiting)), *(how.replace(" ", "-") for _, how in rows)])
    if request.htmx and request.GET.get("state") == state:
        return HttpResponse(status=204)
    context = {
        "waiting": waiting,
        "unread": rows,
        "under_way": under_way,
        "state": state,
        "file": request.GET.get("file", ""),
        "endings": ",".join(ENDINGS),
        "largest": f"{settings.LARGEST_IMPORT / 1_000_000:g} MB",
        "refused": refused,
        "ready": ready,
    }
    template = "desk/import_story.html" + ("#sent" if request.htmx else "")
    return render(request, template, context, status=status)


def _now(progress: Progress) -> str:
    """A task that is done may have stored what it made a moment after this was looked at."""
    return Progress.RUNNING if progress == Progress.DONE else progress


def _natural_order(file: UploadedFile) -> list[tuple[bool, int, str]]:
    """A key by which `Chapter 10` comes after `Chapter 9`."""
    key = []
    for part in re.split(r"(\d{1,9})", (file.name or "").lower()):
        is_number = part.isdecimal()
        key.append((not is_number, int(part) if is_number else 0, part))
    return key
