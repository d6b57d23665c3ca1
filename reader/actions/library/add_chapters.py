"""New chapters at the end of a story."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, OuterRef
from django.utils import timezone

from reader.actions.revising.proposal import one_line_end
from reader.models.library.author_note import AuthorNote
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.text.manuscripts import manuscript as manuscripts

AT_ONCE = 50
"""Rows that are stored in one query: the text of a chapter may be long."""


def add_chapter(
    story: Story,
    title: str,
    source: str,
    *,
    notes: Sequence[manuscripts.Note] = (),
    draft: bool = False,
    key: str = "",
) -> Chapter:
    """A new last chapter, published when the story is, unless it is a `draft`."""
    new = NewChapters(story)
    chapter = new.add(title, source, notes=notes, key=key)
    with transaction.atomic():
        new.store(draft=draft)
    return chapter


class NewChapters:
    """Chapters for the end of a story. Rendering them takes long and storing them does not, so
    they are rendered one by one and stored all at once."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.chapters: list[Chapter] = []
        """Not stored, each with its revision, which is not stored either."""
        self.notes: list[AuthorNote] = []

    def add(
        self, title: str, source: str, *, notes: Sequence[manuscripts.Note] = (), key: str = ""
    ) -> Chapter:
        """Render a chapter and its notes; gives it, unsaved."""
        story, source = self.story, one_line_end(source)
        revision = Revision.of(
            source, smart=story.smart, language=story.language, number=1, by=story.author
        )
        chapter = Chapter(
            story=self.story, title=title.strip()[:200], key=key[:500], words=revision.words
        )
        chapter.revision, revision.chapter = revision, chapter
        self.chapters.append(chapter)
        for note in AuthorNote.objects.rendered(notes, story):
            note.chapter = chapter
            self.notes.append(note)
        return chapter

    def store(self, *, draft: bool = False) -> None:
        """Store them as the story's last chapters, published when the story is, unless they are
        a `draft`. In a transaction; it takes the story for itself until that ends."""
        story = self.story
        story.hold()
        last = story.chapters.aggregate(last=Max("number"))["last"] or 0
        published = story.published_at and max(story.published_at, timezone.now())
        revisions = [chapter.current_revision for chapter in self.chapters]
        for number, chapter in enumerate(self.chapters, last + 1):
            chapter.number, chapter.published_at = number, None if draft else published
            chapter.revision = None
        Chapter.objects.bulk_create(self.chapters, AT_ONCE)
        Revision.objects.bulk_create(revisions, AT_ONCE)
        for chapter, revision in zip(self.chapters, revisions, strict=True):
            chapter.revision = revision
        theirs = Revision.objects.filter(chapter=OuterRef("pk")).values("pk")
        story.chapters.filter(number__gt=last).update(revision=theirs[:1])
        AuthorNote.objects.bulk_create(self.notes, AT_ONCE)
        Story.objects.filter(pk=story.pk).touch()
