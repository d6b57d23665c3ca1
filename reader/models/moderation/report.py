"""Reports: that a reader finds something wrong, and why."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from reader.models.moderation.case import Case

KEPT_FOR = timedelta(days=365)
"""How long reports, and the words that they keep, stay after the decision."""


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, chosen."""

    def forget_old(self) -> None:
        """Delete those that were decided long ago, with the words that they and their cases
        keep."""
        long_ago = timezone.now() - KEPT_FOR
        self.filter(case__closed_at__lt=long_ago).delete()
        Case.objects.forget_words(long_ago)


class Report(models.Model):
    """What one reader said of a thing. Whoever it is about is never told who it was."""

    class Reason(models.TextChoices):
        SPAM = "spam", "Spam or advertising"
        HARASSMENT = "harassment", "Harassment or hate"
        ILLEGAL = "illegal", "Illegal content"
        RATING = "rating", "Wrong rating, or missing warnings"
        PLAGIARISM = "plagiarism", "Plagiarism: somebody else’s words"
        OTHER = "other", "Something else"

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    reason = models.CharField(max_length=16, choices=Reason)
    text = models.TextField(blank=True)
    words = models.TextField(blank=True)
    """What the thing said as it was reported: an edit, or deleting it, hides nothing."""
    quote = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "by"], name="one_report_a_reader_and_case")
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.get_reason_display()}"
