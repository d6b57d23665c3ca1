"""Reporting something to the moderators."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.moderation.out_of_sight import hold_for_reports
from reader.models.margin.comment import Comment
from reader.models.moderation.case import Case
from reader.models.moderation.held_word import holds_words
from reader.models.moderation.kind import Reported, is_own, kind_of, owner_of, quote_of, words_of
from reader.models.moderation.report import Report
from reader.models.people.reader import Reader

ENOUGH_TO_HOLD = 5
"""Readers whose reports of a comment take it out of sight until somebody has looked."""


class OwnThing(Exception):
    """Nobody reports themselves."""


@transaction.atomic
def report(thing: Reported, *, by: Reader, reason: str, text: str = "") -> Report:
    """Report a thing, with what it says now. Who reports it again, before anybody decided, says
    the latter. Raises OwnThing."""
    if is_own(thing, by):
        raise OwnThing
    case = Case.objects.open_for(kind_of(thing), thing.pk, owner_of(thing).pk)
    said = {"reason": reason, "text": text, "words": words_of(thing), "quote": quote_of(thing)}
    made, _ = Report.objects.update_or_create(case=case, by=by, defaults=said)
    case.reporters, case.latest_at = case.reports.count(), timezone.now()
    case.save(update_fields=["reporters", "latest_at"])
    if isinstance(thing, Comment) and _is_enough(case, thing):
        hold_for_reports(thing)
    return made


def _is_enough(case: Case, comment: Comment) -> bool:
    """Whether it is out of sight from now on: many reported it, or one did and a held word is in
    it, which may be on the list only since it was said."""
    return case.reporters >= ENOUGH_TO_HOLD or holds_words(comment.html)
