"""What a moderator decides, done at once: about a case, or about a person of their own accord."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reader.actions.inbox.store_notifications import store_notifications
from reader.actions.moderation.account import close, suspend
from reader.actions.moderation.lock import lock
from reader.actions.moderation.out_of_sight import hide, let_go
from reader.models.inbox.notification import Notification
from reader.models.moderation.case import Case
from reader.models.moderation.decision import Decision
from reader.models.moderation.kind import Reported, kind_of, owner_of, things, words_of
from reader.models.people.reader import Reader

Action = Decision.Action
Told = Notification.Kind


class DecidedMeanwhile(Exception):
    """Somebody else decided it, or it was reported once more, since the page was made."""


class NotTheirs(Exception):
    """A moderator has no power over themselves, over other moderators, or over those who keep the
    library; only these have over moderators."""


@dataclass(frozen=True)
class Verdict:
    """What is to be done: with a word to the person, until when, and whether the words that it is
    about are hidden along with it."""

    action: str
    word: str = ""
    until: datetime | None = None
    hides: bool = False


def decide(case: Case, verdict: Verdict, *, by: Reader, seen: int) -> Decision:
    """Close a case with a verdict. `seen` is how many reports the moderator had before them.
    Raises DecidedMeanwhile and NotTheirs."""
    with transaction.atomic():
        _close(case, seen)
        return _carry_out(case, verdict, by)


def decide_about(thing: Reported, verdict: Verdict, *, by: Reader) -> Decision:
    """Decide about a thing that waits in no case, or whatever waits about it along with it.
    Raises NotTheirs."""
    with transaction.atomic():
        case = Case.objects.open_for(kind_of(thing), thing.pk, owner_of(thing).pk)
        _close(case, case.reporters)
        return _carry_out(case, verdict, by)


def write_down(thing: Reported, action: str, *, by: Reader) -> None:
    """An entry of the log for what a moderator undoes that no decision did. What waits about the
    thing waits on. Raises NotTheirs."""
    about = owner_of(thing)
    if not may_decide_about(by, about):
        raise NotTheirs
    named = {"kind": kind_of(thing), "key": thing.pk, "about": about}
    case = Case.objects.create(**named, closed_at=timezone.now())
    Decision.objects.create(by=by, about=about, action=action, case=case)


def _close(case: Case, seen: int) -> None:
    """Take a case for this moderator alone: whoever comes second finds it closed."""
    waiting = Case.objects.filter(pk=case.pk, closed_at=None, reporters=seen)
    if not waiting.update(closed_at=timezone.now()):
        raise DecidedMeanwhile


def _carry_out(case: Case, verdict: Verdict, by: Reader) -> Decision:
    about = case.about
    if verdict.action == Action.NOTHING:
        if by.pk == about.pk:
            raise NotTheirs
    elif not may_decide_about(by, about):
        raise NotTheirs
    decision = Decision.objects.create(
        by=by,
        about=about,
        action=verdict.action,
        case=case,
        word=verdict.word,
        until=verdict.until if verdict.action == Action.SUSPEND else None,
        hides=verdict.hides and verdict.action != Action.NOTHING,
    )
    tell(decision)
    thing = things([(case.kind, case.key)]).get((case.kind, case.key))
    if thing is not None:
        Case.objects.filter(pk=case.pk).update(words=words_of(thing))
    if thing is not None and (verdict.action == Action.HIDE or decision.hides):
        hide(thing, decision.at, decision.word)
    elif thing is not None:
        let_go(thing)
    if thing is not None and verdict.action == Action.LOCK:
        lock(thing, decision.at)
    if verdict.action == Action.SUSPEND and verdict.until:
        suspend(about, verdict.until)
    elif verdict.action == Action.CLOSE:
        close(about, decision.at)
    return decision


def may_decide_about(by: Reader, about: Reader | None) -> bool:
    """Whether a moderator has power over somebody; nobody has over nobody."""
    if about is None or by.pk == about.pk or about.is_superuser:
        return False
    return by.is_superuser or not about.moderates


def tell(decision: Decision) -> None:
    """Tell whoever it is about, where it concerns them, and whoever reported the thing."""
    if decision.about_id and (decision.concerns or decision.of_id):
        store_notifications({decision.about_id: Told.DECISION}, decision=decision, at=decision.at)
    if decision.case is None:
        return
    reporters = dict.fromkeys(decision.case.reports.values_list("by", flat=True), Told.OUTCOME)
    if reporters:
        store_notifications(reporters, decision=decision, at=decision.at)
