"""Importing stories: files are read, and wait to be previewed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.actions.library.store_upload import store_upload
from reader.importing import ENDINGS, Manuscript, ManuscriptError
from reader.importing.confined import read_confined
from reader.importing.import_slots import Busy, import_slot
from reader.models import Upload
from reader.models.library.upload import MOST
from reader.text.manuscripts import corrections
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest

MOST_FILES = 200


@login_required
def import_story(request: SignedInRequest) -> HttpResponse:
    """Choose files; each becomes an upload that waits to be previewed."""
    if request.method != "POST":
        return _page(request)
    if refusal := too_often(request, "file"):
        return _page(request, [refusal], status=429)
    files = sorted(request.FILES.getlist("files"), key=_natural_order)
    together = bool(files and request.POST.get("together"))
    waiting = Upload.objects.filter(reader=request.user).count()
    if not files:
        return _page(request, ["Choose a file first."], status=422)
    if waiting + (1 if together else len(files)) > MOST:
        room = f"At most {MOST} files can wait here. Publish or discard some to make room."
        return _page(request, [room], status=422)
    try:
        with import_slot():
            read, refused = _read(files)
    except Busy as busy:
        return _page(request, [str(busy)], status=503)
    if together:
        read = [] if refused else _joined(read)  # half a story is none
    ready = [store_upload(name, made, by=request.user) for name, made in read]
    if refused:
        return _page(request, refused, ready, status=422)
    there = ready[0].get_absolute_url() if len(ready) == 1 else reverse("story_import")
    return HttpResponseRedirect(there, status=303)


def _page(
    request: SignedInRequest,
    refused: Iterable[str] = (),
    ready: Iterable[Upload] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "waiting": Upload.objects.filter(reader=request.user).defer("manuscript"),
        "endings": ",".join(ENDINGS),
        "largest": f"{settings.LARGEST_IMPORT / 1_000_000:g} MB",
        "refused": refused,
        "ready": ready,
    }
    return render(request, "desk/import_story.html", context, status=status)


def _natural_order(file: UploadedFile) -> list[tuple[bool, int, str]]:
    """A key by which `Chapter 10` comes after `Chapter 9`."""
    key = []
    for part in re.split(r"(\d{1,9})", (file.name or "").lower()):
        is_number = part.isdecimal()
        key.append((not is_number, int(part) if is_number else 0, part))
    return key


def _read(files: list[UploadedFile]) -> tuple[list[tuple[str, Manuscript]], list[str]]:
    """The manuscripts in some files, by name, and what is to be said of the others."""
    if len(files) > MOST_FILES:
        return [], [f"That is {len(files)} files. Choose {MOST_FILES} at most at a time."]
    read: list[tuple[str, Manuscript]] = []
    refused: list[str] = []
    for file in files:
        name = file.name or ""
        if (file.size or 0) > settings.LARGEST_IMPORT:
            refused.append(
                f"{name} is larger than {settings.LARGEST_IMPORT:,} bytes. Save it in parts."
            )
            continue
        try:
            read.append((name, read_confined(name, file.read())))
        except ManuscriptError as error:
            refused.append(str(error))
    return read, refused


def _joined(read: list[tuple[str, Manuscript]]) -> list[tuple[str, Manuscript]]:
    """The files as the chapters of one manuscript."""
    if not read:
        return []
    names = ", ".join(name for name, _ in read)
    manuscripts = [manuscript for _, manuscript in read]
    return [(names, corrections.merge_manuscripts(manuscripts))]
