"""Comments added and deleted."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.apart import refuse_apart
from reader.actions.margin.keep_order import have_looked_at, hold
from reader.actions.margin.look_first import why_to_look_first
from reader.actions.margin.may_comment import refuse_rewording, refuse_unwelcome, waits
from reader.models.inbox.notification import Notification
from reader.models.inbox.waiting import tell_nothing_where_nothing_waits
from reader.models.library.chapter import Chapter
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.comment_html import html_of
from reader.models.margin.deleted_annotation import DeletedAnnotation
from reader.models.margin.passage import Passage
from reader.models.moderation.case import Case
from reader.models.moderation.kind import Kind
from reader.models.people.reader import Reader
from reader.models.people.suspension import refuse_suspended


def add_comment(
    source: str,
    *,
    by: Reader,
    chapter: Chapter,
    passage: Passage | None = None,
    to: Comment | None = None,
    html: str = "",
) -> Comment:
    """Add a comment to a chapter, to one of its passages, or `to` another comment. Raises
    Suspended.

    Threads have two levels: a reply to a reply stands beside it. Raises Apart where there is a
    block between its writer and the story's author, or whom it answers; Refused where the author
    wants none by them. It is held where the author looks at them first. `html` is what `html_of`
    gives, where that was asked for already.
    """
    refuse_suspended(by)
    refuse_apart(by, *chapter.story.author_keys)
    parent = None
    if to is not None:
        refuse_apart(by, to.reader_id)
        parent, passage = to.parent or to, to.passage
    refuse_unwelcome(by, chapter, passage, parent)
    if passage and passage.chapter_id == chapter.pk:
        passage.chapter = chapter
    html = html or html_of(source, by)  # before anything is locked
    held_for = _why_held(html, by, chapter.story)
    with transaction.atomic(savepoint=False):
        comment = Comment(
            chapter=chapter,
            passage=passage,
            parent=parent,
            answers=to,
            reader=by,
            source=source,
            held_for=held_for,
            held_at=timezone.now() if held_for else None,
        )
        comment.rendered = html
        comment.save()
        comment.touch()
        have_looked_at(comment)
    return comment


def edit_comment(comment: Comment, source: str) -> None:
    """Change what was said. It waits until somebody has looked, where that is to be looked at
    first. Raises DoesNotExist where it has been deleted, Apart where one could not say it now, and
    Refused where the thread or the chapter is closed."""
    refuse_apart(comment.reader, *comment.chapter.story.author_keys)
    if comment.answers:
        refuse_apart(comment.reader, comment.answers.reader_id)
    refuse_rewording(comment)
    html = html_of(source, comment.reader)
    held_for = _why_held(html, comment.reader, comment.chapter.story)
    with transaction.atomic():
        comment.edit(source, html)
        waits_for_less = comment.held_for in ("", Comment.HeldFor.APPROVAL)
        if waits_for_less and held_for not in ("", comment.held_for):
            hold(comment, held_for)


def _why_held(html: str, by: Reader, story: Story) -> str:
    """Why it is held: the house looks first, or the author of the story does; or nothing."""
    held_for = why_to_look_first(html, by, story)
    if held_for or not waits(by, story):
        return held_for
    return Comment.HeldFor.APPROVAL


@transaction.atomic
def delete_comment(comment: Comment) -> None:
    """Delete what was said: the words go, and where others answered a place stays. The chapter is
    locked before the passage, as where an author revises it."""
    passage, parent = comment.passage, comment.parent
    if comment.held_at:
        Case.objects.unreported(Kind.COMMENT, comment.pk).update(closed_at=timezone.now())
    comment.touch()
    told = Notification.objects.unread().filter(comment=comment)
    readers = list(told.order_by().values_list("reader", flat=True))
    if comment.replies.exists() or Comment.objects.filter(answers=comment).exists():
        comment.source, comment.deleted_at, comment.pinned_at = "", timezone.now(), None
        comment.save(update_fields=["source", "deleted_at", "pinned_at"])
    else:
        deleted = [comment]
        is_empty = parent and parent.deleted_at and not parent.source  # its writer may come back
        if parent and is_empty and not parent.replies.exclude(pk=comment.pk).exists():
            deleted.append(parent)
        DeletedAnnotation.objects.remember(comments=deleted)
        for row in deleted:
            row.delete()
        if passage:
            Passage.objects.filter(pk=passage.pk).tidy()
    if comment.held_at:
        tell_nothing_where_nothing_waits([comment.chapter.story_id])
    if readers:
        Notification.objects.count_for_all(Reader.objects.filter(pk__in=readers))
