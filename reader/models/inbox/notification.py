"""Notifications: what happened that a reader wants to hear of, a row each for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Substr
from django.urls import reverse
from django.utils import timezone

from reader.models import visibility
from reader.models.inbox import kind as kinds
from reader.models.inbox.announcement import Announcement
from reader.models.inbox.digest import Digest
from reader.models.inbox.fate import Fate
from reader.models.inbox.told_once import TOLD_ONCE
from reader.models.inbox.told_thanks import ToldThanks
from reader.models.library.chapter import Chapter
from reader.models.library.co_author import CoAuthor
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.library.story_news import StoryNews
from reader.models.margin.comment import Comment
from reader.models.margin.hidden_thread import HiddenThread
from reader.models.margin.passage import Passage
from reader.models.margin.typo_note import TypoNote
from reader.models.moderation.decision import Decision
from reader.models.people.reader import Reader
from reader.models.people.silence import Silence

MOST_COUNTED = 200
"""Unread ones of a reader up to which they are counted anew whenever the inbox is opened."""


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notifications, chosen and read."""

    def visible_to(self, reader: Reader) -> NotificationQuerySet:
        """A reader's own, of what they may read and what still says something."""
        return self.visible().filter(reader=reader)

    def visible(self) -> NotificationQuerySet:
        """Those that the reader of each may see."""
        given, sent = ToldThanks.objects.heard(), TypoNote.objects.told_of()
        silenced = Silence.objects.all(), HiddenThread.objects.all()
        return self.filter(visibility.notifications(given, sent, CoAuthor.objects.all(), *silenced))

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)

    def older_than(self, row: Notification) -> NotificationQuerySet:
        """Those of what happened before it; of the same moment, those stored before it."""
        return self.filter(at__lte=row.at).exclude(at=row.at, pk__gte=row.pk)

    def newest_first(self, count: int, of: NotificationQuerySet) -> list[Notification]:
        """The first `count` of these, `of` all that they are chosen from, with what they tell of.
        They are looked for among the first of those, whose keys come in order out of an index: who
        would sort the joined rows has to join all of them. What each tells of is a query of its
        own: PostgreSQL takes ten times as long to plan both as one."""
        keys = list(of.values_list("pk", flat=True)[: 2 * count])
        chosen = self.values_list("pk", flat=True)
        found = list(chosen.filter(pk__in=keys)[:count])
        if len(found) < count and len(keys) == 2 * count:
            found = list(chosen[:count])
        return list(Notification.objects.filter(pk__in=found).with_what())

    def with_what(self) -> NotificationQuerySet:
        """With what each tells of, and the words of its passage as they are now."""
        start, end = F("passage__start"), F("passage__end")
        words = {"words_now": Substr("passage__revision__text", start + 1, end - start)}
        return self.annotate(**words).select_related(
            "story__author", "news__by", "news__chapter", "news__story", "announcement__story",
            "chapter__story", "comment__reader", "comment__passage",
            "decision__case", "decision__of__case", "typo_note",
            "comment__chapter__story", "passage__chapter__story",
        )  # fmt: skip

    def beside(self, told: Notification) -> NotificationQuerySet:
        """What its reader was told of that was said in the same thread; of chapters that came to
        the story, or what came of corrections, on the same day; else this one alone."""
        comment = told.comment
        if told.kind in Notification.BY_DAY:
            same_day = self.filter(at__date=timezone.localdate(told.at))
            return same_day.filter(reader=told.reader_id, story=told.story_id, kind=told.kind)
        if comment is None or told.kind not in Notification.SAID:
            return self.filter(pk=told.pk)
        in_thread = Q(comment=comment.begun_by) | Q(comment__parent=comment.begun_by)
        if comment.passage_id:
            in_thread = Q(comment__passage=comment.passage_id)
        return self.filter(in_thread, reader=told.reader_id, kind__in=Notification.SAID)

    def read(self, reader: Reader) -> None:
        """These were read by their reader."""
        self.unread().update(read_at=timezone.now())
        Notification.objects.count_for_all(Reader.objects.filter(pk=reader.pk))

    def count_for(self, reader: Reader) -> None:
        """Take anew how many unread ones the bar shows a reader: of those that they may see.
        Nothing is written where it is as many as it shows, or where they are very many: then
        nobody misses one."""
        unread = self.visible_to(reader).unread().order_by()[: MOST_COUNTED + 1].count()
        if unread != reader.unread and unread <= MOST_COUNTED:
            reader.unread = unread
            self.count_for_all(Reader.objects.filter(pk=reader.pk))

    def count_for_all(self, readers: QuerySet[Reader]) -> None:
        """Take anew how many unread ones the bar shows each of some readers. They are held
        first, and counted by a statement of its own: it sees what others stored meanwhile."""
        own = self.visible().unread().filter(reader=OuterRef("pk")).order_by().values("reader")
        counted = Subquery(own.annotate(unread=Count("pk")).values("unread"))
        with transaction.atomic(savepoint=False):
            held = readers.order_by("pk").select_for_update(no_key=True)
            list(held.values_list("pk", flat=True))
            readers.update(unread=Coalesce(counted, 0))


class Notification(models.Model):
    """That something happened which concerns a reader: mostly in a story, to a comment, to words in
    it, or to a chapter; else it is what moderators decided."""

    Kind: TypeAlias = kinds.Kind

    SAID = (Kind.ANSWER, Kind.MENTION, Kind.COMMENT, Kind.THREAD)
    """What somebody said, told to a reader for the nearest of these reasons."""
    BY_AUTHOR = (Kind.CHAPTER, Kind.ANNOUNCEMENT)
    """What the author of the story brings."""
    BY_DAY = (Kind.CHAPTER, Kind.TYPO)
    """What is told of in one row, where there is more of it in a story on a day."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="+")
    chapter = models.ForeignKey(Chapter, models.CASCADE, null=True, related_name="+")
    """Where it happened. A comment may have gone to another one since (`place`)."""
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    passage = models.ForeignKey(Passage, models.CASCADE, null=True, related_name="+")
    """The words that it tells of, where it tells of no comment."""
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, related_name="+")
    announcement = models.ForeignKey(Announcement, models.CASCADE, null=True, related_name="+")
    news = models.ForeignKey(StoryNews, models.CASCADE, null=True, related_name="+")
    decision = models.ForeignKey(Decision, models.CASCADE, null=True, related_name="+")
    typo_note = models.ForeignKey(TypoNote, models.CASCADE, null=True, related_name="+")
    marks = models.JSONField(
        default=dict,
        help_text="What became of each passage that they marked, by its id: a Fate.",
    )
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mail_at = models.DateTimeField(
        null=True,
        default=timezone.now,
        editable=False,
        help_text="When it is to be decided whether it is mailed. Null: that is done.",
    )
    digest = models.ForeignKey(
        Digest, models.SET_NULL, null=True, editable=False, related_name="notifications"
    )

    objects = NotificationQuerySet.as_manager()
    with_it: Sequence[Notification] = ()
    """What is told of in one row with it: older, of the same thread and day; or later chapters that
    came to the story on the same day."""
    thanked_by: Sequence[Reader] = ()
    thanks_total = 0
    """The latest who thanked, and how many did (`load_thanks`)."""
    waiting = 0
    """How many comments, or corrections, wait by now (`load_waiting`, `load_corrections`)."""
    words_now: str | None = None
    """What stands by now where its passage is (`with_what`)."""

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["reader", "-at", "-id"],
                condition=Q(read_at__isnull=False),
                name="read_notifications",
            ),
            models.Index(
                fields=["reader", "-at", "-id"],
                condition=Q(read_at=None),
                name="unread_notifications",
            ),
            models.Index(
                fields=["mail_at"], condition=Q(mail_at__isnull=False), name="notifications_to_mail"
            ),
        ]
        constraints = TOLD_ONCE

    def __str__(self) -> str:
        return f"{self.reader}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """Opens it: it is read then, and one comes to the very words."""
        return reverse("notification", args=[self.pk])

    @property
    def place(self) -> Chapter | None:
        """The chapter that what it tells of stands in by now."""
        if self.comment:
            return self.comment.chapter
        return self.passage.chapter if self.passage else self.chapter

    @property
    def leads_to(self) -> str:
        """Where the words are that it tells of."""
        if self.decision:
            return self.decision.get_absolute_url()
        if self.comment:
            return self.comment.url_in_chapter
        if self.news:
            return self.news.get_absolute_url()
        if self.announcement:
            return self.announcement.get_absolute_url()
        if self.kind == self.Kind.WAITING:
            return reverse("waiting")
        if self.kind == self.Kind.CORRECTIONS and self.story:
            return reverse("story_typos", args=[self.story.slug])
        if self.typo_note:
            return self.typo_note.get_absolute_url()
        if self.passage:
            return self.passage.get_absolute_url()
        where = self.chapter or self.story
        return where.get_absolute_url() if where else reverse("inbox")

    @property
    def is_without_gaps(self) -> bool:
        """Whether the chapters that it tells of, this one's the first, follow one another."""
        last = self.with_it[-1].chapter if self.with_it else None
        if not (self.chapter and self.chapter.number and last and last.number):
            return False
        return last.number - self.chapter.number == len(self.with_it)

    @property
    def gone(self) -> int:
        """How many passages a revision took the words of."""
        return self._how_many(Fate.GONE)

    @property
    def changed(self) -> int:
        """Of how many it made others."""
        return self._how_many(Fate.CHANGED)

    @property
    def back(self) -> int:
        """Of how many it brought the very words back."""
        return self._how_many(Fate.BACK)

    @property
    def likewise(self) -> int:
        """How many more fared like the one that is named: of those that are gone, of those that
        were changed where none is gone, else of those that are back."""
        return max((self.gone or self.changed or self.back) - 1, 0)

    @property
    def others(self) -> list[Reader]:
        """Who spoke besides the writer of its comment, of those told of with it."""
        people = {}
        for row in self.with_it:
            if row.comment and self.comment and row.comment.reader_id != self.comment.reader_id:
                people[row.comment.reader_id] = row.comment.reader
        return list(people.values())

    @property
    def unnamed(self) -> int:
        """How many more thanked than are named."""
        return self.thanks_total - len(self.thanked_by)

    def _how_many(self, fate: Fate) -> int:
        return list(self.marks.values()).count(fate)
