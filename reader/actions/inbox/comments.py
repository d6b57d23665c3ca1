"""Who is told of a comment: whoever is answered, the story's author, who else is in the thread."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from reader.actions.inbox.store_notifications import store_notifications
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter
from reader.models.margin.comment import Comment, CommentQuerySet

Kind = Notification.Kind


def to_tell() -> CommentQuerySet:
    """Comments of which nobody was told yet."""
    return Comment.objects.filter(told_at=None).order_by("pk")


@transaction.atomic
def tell(key: int) -> None:
    """Tell everybody concerned of a comment."""
    if not to_tell().filter(pk=key).update(told_at=timezone.now()):
        return
    comment = Comment.objects.select_related("answers", "parent").get(pk=key)
    if comment.silent:
        return
    chapter = Chapter.with_deleted.select_related("story").get(pk=comment.chapter_id)
    kinds = concerned(comment, chapter)
    kinds.pop(comment.reader_id, None)
    if not Chapter.objects.visible_to(None).filter(pk=chapter.pk).exists():
        author = chapter.story.author_id
        kinds = {author: kinds[author]} if author in kinds else {}
    what = {"story": chapter.story, "chapter": chapter, "comment": comment}
    store_notifications(kinds, **what, at=comment.created_at)


def concerned(comment: Comment, chapter: Chapter) -> dict[int, Kind]:
    """Whom a comment concerns, by their keys, and how: of several reasons the nearest one."""
    kinds = dict.fromkeys(followers(comment), Kind.THREAD)
    kinds[chapter.story.author_id] = Kind.COMMENT
    answered = comment.answers or comment.parent
    if answered:
        kinds[answered.reader_id] = Kind.ANSWER
    return kinds


def followers(comment: Comment) -> list[int]:
    """The keys of readers who spoke in a comment's thread before."""
    return list(_beside(comment).order_by().values_list("reader", flat=True).distinct())


def _beside(comment: Comment) -> CommentQuerySet:
    """What else was said in its thread: on the same words, or in answer to the same comment."""
    beside = Comment.objects.spoken().filter(pk__lt=comment.pk)
    if comment.passage_id:
        return beside.filter(passage=comment.passage_id)
    if comment.parent_id:
        return beside.filter(Q(pk=comment.parent_id) | Q(parent=comment.parent_id))
    return beside.none()
