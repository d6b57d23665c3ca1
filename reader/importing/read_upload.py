"""Reading files that an author sent, by a task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from reader.actions.library.store_upload import prepare_upload, save_upload
from reader.importing.confined import read_confined
from reader.models import Picture, Reader, UnreadFile, UnreadUpload
from reader.tasks import task
from reader.text.manuscripts import corrections
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError

LEAST_PRIORITY = -100


def queue_files(files: Sequence[UploadedFile], refusals: Sequence[str] = (), *, by: Reader) -> Any:
    """Keep files, which are to become one upload in this order, until a task has read them; gives
    the task's result. `refusals` say of others that were sent with them why they are not kept.

    Whoever has many waiting lets others go first.
    """
    priority = max(LEAST_PRIORITY, -by.unread_uploads.unread().count())
    name = ", ".join(file.name or "" for file in files)[:200]
    with transaction.atomic():
        upload = UnreadUpload.objects.create(reader=by, name=name, refusals=list(refusals))
        for file in files:
            UnreadFile.objects.create(
                upload=upload, name=(file.name or "")[:300], size=file.size or 0, data=file.read()
            )
        return _queue(upload, priority)


def read_again(upload: UnreadUpload) -> Any:
    """Have files read that the task gave up; gives the new task's result."""
    with transaction.atomic():
        return _queue(upload, 0)


def _queue(upload: UnreadUpload, priority: int) -> Any:
    result = read_upload.using(priority=priority).enqueue(upload.pk)
    UnreadUpload.objects.filter(pk=upload.pk).update(task=result.id)
    return result


@task()
def read_upload(pk: int) -> int | None:
    """Make an upload, whose key it gives, of the files that can be read of those that were sent;
    or keep why none can be."""
    unread = UnreadUpload.objects.unread().select_related("reader").filter(pk=pk).first()
    if unread is None:
        return None
    manuscripts: list[Manuscript] = []
    refusals: list[str] = list(unread.refusals)
    for key in unread.files.values_list("pk", flat=True):
        file = unread.files.get(pk=key)  # one in memory at a time
        try:
            manuscripts.append(read_confined(file.name, bytes(file.data)))
        except ManuscriptError as error:
            refusals.append(str(error))
    if not manuscripts:
        with transaction.atomic():
            unread.files.all().delete()
            UnreadUpload.objects.filter(pk=pk).update(refusals=refusals)
        return None
    manuscript, *others = manuscripts
    if others:
        manuscript = corrections.merge_manuscripts(manuscripts)
    upload = prepare_upload(unread.name, manuscript, by=unread.reader)
    upload.files = len(manuscripts) + len(refusals)
    upload.refusals = refusals
    pictures = Picture.of_files(manuscript.pictures)
    with transaction.atomic():
        if not UnreadUpload.objects.unread().select_for_update().filter(pk=pk):
            return None  # discarded meanwhile, or read by another worker
        save_upload(upload, pictures)
        unread.delete()
    return upload.pk
