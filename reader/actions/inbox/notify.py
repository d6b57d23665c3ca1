"""Tell readers what happened: the worker does, so that nobody who writes waits for it.

What has not been told yet says so itself, in its own row (`told_at`), so nothing needs to be
queued with it and nothing can be lost or told twice, whatever dies meanwhile.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.people.reader import Reader
from reader.models.people.shelf import Shelving

AT_A_TIME = 100
"""Comments or chapters that are looked up at a time."""
AT_ONCE = 500
"""Rows stored by one statement."""
Kind = Notification.Kind


def something_to_tell() -> bool:
    """Whether anything has happened that readers were not told yet. Two cheap queries."""
    return _comments_to_tell().exists() or _chapters_to_tell().exists()


def notify_readers() -> None:
    """Tell everybody concerned of the comments and the chapters that came since."""
    while comments := _some(_comments_to_tell().order_by("pk")):
        for key in comments:
            _notify_of_comment(key)
    while chapters := _some(_chapters_to_tell().order_by("published_at", "number")):
        for key in chapters:
            _notify_of_chapter(key)


def _some(rows: CommentQuerySet | ChapterQuerySet) -> list[int]:
    """The first keys of some rows. They are read at once: a query that is still open keeps a
    transaction on SQLite from writing after somebody else did."""
    return list(rows.values_list("pk", flat=True)[:AT_A_TIME])


def _comments_to_tell() -> CommentQuerySet:
    return Comment.objects.filter(told_at=None)


def _chapters_to_tell() -> ChapterQuerySet:
    """Published chapters of published stories, at their time if they were set for one."""
    now = timezone.now()
    published = {"published_at__lte": now, "story__published_at__lte": now}
    return Chapter.objects.in_story().filter(told_at=None, revision__isnull=False, **published)


@transaction.atomic
def _notify_of_comment(key: int) -> None:
    if not _comments_to_tell().filter(pk=key).update(told_at=timezone.now()):
        return
    comment = Comment.objects.select_related("answers", "parent").get(pk=key)
    if comment.silent:
        return
    chapter = Chapter.with_deleted.select_related("story").get(pk=comment.chapter_id)
    kinds = _concerned(comment, chapter)
    kinds.pop(comment.reader_id, None)
    if not Chapter.objects.visible_to(None).filter(pk=chapter.pk).exists():
        author = chapter.story.author_id
        kinds = {author: kinds[author]} if author in kinds else {}
    _store(kinds, chapter=chapter, comment=comment, at=comment.created_at)


def _concerned(comment: Comment, chapter: Chapter) -> dict[int, Kind]:
    """Whom a comment concerns, and how: of several reasons the nearest one."""
    kinds: dict[int, Kind] = {}
    for reader in _beside(comment).values_list("reader", flat=True):
        kinds[reader] = Kind.THREAD
    kinds[chapter.story.author_id] = Kind.COMMENT
    answered = comment.answers or comment.parent
    if answered:
        kinds[answered.reader_id] = Kind.ANSWER
    return kinds


def _beside(comment: Comment) -> CommentQuerySet:
    """What else was said in its thread: on the same words, or in answer to the same comment."""
    beside = Comment.objects.spoken().filter(pk__lt=comment.pk)
    if comment.passage_id:
        return beside.filter(passage=comment.passage_id)
    if comment.parent_id:
        return beside.filter(Q(pk=comment.parent_id) | Q(parent=comment.parent_id))
    return beside.none()


@transaction.atomic
def _notify_of_chapter(key: int) -> None:
    if not _chapters_to_tell().filter(pk=key).update(told_at=timezone.now()):
        return
    chapter = Chapter.objects.select_related("story").get(pk=key)
    since = {"story": chapter.story_id, "put_at__lte": chapter.published_at}
    on_shelves = Shelving.objects.filter(**since).exclude(shelf__reader=chapter.story.author_id)
    kinds = dict.fromkeys(on_shelves.values_list("shelf__reader", flat=True), Kind.CHAPTER)
    _store(kinds, chapter=chapter, at=chapter.published_at)


def _store(kinds: dict[int, Kind], **what: object) -> None:
    """Store a notification for each of these readers who is still here, and count anew."""
    here = Reader.objects.filter(pk__in=kinds, is_active=True)
    rows = []
    for reader in here.values_list("pk", flat=True):
        rows.append(Notification(reader_id=reader, kind=kinds[reader], **what))
    Notification.objects.bulk_create(rows, AT_ONCE, ignore_conflicts=True)
    Notification.objects.count_for_all(here)
