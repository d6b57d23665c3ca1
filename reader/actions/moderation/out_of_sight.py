"""Taking something out of everybody's sight for moderators, and showing it again."""

from __future__ import annotations

from datetime import datetime

from reader.actions.library.take_down import put_back, take_down
from reader.models.library.chapter import Chapter
from reader.models.library.story import Story
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.margin.highlight import Highlight
from reader.models.moderation.kind import Reported, owner_of
from reader.models.people.reader import Reader

HeldFor = Comment.HeldFor
LOOKED_AT = (HeldFor.REPORTS, HeldFor.WORDS, HeldFor.LINKS, HeldFor.NEWCOMER)
"""What moderators look at. What waits for its approval is the affair of the story's author."""


def hide(thing: Reported, at: datetime, word: str = "") -> None:
    """Take a thing out of sight, or all that a reader said. `at` is when it was decided: by it
    one knows what to show again; `word` is for whoever wrote it: at a story or a chapter it stands
    for its authors, and of all else the decision alone tells it."""
    if isinstance(thing, Comment):
        _hide_comment(thing, at)
    elif isinstance(thing, Highlight):
        thing.change(colour=thing.colour, note=thing.note, public=False)
    elif isinstance(thing, Story | Chapter):
        take_down(thing, word, at, knows=owner_of(thing))
    else:
        _hide_all_of(thing, at, word)


def show(thing: Reported, at: datetime) -> None:
    """Undo that, as far as it is still so."""
    if isinstance(thing, Comment):
        _show_comments(Comment.objects.filter(pk=thing.pk), at)
    elif isinstance(thing, Highlight):
        thing.change(colour=thing.colour, note=thing.note, public=True)
    elif isinstance(thing, Story | Chapter):
        if thing.taken_down_at == at:
            put_back(thing, knows=owner_of(thing))
    else:
        _show_comments(thing.comments.all(), at)
        for story in Story.with_deleted.filter(author=thing, taken_down_at=at):
            put_back(story, knows=thing)


def hold_for_reports(comment: Comment) -> None:
    """Keep a comment out of sight until moderators have looked, unless it is already."""
    if comment.deleted_at is None and not comment.is_withheld:
        comment.hold(HeldFor.REPORTS)


def let_go(thing: Reported) -> None:
    """Show what was held until moderators had looked."""
    if isinstance(thing, Comment) and thing.held_for in LOOKED_AT:
        thing.approve()


def _hide_all_of(reader: Reader, at: datetime, word: str) -> None:
    said = reader.comments.filter(deleted_at=None, hidden_at=None)
    for comment in said.select_related("chapter", "passage__chapter"):
        _hide_comment(comment, at)
    for mark in reader.highlights.filter(public=True, removed_at=None).select_related("passage"):
        mark.change(colour=mark.colour, note=mark.note, public=False)
    for story in reader.stories.filter(published_at__isnull=False):
        take_down(story, word, at, knows=reader)


def _hide_comment(comment: Comment, at: datetime) -> None:
    """Its writer is told by the decision, so not once more. The word to them doesn't stand at the
    comment: the author of the story would read it. What was hidden already stays as it is, so that
    undoing this doesn't show it."""
    if comment.hidden_at:
        return
    comment.hide(Comment.HiddenBy.MODERATOR)
    Comment.objects.filter(pk=comment.pk).update(hidden_at=at, moderated_at=None)


def _show_comments(comments: CommentQuerySet, at: datetime) -> None:
    for comment in comments.filter(hidden_at=at).select_related("chapter", "passage__chapter"):
        comment.unhide()
        Comment.objects.filter(pk=comment.pk).update(moderated_at=None)
