"""Threads that a reader hid from themselves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reader.models.margin.comment import Comment
from reader.models.margin.passage import Passage


class HiddenThreadQuerySet(models.QuerySet["HiddenThread"]):
    """Hidden threads, chosen."""

    def of_thread(self, comment: Comment) -> HiddenThreadQuerySet:
        """Those of the thread that a comment stands in, whoever hid it."""
        if comment.passage_id:
            return self.filter(passage=comment.passage_id)
        return self.filter(comment=comment.begun_by)


class HiddenThread(models.Model):
    """That a reader doesn't want to see a thread any more: one on a passage, or one that a comment
    on a chapter as a whole begins. Nobody else sees anything of that."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="hidden_threads"
    )
    passage = models.ForeignKey(Passage, models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = HiddenThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["reader", "passage"], name="passage_hidden_once"),
            models.UniqueConstraint(fields=["reader", "comment"], name="comment_hidden_once"),
            models.CheckConstraint(
                condition=(
                    Q(passage__isnull=False, comment=None) | Q(passage=None, comment__isnull=False)
                ),
                name="hidden_thread_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} hid {self.thread}"

    @property
    def thread(self) -> Passage | Comment:
        """The passage, or the comment that begins it."""
        thread = self.passage or self.comment
        assert thread is not None
        return thread
