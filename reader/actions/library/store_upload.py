"""Uploads: what was understood of a file, kept and corrected until its author publishes it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from reader.actions.library.find_story_to_update import find_story_to_update
from reader.actions.library.story_update import StoryUpdate, state_of
from reader.models.library.picture import Picture
from reader.models.library.story import Story
from reader.models.library.upload import Upload
from reader.models.people.reader import Reader
from reader.text.manuscripts.manuscript import Manuscript


def store_upload(name: str, manuscript: Manuscript, *, by: Reader) -> Upload:
    """Keep what was understood of a file until its author says what is to become of it."""
    upload = prepare_upload(name, manuscript, by=by)
    pictures = Picture.of_files(manuscript.pictures)
    with transaction.atomic():
        save_upload(upload, pictures)
    return upload


def prepare_upload(name: str, manuscript: Manuscript, *, by: Reader) -> Upload:
    """An upload that is not stored yet, with what bringing a story up to date by it would do."""
    upload = Upload(reader=by, name=name[:200])
    upload.story = find_story_to_update(manuscript, author=by)
    _plan(upload, manuscript)
    return upload


def save_upload(upload: Upload, pictures: Iterable[Picture]) -> None:
    """Store what was prepared, in a transaction."""
    upload.save()
    Picture.objects.add(pictures, upload=upload)


def correct_upload(upload: Upload, manuscript: Manuscript) -> None:
    """Keep what its author has changed."""
    _plan(upload, manuscript)
    Upload.objects.filter(pk=upload.pk).update(
        manuscript=upload.manuscript, story=upload.story, plan=upload.plan
    )


def refresh_plan(upload: Upload) -> None:
    """Work out anew what bringing the story up to date would do, if the story has changed."""
    if upload.story is None:
        return
    if upload.plan is None or upload.story.deleted_at or is_outdated(upload, upload.story):
        correct_upload(upload, upload.proof())


def _plan(upload: Upload, manuscript: Manuscript) -> None:
    """Take a manuscript over, and work out anew, without saving it, what bringing the story up to
    date with it would do. A story that was deleted is none to bring up to date."""
    upload.manuscript, upload.plan = manuscript.as_json(), None
    if upload.story and upload.story.deleted_at:
        upload.story = None
    if upload.story:
        update = StoryUpdate(upload.story, manuscript)
        upload.plan = update.plan | {"sentences": update.sentences()}


def is_outdated(upload: Upload, story: Story) -> bool:
    """Whether a story has changed since the proof said what bringing it up to date does."""
    if upload.plan is None or upload.plan["story"] != story.pk:
        return False
    return upload.plan["state"] != state_of(story)


def is_as_planned(upload: Upload, update: StoryUpdate) -> bool:
    """Whether what an update does is what the proof says."""
    if upload.plan is None:
        return False
    return all(upload.plan[name] == value for name, value in update.plan.items())


def warnings_of(upload: Upload) -> list[str]:
    """What is to be known before it is published, besides the manuscript's doubts: of others
    like it, and of what it does to the story that it is a newer state of."""
    made = upload.proof()
    warnings = []
    waiting = Upload.objects.filter(reader=upload.reader_id).exclude(pk=upload.pk)
    if waiting.filter(manuscript__title=made.title, manuscript__source=made.source).exists():
        warnings.append(f"Another upload of “{made.title}” is waiting for review.")
    theirs = Story.objects.listed_for(upload.reader).of_source(made.source)
    other = theirs.exclude(pk__in=Story.objects.by(upload.reader)).first()
    if other:
        url = other.get_absolute_url()
        warnings.append(f"{other.author} has already published this story here: {url}")
    planned = upload.plan["sentences"] if upload.plan else []
    return warnings + planned
