"""Erasing: what it takes to have nothing left of a story's texts but what readers wrote on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple, TypeVar

from django.core.cache import caches
from django.db import connection, models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from reader.models.inbox.follow import Follow
from reader.models.library.author_note import AuthorNote
from reader.models.library.chapter import Chapter
from reader.models.library.draft import Draft
from reader.models.library.export import Export, ExportQuerySet
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage
from reader.models.people.progress import Progress
from reader.models.people.reading import Reading

Rows = TypeVar("Rows", bound=models.QuerySet)

KEPT_FOR = timedelta(days=14)
"""How long what an author deleted can be put back."""


class Extent(NamedTuple):
    """How much there is in a story or a chapter: what goes, and what readers keep. Chapters that
    were merged are one."""

    chapters: int
    revisions: int
    highlights: int
    comments: int

    @classmethod
    def of(cls, one: Story | Chapter) -> Extent:
        found = _chapters_of(one)
        chapters = [chapter.pk for chapter in found]
        return cls(
            sum(chapter.merged_into_id is None for chapter in found),
            Revision.objects.filter(chapter__in=chapters).count(),
            Highlight.objects.filter(passage__chapter__in=chapters, removed_at=None).count(),
            Comment.objects.filter(chapter__in=chapters, deleted_at=None).count(),
        )

    @property
    def sentence(self) -> str:
        """What goes and what stays, to be read before anybody presses a button."""
        return (
            f"{_many(self.chapters, 'chapter')} with {_many(self.revisions, 'revision')} of the "
            f"text. Readers keep {_many(self.highlights, 'highlight')}, with the words that they "
            f"marked, and {_many(self.comments, 'comment')}."
        )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def may_be_put_back(rows: Rows) -> Rows:
    """Those of some stories or chapters that were deleted, and not so long ago."""
    return rows.filter(deleted_at__gt=timezone.now() - KEPT_FOR, erased_at=None)


def erase_overdue(**where: object) -> tuple[int, int]:
    """Erase what was deleted longer ago than it can be put back: how many stories, and how many
    chapters of stories that stay. `where` narrows the stories."""
    overdue = Q(deleted_at__lte=timezone.now() - KEPT_FOR, erased_at=None)
    stories = list(Story.with_deleted.filter(overdue, **where))
    for story in stories:
        erase(story)
    of_theirs = {f"story__{name}": value for name, value in where.items()}
    chapters = list(Chapter.with_deleted.filter(overdue, **of_theirs).select_related("story"))
    for chapter in chapters:
        erase(chapter)
    return len(stories), len(chapters)


def erase(one: Story | Chapter) -> None:
    """Remove all texts of a story or a chapter: from the database, and from every cache. It
    cannot be undone.

    What readers wrote stays theirs, with the words that each of them marked; and if there is any
    of it a row stays to which it belongs. Nothing else does.
    """
    story = one if isinstance(one, Story) else one.story
    exports = Export.objects.filter(Q(story=story.pk) | Q(reader__in=story.author_keys))
    with _overwriting(), transaction.atomic():
        exports.erase()  # the rows may go with the story
        if isinstance(one, Story):
            one.hold()
            _erase_story(one)
        else:
            one.story.hold()
            _erase_chapters(_chapters_of(one))
            Story.with_deleted.filter(pk=one.story_id).touch()
        transaction.on_commit(lambda: _forget(exports))


def _forget(exports: ExportQuerySet) -> None:
    """Leave nothing of what was erased in the caches or in files, nor in SQLite's journal. Once it
    is stored: until then a page or a file that shows it may still be made and kept."""
    exports.all().erase()
    caches["pages"].clear()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _chapters_of(one: Story | Chapter) -> list[Chapter]:
    """A story's chapters; or a chapter, and those that went into it with all their words."""
    if isinstance(one, Story):
        return list(Chapter.with_deleted.filter(story=one))
    chapters = [one]
    for chapter in chapters:  # it grows: what went into one of those that went into it
        chapters += Chapter.with_deleted.filter(merged_into=chapter)
    return chapters


def _erase_story(story: Story) -> None:
    Progress.objects.filter(story=story).delete()
    Follow.objects.about(story).delete()
    story.chosen_readers.all().delete()
    _erase_chapters(_chapters_of(story))
    story.pictures.all().erase()
    for rows in (story.notes, story.announcements, story.shelvings):
        rows.all().delete()
    story.tags.clear()
    if not Chapter.with_deleted.filter(story=story).exists():
        story.delete()
        return
    now = timezone.now()
    story.summary = story.series = story.source = ""
    story.slug = f"erased-{story.pk}"  # so that another story can be where it was
    story.published_at, story.deleted_at, story.erased_at = None, story.deleted_at or now, now
    story.save()


def _erase_chapters(chapters: list[Chapter]) -> None:
    """Blank the texts of some chapters, or delete them where nobody wrote anything."""
    keys = [chapter.pk for chapter in chapters]
    Draft.objects.filter(chapter__in=keys).delete()
    Reading.objects.filter(chapter__in=keys).delete()
    Progress.objects.filter(chapter__in=keys).delete()
    AuthorNote.objects.filter(chapter__in=keys).delete()
    Passage.objects.filter(chapter__in=keys).tidy()
    here = Passage.objects.filter(chapter__in=keys)
    here.update(loose=True, prefix="", suffix="")
    written_on = _written_on(keys)
    rest = Chapter.with_deleted.filter(pk__in=set(keys) - written_on)
    rest.update(number=None, revision=None, merged_into=None)
    rest.delete()
    revisions = Revision.objects.filter(chapter__in=written_on)
    revisions.update(source="", blocks=[], text="", places={})
    now = timezone.now()
    Chapter.with_deleted.filter(pk__in=written_on).update(
        number=None,
        stood_at=None,
        margin_revision=None,
        words=0,
        deleted_at=Coalesce("deleted_at", now),
        erased_at=now,
    )


def _written_on(keys: list[int]) -> set[int]:
    """Those of some chapters to which anything of a reader's belongs, and those into which these
    went; passages that went from one to other chapters belong to it too, for they were marked in
    its text."""
    here = Q(chapter__in=keys) | Q(revision__chapter__in=keys) | Q(origin__chapter__in=keys)
    found = set(Comment.objects.filter(chapter__in=keys).values_list("chapter", flat=True))
    for row in Passage.objects.filter(here).values_list(
        "chapter", "revision__chapter", "origin__chapter"
    ):
        found.update(row)
    joined = Chapter.with_deleted.filter(pk__in=keys, merged_into__isnull=False)
    went = dict(joined.values_list("pk", "merged_into"))
    for key in found & went.keys():
        into = went[key]
        while into and into not in found:
            found.add(into)
            into = went.get(into)
    return found.intersection(keys)


@contextmanager
def _overwriting() -> Iterator[None]:
    """Have SQLite overwrite with zeros what is deleted meanwhile, also in its journal: else it
    stays legible in the file until something else needs the room. PostgreSQL lets no reader of
    the database at it, and vacuums by itself."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = OFF")
