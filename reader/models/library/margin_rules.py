"""What an author wants in the margins of their stories: said for one story, or on the account."""

from __future__ import annotations

from django.db import models


class MarginRules(models.Model):
    """Who may comment, whose comments wait until the author has looked, and who may show highlights
    and suggest corrections. What a story leaves empty is as on its author's account; what that
    leaves empty is as it always was."""

    class WhoComments(models.TextChoices):
        EVERYBODY = "everybody", "Everybody with an account"
        FOLLOWERS = "followers", "Those who follow the story"
        NOBODY = "nobody", "Nobody"

    class WhoWaits(models.TextChoices):
        NOBODY = "nobody", "Nobody’s comments"
        NEWCOMERS = "newcomers", "Newcomers’ comments, until one of theirs was approved"
        ALL = "all", "All comments"

    class WhoShowsHighlights(models.TextChoices):
        READERS = "readers", "Readers may show their highlights"
        NOBODY = "nobody", "New highlights stay private"

    class WhoSendsTypos(models.TextChoices):
        READERS = "readers", "Readers may suggest corrections: only you see them"
        NOBODY = "nobody", "No corrections, please"

    who_comments = models.CharField(
        "who may comment", max_length=10, choices=WhoComments, blank=True, default=""
    )
    who_waits = models.CharField(
        "which comments wait until you have looked",
        max_length=10,
        choices=WhoWaits,
        blank=True,
        default="",
    )
    who_shows_highlights = models.CharField(
        "highlights", max_length=10, choices=WhoShowsHighlights, blank=True, default=""
    )
    who_sends_typos = models.CharField(
        "slips of the pen", max_length=10, choices=WhoSendsTypos, blank=True, default=""
    )

    class Meta:
        abstract = True


USUAL = {
    "who_comments": MarginRules.WhoComments.EVERYBODY,
    "who_waits": MarginRules.WhoWaits.NOBODY,
    "who_shows_highlights": MarginRules.WhoShowsHighlights.READERS,
    "who_sends_typos": MarginRules.WhoSendsTypos.READERS,
}
"""What holds where nobody said anything."""

RULES = tuple(USUAL)
"""The names of the fields."""


def rule_choices(name: str) -> list[tuple[str, str]]:
    """What the field of this name can say, each value with its words; not that it says nothing."""
    return type(USUAL[name]).choices


def rule_of(story: MarginRules, author: MarginRules, name: str) -> str:
    """What holds on a story by an author: a value of the field of this name."""
    return getattr(story, name) or getattr(author, name) or USUAL[name]
