"""Publishing an upload: as a new story, or as the newer state of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from reader.actions.library.store_manuscript import NewStory
from reader.actions.library.store_upload import is_as_planned
from reader.actions.library.story_update import StoryUpdate
from reader.models.library.chapter import RevisedMeanwhile
from reader.models.library.picture import Picture
from reader.models.library.story import Story
from reader.models.library.upload import Upload
from reader.tasks import task
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.rendering.pictures import names_in

LARGE = 200_000
"""Characters of a manuscript that takes longer to publish than a person waits for a page."""
MANY = 200
"""Chapters of such a manuscript."""


def publish_upload(
    upload: Upload, *, update: StoryUpdate | None = None, draft: bool = False
) -> Story:
    """Make a new story of an upload, or do an `update`; and delete the upload. Once: raises
    DoesNotExist where somebody has pressed twice. Raises RevisedMeanwhile where the story of
    the update has changed since that was worked out."""

    def replace_by(store: Callable[[], Story]) -> Story:
        return _replace(upload, store)

    if update:
        update.apply(by=upload.reader, within=replace_by)
        return update.story
    new = NewStory(upload.proof(), author=upload.reader, draft=draft)
    with transaction.atomic():
        return replace_by(new.store)


def _replace(upload: Upload, store: Callable[[], Story]) -> Story:
    """Store a story, give it the upload's pictures that it calls for, and delete the upload."""
    Upload.objects.select_for_update().only("pk").get(pk=upload.pk)
    story = store()
    used: set[str] = set()
    for text in upload.proof().texts():
        used.update(names_in(text))
    Picture.objects.hand_over(used, upload, story)
    upload.delete()
    return story


def is_large(manuscript: Manuscript) -> bool:
    """Whether to publish it is a task."""
    length = sum(len(chapter.source) for chapter in manuscript.chapters)
    return length > LARGE or len(manuscript.chapters) > MANY


def queue_publishing(upload: Upload, do: str) -> Any:
    """Have a task publish an upload: do is "publish", "draft", or "update" for what its plan
    says. Gives the task's result. Raises DoesNotExist where it was published or discarded."""
    with transaction.atomic():
        held = Upload.objects.select_for_update().only("pk").get(pk=upload.pk)
        held.publishing = do
        held.save(update_fields=["publishing"])
        result = publish_large_upload.enqueue(held.pk)
        Upload.objects.filter(pk=held.pk).update(task=result.id)
    return result


@task()
def publish_large_upload(pk: int) -> int | None:
    """Make of an upload what its author asked for; gives the story's key. None where the story to
    be updated has changed since: then the upload waits for its author again."""
    upload = Upload.objects.select_related("reader", "story__author").filter(pk=pk).first()
    if upload is None or not upload.publishing:
        return None
    who = upload.reader
    waits = who.is_suspended or not who.is_active  # since they asked for it
    try:
        if upload.publishing != "update":
            return publish_upload(upload, draft=waits or upload.publishing == "draft").pk
        if not waits and upload.story and upload.story.is_by(upload.reader):
            update = StoryUpdate(upload.story, upload.proof())
            if is_as_planned(upload, update):
                return publish_upload(upload, update=update).pk
    except RevisedMeanwhile:
        pass
    except Upload.DoesNotExist:
        return None  # discarded meanwhile, or published by another worker
    Upload.objects.filter(pk=pk).update(publishing="")
    return None
