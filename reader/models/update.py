"""Updates: a story, and a newer file of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from reader.models.author_note import AuthorNote
from reader.models.chapter import Chapter
from reader.models.contents import Contents
from reader.models.picture import Picture
from reader.text.matching import Known, match, merged_order

if TYPE_CHECKING:
    from reader.models.reader import Reader
    from reader.models.story import Story
    from reader.text.manuscripts import Manuscript


class Update:
    """What a newer file does to a story: each chapter becomes a revision of the one that it is,
    so that its margin stays; new ones come where they belong; none goes, and none that its author
    took out comes back."""

    def __init__(self, story: Story, manuscript: Manuscript) -> None:
        self.story, self.manuscript = story, manuscript
        self.present = list(story.chapters.in_story().select_related("story", "revision"))
        coming = [Known(c.key, c.title, c.source) for c in manuscript.chapters]
        self.matched = match(_known(self.present), coming)
        new = [i for i, at in enumerate(self.matched) if at is None]
        out = Chapter.with_deleted.filter(story=story, number=None).select_related("revision")
        kept_out = match(_known(out), [coming[i] for i in new], places=False)
        self.left_out = {i for i, at in zip(new, kept_out, strict=True) if at is not None}

    @property
    def missing(self) -> list[Chapter]:
        """The story's chapters that are not in the file."""
        return [c for at, c in enumerate(self.present) if at not in set(self.matched)]

    @property
    def changed(self) -> int:
        """How many chapters have another text in the file."""
        pairs = zip(self.matched, self.manuscript.chapters, strict=True)
        return sum(
            at is not None
            and (self.present[at].revision is None or self.present[at].revision.source != c.source)
            for at, c in pairs
        )

    @property
    def added(self) -> int:
        """How many chapters are new."""
        return self.matched.count(None) - len(self.left_out)

    def sentences(self) -> list[str]:
        """What is to be known before, a sentence each."""
        said = [
            f"Of “{self.story}”, {_chapters(self.changed)} changed in this file, "
            f"and {_chapters(self.added)} new."
        ]
        missing = [f"“{chapter.heading}”" for chapter in self.missing]
        if missing:
            names = ", ".join(missing[:5]) + (" and others" if len(missing) > 5 else "")
            said.append(f"Not in this file, and so kept as before: {names}.")
        if self.left_out:
            out = [self.manuscript.chapters[i].title or f"Chapter {i + 1}" for i in self.left_out]
            said.append(f"You took these out, and so they stay out: {', '.join(sorted(out))}.")
        return said

    @transaction.atomic
    def apply(self, *, by: Reader) -> None:
        """Do it: all of it, or nothing."""
        self.story.describe(self.manuscript)
        Picture.objects.keep(self.manuscript.pictures, story=self.story)
        keys: list[int] = []
        for i, (at, chapter) in enumerate(zip(self.matched, self.manuscript.chapters, strict=True)):
            if i in self.left_out:
                continue
            if at is None:
                new = self.story.add_chapter(
                    chapter.title, chapter.source, notes=chapter.notes, key=chapter.key
                )
                keys.append(new.pk)
                continue
            found = self.present[at]
            found.story = self.story
            found.revise(chapter.source, by=by)
            title = chapter.title.strip()[:200] or found.title
            key = chapter.key[:500] or found.key
            if (found.title, found.key) != (title, key):
                found.title, found.key = title, key
                found.save(update_fields=["title", "key"])
            if chapter.notes:
                AuthorNote.objects.set(found.notes, chapter.notes)
            keys.append(found.pk)
        before = [chapter.pk for chapter in self.present]
        order = merged_order(before, keys)
        if order != before:
            Contents(self.story).order(order)


def _known(chapters: Iterable[Chapter]) -> list[Known]:
    return [Known(c.key, c.title, c.revision.source if c.revision else "") for c in chapters]


def _chapters(number: int) -> str:
    return f"{number} chapter{' is' if number == 1 else 's are'}"
