"""Files that take long are made by a task, once for all who ask for the same."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

from django.db import transaction

from reader.exporting.annotations.annotation_file import AnnotationFile
from reader.exporting.data.archive import Archive
from reader.exporting.exportable import Exportable
from reader.exporting.stories.story_file import StoryFile
from reader.models import Export
from reader.tasks import task

IN_MEMORY = 2_000_000
"""Bytes of a file that are held in memory while it is made; a larger one is on disk."""
KINDS: dict[str, type[Exportable]] = {
    Export.Kind.STORY: StoryFile,
    Export.Kind.ANNOTATIONS: AnnotationFile,
    Export.Kind.ARCHIVE: Archive,
}


def find_export(wanted: Exportable) -> Export | None:
    """What there is of a file already: made, or being made."""
    return Export.objects.fresh().filter(key=wanted.key).first()


def prepare(wanted: Exportable) -> Export:
    """Have a file made, unless somebody has asked for the same already."""
    Export.objects.expired().filter(key=wanted.key).erase()
    with transaction.atomic():
        export, is_new = Export.objects.get_or_create(key=wanted.key, defaults=_row(wanted))
        if is_new:
            queued = make_export.enqueue(export.pk)
            Export.objects.filter(pk=export.pk).update(task=queued.id)
    export.refresh_from_db()
    return export


def make_at_once(wanted: Exportable) -> bytes:
    """Make a small file; it is kept for others if it is everybody's."""
    with SpooledTemporaryFile(IN_MEMORY) as file:
        wanted.write(file)
        file.seek(0)
        data = file.read()
        if wanted.reader is None:
            file.seek(0)
            Export.objects.expired().filter(key=wanted.key).erase()
            Export.objects.keep(file, key=wanted.key, **_row(wanted))
    return data


def _row(wanted: Exportable) -> dict[str, object]:
    return {
        "kind": wanted.kind,
        "options": wanted.options,
        "story": wanted.story,
        "reader": wanted.reader,
    }


@task()
def make_export(pk: int) -> None:
    """Make the file of an export, of what there is now. Its key says so afterwards."""
    export = Export.objects.filter(pk=pk, file="").select_related("reader").first()
    if export is None:
        return
    wanted = KINDS[export.kind].of(export)
    if wanted is None:
        export.delete()
        return
    export.key = wanted.key
    with SpooledTemporaryFile(IN_MEMORY) as file:
        wanted.write(file)
        file.seek(0)
        export.keep(file)
