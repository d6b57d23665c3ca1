"""Following: what readers want to hear of. Who follows a story, an author or a thread is said here.

A row is what a reader said themselves: yes or no. Where they said nothing, whoever has a story on
a shelf, or was chosen for it, follows it, whoever speaks in a thread follows that, and authors all
threads on their own stories.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from reader.models.audience import Audience
from reader.models.chosen_reader import ChosenReader
from reader.models.library.co_author import CoAuthor
from reader.models.library.story import Story
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.margin.passage import Passage, PassageQuerySet
from reader.models.people.reader import Reader
from reader.models.people.shelf import Shelving
from reader.models.viewer import Viewer, apart, key_of

Thread = Passage | Comment
"""A passage with the comments on it, or a comment on a chapter with the answers to it."""
Followed = Story | Reader | Thread
Rows = TypeVar("Rows", PassageQuerySet, CommentQuerySet)


class FollowQuerySet(models.QuerySet["Follow"]):
    """What readers said, chosen and kept."""

    def of(self, reader: Viewer) -> FollowQuerySet:
        own = key_of(reader)
        return self.filter(reader=own) if own else self.none()

    def visible_to(self, reader: Reader) -> FollowQuerySet:
        """A reader's own, of what they may see."""
        seen = Q(story__in=Story.objects.visible_to(reader)) | Q(author__is_active=True)
        seen |= Q(passage__in=Passage.objects.visible_to(reader))
        seen |= Q(comment__in=Comment.objects.visible_to(reader))
        return self.of(reader).filter(seen)

    def about(self, what: Followed) -> FollowQuerySet:
        return self.filter(**_about(what))

    def say(self, reader: Reader, what: Followed, following: bool) -> None:
        """Keep that a reader follows something, or does not. To say the same again changes
        nothing."""
        said = {"following": following}
        row, new = self.get_or_create(reader=reader, **_about(what), defaults=said)
        if not new and row.following != following:
            row.following, row.at = following, timezone.now()
            row.save(update_fields=["following", "at"])


def kind_of(what: Followed) -> str:
    """What it is, as a row's field and an address call it."""
    kinds = {Story: "story", Reader: "author", Passage: "passage", Comment: "comment"}
    return kinds[type(what)]


def _about(what: Followed) -> dict[str, Followed]:
    """A row's field for it, and its value."""
    return {kind_of(what): what}


class Follow(models.Model):
    """That a reader said they follow a story, an author or a thread; or that they don't. A thread
    is a passage, or a comment that begins one on a chapter as a whole."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    passage = models.ForeignKey(Passage, models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    following = models.BooleanField(default=True)
    at = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "story"], name="one_word_on_a_story"),
            models.UniqueConstraint(fields=["reader", "author"], name="one_word_on_an_author"),
            models.UniqueConstraint(fields=["reader", "passage"], name="one_word_on_a_passage"),
            models.UniqueConstraint(fields=["reader", "comment"], name="one_word_on_a_comment"),
            models.CheckConstraint(
                condition=(
                    Q(story__isnull=False, author=None, passage=None, comment=None)
                    | Q(story=None, author__isnull=False, passage=None, comment=None)
                    | Q(story=None, author=None, passage__isnull=False, comment=None)
                    | Q(story=None, author=None, passage=None, comment__isnull=False)
                ),
                name="follow_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} {'follows' if self.following else 'does not follow'} {self.what}"

    @property
    def what(self) -> Followed:
        """What it is about."""
        what = self.story or self.author or self.passage or self.comment
        assert what is not None
        return what


def thread_of(comment: Comment) -> Thread:
    """The thread that a comment stands in."""
    return comment.passage or comment.parent or comment


def spoken_in(thread: Thread) -> CommentQuerySet:
    """What is said in a thread: neither deleted nor hidden."""
    spoken = Comment.objects.spoken()
    if isinstance(thread, Passage):
        return spoken.filter(passage=thread)
    return spoken.filter(Q(pk=thread.pk) | Q(parent=thread))


def is_own(viewer: Viewer, what: Followed) -> bool:
    """Whether it is the viewer themselves, or a story of theirs: nobody follows these."""
    own = key_of(viewer)
    if isinstance(what, Passage | Comment) or own is None:
        return False
    return what.is_by(viewer) if isinstance(what, Story) else own == what.pk


def may_not_follow(viewer: Viewer, what: Followed) -> bool:
    """Whether there is a block between the viewer and an author, or the author of a story."""
    if isinstance(what, Passage | Comment):
        return False
    return apart(viewer, *(what.author_keys if isinstance(what, Story) else [what.pk]))


def followers_of(what: Followed, until: datetime) -> QuerySet[Reader]:
    """Who has followed a story, an author or a thread since a time, or longer. What came earlier
    than somebody followed it is no news to them."""
    if isinstance(what, Story):
        said_of_authors = Follow.objects.filter(author__in=what.author_keys)
        reasons = [
            _yes(Follow.objects.about(what), until),
            Shelving.objects.filter(story=what, put_at__lte=until).values("shelf__reader"),
        ]
        if what.audience == Audience.CHOSEN:
            chosen = ChosenReader.objects.filter(story=what, chosen_at__lte=until)
            reasons.append(chosen.values("reader"))
        if what.audience != Audience.LINK:  # else it stands in no list, and whom would it be for
            reasons.append(_yes(said_of_authors, until))
        return _for(reasons, what).exclude(pk__in=what.author_keys)
    yes = _yes(Follow.objects.about(what), until)
    if isinstance(what, Reader):
        return _for([yes], what)
    spoken = spoken_in(what).filter(created_at__lte=until).values("reader")
    author = Story.with_deleted.filter(chapters=what.chapter_id).values("author")
    others = CoAuthor.objects.accepted().filter(story__chapters=what.chapter_id).values("reader")
    return _for([yes, spoken, author, others], what)


def _yes(said: FollowQuerySet, until: datetime) -> QuerySet:
    return said.filter(following=True, at__lte=until).values("reader")


def _for(reasons: list[QuerySet], what: Followed) -> QuerySet[Reader]:
    """Those for whom one of some reasons holds, and who did not say no."""
    first, *rest = [reason.order_by() for reason in reasons]
    no = Follow.objects.about(what).filter(following=False).values("reader")
    return Reader.objects.filter(pk__in=first.union(*rest)).exclude(pk__in=no)


def follows(reader: Viewer, what: Followed) -> bool:
    """Whether a reader follows it now."""
    own = key_of(reader)
    return own is not None and followers_of(what, timezone.now()).filter(pk=own).exists()


def with_muted(rows: Rows, reader: Reader, passage: str = "pk") -> Rows:
    """Passages, or rows with a `passage`, with `muted`: whether a reader said that they don't
    follow the thread. Who speaks in a thread follows it otherwise, which saves asking."""
    no = Follow.objects.of(reader).filter(passage=OuterRef(passage), following=False)
    muted = {"muted": Exists(no)}
    return rows.annotate(**muted)


def followed_passages(
    reader: Viewer, passages: Sequence[Passage], authors: Sequence[int]
) -> set[int]:
    """The keys of those of some passages on which a reader follows the thread now, in one query.
    All are in stories of the same `authors`, by their keys."""
    own = key_of(reader)
    if own is None or not passages:
        return set()
    here = {"reader": own, "passage__in": passages}
    spoke = Comment.objects.spoken().filter(**here).order_by().annotate(word=Value(_SPOKE))
    yes = When(following=True, then=_SAID_YES)
    said = Follow.objects.filter(**here).annotate(word=Case(yes, default=_SAID_NO))
    rows = (
        spoke.values_list("passage", "word").union(said.values_list("passage", "word")).order_by()
    )
    words = dict(sorted(rows))  # what they said comes last, and counts
    unsaid = _SPOKE if own in authors else _SAID_NO
    return {passage.pk for passage in passages if words.get(passage.pk, unsaid) != _SAID_NO}


_SPOKE, _SAID_NO, _SAID_YES = range(3)
