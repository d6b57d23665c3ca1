"""New stories: what a manuscript is to become, rendered and not stored yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from reader.actions.library.new_chapters import NewChapters
from reader.models.library.author_note import AuthorNote
from reader.models.library.picture import Picture
from reader.models.library.story import Story

if TYPE_CHECKING:
    from reader.models.people.reader import Reader
    from reader.text.manuscripts.manuscript import Manuscript


class NewStory:
    """A story of `author`, made of what an importer understood."""

    def __init__(self, manuscript: Manuscript, *, author: Reader, draft: bool = False) -> None:
        self.manuscript = manuscript
        self.story = Story(author=author, published_at=None if draft else timezone.now())
        self.story.take_over(manuscript)
        self.notes = AuthorNote.objects.written(manuscript.notes, smart=self.story.smart)
        self.chapters = NewChapters(self.story)
        for chapter in manuscript.chapters:
            self.chapters.add(chapter.title, chapter.source, notes=chapter.notes, key=chapter.key)

    def store(self) -> Story:
        """Store it, in a transaction: all of it, or nothing."""
        self.story.slug = Story.objects.free_slug(self.story.title)
        self.story.describe(self.manuscript, self.notes)
        self.chapters.store()
        Picture.objects.keep(self.manuscript.pictures, story=self.story)
        return self.story
