"""Who is told of a comment: whoever is answered, or named, the story's authors, who follows the
thread."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from reader.actions.inbox.among_readers import among_readers
from reader.actions.inbox.store_notifications import tell_in_portions
from reader.models.inbox.follow import followers_of, thread_of
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.margin.hidden_thread import HiddenThread
from reader.models.visibility import IN_SIGHT

Kind = Notification.Kind


def to_tell() -> CommentQuerySet:
    """Comments of which nobody was told yet. One that is hidden or held waits: it may be shown."""
    return Comment.objects.filter(IN_SIGHT, told_at=None).order_by("pk")


def tell(key: int) -> None:
    """Tell everybody concerned of a comment."""
    this_one = to_tell().filter(pk=key)
    comment = this_one.select_related("answers", "parent", "passage").first()
    if comment is None:
        return
    chapter = Chapter.with_deleted.select_related("story").get(pk=comment.chapter_id)
    what = {"story": chapter.story, "chapter": chapter, "comment": comment}
    tell_in_portions(this_one, _may_hear(comment, chapter), **what, at=_could_be_read(comment))


def _may_hear(comment: Comment, chapter: Chapter) -> dict[int, Kind]:
    """Whom it concerns of those who may read it, without its writer."""
    if comment.silent:
        return {}
    # Before they are looked up: a name that an edit adds after that is told by itself.
    comment.mentions.filter(told_at=None).update(told_at=timezone.now())
    kinds = concerned(comment, chapter)
    kinds.pop(comment.reader_id, None)
    for reader in HiddenThread.objects.of_thread(comment).values_list("reader", flat=True):
        kinds.pop(reader, None)
    return among_readers(kinds, chapter.story, chapter)


def concerned(comment: Comment, chapter: Chapter) -> dict[int, Kind]:
    """Whom a comment concerns, by their keys, and how: of several reasons the nearest one."""
    kinds = dict.fromkeys(followers(comment), Kind.THREAD)
    for author in chapter.story.author_keys:
        if author in kinds:
            kinds[author] = Kind.COMMENT
    for reader in comment.mentions.values_list("reader", flat=True):
        kinds[reader] = Kind.MENTION
    answered = comment.answers or comment.parent
    if answered:
        kinds[answered.reader_id] = Kind.ANSWER
    return kinds


def _could_be_read(comment: Comment) -> datetime:
    """Since when everybody can read it."""
    return comment.approved_at or comment.created_at


def followers(comment: Comment) -> list[int]:
    """The keys of readers who followed a comment's thread when everybody could read it."""
    followers = followers_of(thread_of(comment), _could_be_read(comment))
    return list(followers.values_list("pk", flat=True))
