"""Publishing an upload: as a new story, or as the newer state of one."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from reader.actions.library.store_manuscript import NewStory
from reader.actions.library.story_update import StoryUpdate
from reader.models.library.picture import Picture
from reader.models.library.story import Story
from reader.models.library.upload import Upload
from reader.text.rendering.pictures import names_in


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
