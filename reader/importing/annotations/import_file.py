"""Importing a file of annotations, by a task."""

from __future__ import annotations

from django.db import transaction

from reader.actions.annotations.import_annotations import import_as_highlights
from reader.importing.annotations.formats import read_annotation_file
from reader.models import AnnotationFile, Reader, Story
from reader.tasks import task
from reader.text.annotation import AnnotationError


def queue_annotation_file(
    name: str, data: bytes, *, by: Reader, host: str, story: Story | None
) -> AnnotationFile:
    """Keep a file, in place of the reader's last one, until a task has imported it."""
    with transaction.atomic():
        AnnotationFile.objects.filter(reader=by).delete()
        file = AnnotationFile.objects.create(
            reader=by, name=name[:200], data=data, host=host, story=story
        )
        import_again(file)
    return file


def import_again(file: AnnotationFile) -> None:
    """Queue the task, in a transaction."""
    result = import_annotation_file.enqueue(file.pk)
    AnnotationFile.objects.filter(pk=file.pk).update(task=result.id)


@task()
def import_annotation_file(pk: int) -> None:
    """Import a file's annotations. Begun again, it finds those that are here already."""
    file = AnnotationFile.objects.select_related("reader", "story").filter(pk=pk).first()
    if file is None or file.is_read:
        return
    refusal, result = "", None
    try:
        annotations, odd = read_annotation_file(bytes(file.data))
        imported = import_as_highlights(
            annotations, by=file.reader, host=file.host, story=file.story
        )
        result = imported.as_json() | {"odd": odd}
    except AnnotationError as error:
        refusal = f"{file.name}: {error}"
    AnnotationFile.objects.filter(pk=pk).update(data=b"", refusal=refusal, result=result)
