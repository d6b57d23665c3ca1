"""What nobody is told twice: the constraints of notifications, by which telling of something again
does nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

TOLD_ONCE: list[models.BaseConstraint] = [
    models.UniqueConstraint(
        fields=["reader", "comment"],
        condition=Q(kind__in=("answer", "mention", "comment", "thread")),
        name="one_a_comment",
    ),
    models.UniqueConstraint(
        fields=["reader", "chapter"], condition=Q(kind="chapter"), name="one_a_chapter"
    ),
    models.UniqueConstraint(
        fields=["reader", "revision"], condition=Q(kind="revised"), name="one_a_revision"
    ),
    models.UniqueConstraint(
        fields=["reader", "comment"], condition=Q(kind="moderated"), name="one_a_decision"
    ),
    models.UniqueConstraint(
        fields=["reader", "comment"],
        condition=Q(kind="thanks", read_at=None),
        name="one_for_new_thanks_on_a_comment",
    ),
    models.UniqueConstraint(
        fields=["reader", "chapter"],
        condition=Q(kind="thanks", comment=None, read_at=None),
        name="one_for_new_thanks_on_a_chapter",
    ),
    models.UniqueConstraint(fields=["reader", "announcement"], name="one_an_announcement"),
    models.UniqueConstraint(fields=["reader", "news"], name="told_once_of_story_news"),
    models.UniqueConstraint(fields=["reader", "decision"], name="told_once_of_a_decision"),
    models.UniqueConstraint(fields=["reader", "typo_note"], name="told_once_of_a_typo_note"),
    models.UniqueConstraint(
        fields=["reader", "story"],
        condition=Q(kind="waiting", read_at=None),
        name="one_for_comments_that_wait",
    ),
    models.UniqueConstraint(
        fields=["reader", "chapter"],
        condition=Q(kind="corrections"),
        name="one_for_corrections_of_a_chapter",
    ),
]
