"""A new story, made of a manuscript."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.library.add_chapters import NewChapters
from reader.actions.library.describe_story import describe, save_described
from reader.actions.library.publish import first_story_waits
from reader.models.library.author_note import AuthorNote
from reader.models.library.picture import Picture
from reader.models.library.story import Story
from reader.models.people.reader import Reader
from reader.text.manuscripts.manuscript import Manuscript


def store_manuscript(manuscript: Manuscript, *, author: Reader, draft: bool = False) -> Story:
    """Store what an importer understood as a story of `author`: all of it, or nothing.
    It waits for a moderator where their first story does."""
    new = NewStory(manuscript, author=author, draft=draft)
    with transaction.atomic():
        return new.store()


class NewStory:
    """What a manuscript is to become, rendered and not stored yet."""

    def __init__(self, manuscript: Manuscript, *, author: Reader, draft: bool = False) -> None:
        self.manuscript = manuscript
        now = None if draft else timezone.now()
        waits = now is not None and first_story_waits(author)
        self.story = Story(author=author, published_at=None if waits else now)
        self.story.waits_since = now if waits else None
        describe(self.story, manuscript)
        self.notes = AuthorNote.objects.rendered(manuscript.notes, self.story)
        self.pictures = Picture.of_files(manuscript.pictures)
        self.chapters = NewChapters(self.story)
        for chapter in manuscript.chapters:
            self.chapters.add(chapter.title, chapter.source, notes=chapter.notes, key=chapter.key)

    def store(self) -> Story:
        """Store it, in a transaction: all of it, or nothing."""
        self.story.slug = Story.objects.free_slug(self.story.title)
        save_described(self.story, self.manuscript, self.notes)
        self.chapters.store()
        Picture.objects.add(self.pictures, story=self.story)
        return self.story
