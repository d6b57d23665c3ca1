"""Taking something out of everybody's sight for moderators, and showing it again."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from reader.actions.count_again import count_again_of
from reader.actions.library.take_down import (
    put_back,
    put_stories_back,
    take_down,
    take_down_stories,
)
from reader.actions.moderation.left_waiting import left_waiting
from reader.models.audience import Audience
from reader.models.inbox.corrections import count_corrections_again
from reader.models.inbox.notification import Notification
from reader.models.inbox.waiting import tell_nothing_where_nothing_waits
from reader.models.library.chapter import Chapter
from reader.models.library.story import Story
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.margin.highlight import Highlight, HighlightQuerySet
from reader.models.margin.typo_note import TypoNote
from reader.models.moderation.kind import Reported, owner_of
from reader.models.people.departure import Departure
from reader.models.people.reader import Reader

HeldFor = Comment.HeldFor
LOOKED_AT = (HeldFor.REPORTS, HeldFor.WORDS, HeldFor.LINKS, HeldFor.NEWCOMER)
"""What moderators look at. What waits for its approval is the affair of the story's author."""


def hide(thing: Reported, at: datetime, word: str = "") -> None:
    """Take a thing out of sight, or all that a reader said and shows. `at` is when it was decided:
    by it one knows what to show again; `word` is for whoever wrote it: at a story or a chapter it
    stands for its authors, and of all else the decision alone tells it."""
    if isinstance(thing, Comment):
        _hide_comment(thing, at)
    elif isinstance(thing, Highlight):
        _hide_marks(Highlight.objects.filter(pk=thing.pk), at)
    elif isinstance(thing, TypoNote):
        TypoNote.objects.filter(pk=thing.pk, hidden_at=None).update(hidden_at=at)
        count_corrections_again([thing.story_id])
    elif isinstance(thing, Story | Chapter):
        take_down(thing, word, at, knows=owner_of(thing))
    else:
        _hide_all_of(thing, at, word)


def show(thing: Reported, at: datetime) -> None:
    """Undo that, as far as it is still so."""
    if isinstance(thing, Comment):
        _show_comments(Comment.objects.filter(pk=thing.pk), at)
    elif isinstance(thing, Highlight):
        _show_marks(Highlight.objects.filter(pk=thing.pk), at)
    elif isinstance(thing, TypoNote):
        TypoNote.objects.filter(pk=thing.pk, hidden_at=at).update(hidden_at=None)
        count_corrections_again([thing.story_id])
    elif isinstance(thing, Story | Chapter):
        if thing.taken_down_at == at:
            put_back(thing, knows=owner_of(thing))
    else:
        _show_comments(thing.comments.all(), at)
        _show_marks(thing.highlights.all(), at)
        thing.typo_notes.filter(hidden_at=at).update(hidden_at=None)
        put_stories_back(Story.with_deleted.filter(author=thing, taken_down_at=at), knows=thing)


def hold_for_reports(comment: Comment) -> None:
    """Keep a comment out of sight until moderators have looked, unless it is already."""
    if comment.deleted_at is None and not comment.is_withheld:
        comment.hold(HeldFor.REPORTS)
        count_again_of(Notification.objects.filter(comment=comment))


def let_go(thing: Reported) -> None:
    """Show what was held until moderators had looked; they do in the place of authors who left."""
    if isinstance(thing, Comment):
        if thing.held_for in LOOKED_AT or left_waiting().filter(pk=thing.pk).exists():
            thing.approve()
            count_again_of(Notification.objects.filter(comment=thing))
    elif isinstance(thing, TypoNote):
        TypoNote.objects.filter(pk=thing.pk).update(held_at=None)


def _hide_all_of(reader: Reader, at: datetime, word: str) -> None:
    """In a few statements, however much it is."""
    said = reader.comments.filter(deleted_at=None, hidden_at=None)
    _touch(said.values("chapter"))
    waited = said.filter(held_at__isnull=False).order_by()
    stories = list(waited.values_list("chapter__story", flat=True).distinct())
    by = Comment.HiddenBy.MODERATOR
    said.update(hidden_at=at, hidden_by=by, hidden_word="", pinned_at=None, moderated_at=None)
    _hide_marks(reader.highlights.all(), at)
    reader.typo_notes.filter(hidden_at=None).update(hidden_at=at)
    corrected = reader.typo_notes.filter(outcome="").order_by().values_list("story", flat=True)
    count_corrections_again(list(corrected.distinct()))
    tell_nothing_where_nothing_waits(stories)
    count_again_of(Notification.objects.filter(comment__reader=reader))
    shown = Q(published_at__isnull=False) | Q(
        audience=Audience.CHOSEN, chosen_readers__isnull=False
    )
    seen = reader.stories.filter(shown).order_by().values("pk")
    take_down_stories(Story.objects.filter(pk__in=seen), word, at, knows=reader)


def _hide_comment(comment: Comment, at: datetime) -> None:
    """Its writer is told by the decision, so not once more. The word to them doesn't stand at the
    comment: the author of the story would read it. What was hidden already stays as it is, so that
    undoing this doesn't show it."""
    if comment.hidden_at:
        return
    comment.hide(Comment.HiddenBy.MODERATOR)
    Comment.objects.filter(pk=comment.pk).update(hidden_at=at, moderated_at=None)
    tell_nothing_where_nothing_waits([comment.chapter.story_id])
    count_again_of(Notification.objects.filter(comment=comment))


def _show_comments(comments: CommentQuerySet, at: datetime) -> None:
    hidden = comments.filter(hidden_at=at)
    _touch(hidden.values("chapter"))
    keys = list(hidden.order_by().values_list("pk", flat=True))
    hidden.update(hidden_at=None, hidden_by="", hidden_word="", moderated_at=None)
    count_again_of(Notification.objects.filter(comment__among=keys))


def _hide_marks(marks: HighlightQuerySet, at: datetime) -> None:
    """Those that are shown, or will be once who left comes back; their reader can't show them
    again."""
    for departure in Departure.objects.filter(reader__in=marks.order_by().values("reader")):
        kept = marks.filter(pk__among=departure.shown_highlights, hidden_at=None)
        kept.update(hidden_at=at)
    shown = marks.filter(public=True, removed_at=None)
    _touch(shown.values("passage__chapter"))
    shown.update(public=False, hidden_at=at)


def _show_marks(marks: HighlightQuerySet, at: datetime) -> None:
    """One reader's. Of somebody who left meanwhile nobody sees what they marked, with no name; it
    is shown again with all else if they come back."""
    hidden = marks.filter(hidden_at=at)
    departures = Departure.objects.filter(reader__in=hidden.order_by().values("reader"))
    departure = departures.select_for_update().first()
    if departure:
        departure.shown_highlights += list(hidden.order_by("pk").values_list("pk", flat=True))
        departure.save(update_fields=["shown_highlights"])
        hidden.update(hidden_at=None)
        return
    _touch(hidden.values("passage__chapter"))
    hidden.update(public=True, hidden_at=None)


def _touch(chapters: QuerySet) -> None:
    """Say of these chapters, by their keys, that what stands on their words and below them has
    changed. Before it is stored: the rows say which they are."""
    found = Chapter.with_deleted.filter(pk__in=chapters.order_by())
    found.touch()
    found.touch_comments()
