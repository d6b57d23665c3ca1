"""Answering a decision, and what comes of that."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from reader.actions.moderation.account import lift_suspension, reopen
from reader.actions.moderation.decide import DecidedMeanwhile, NotTheirs, may_decide_about, tell
from reader.actions.moderation.lock import unlock
from reader.actions.moderation.out_of_sight import show
from reader.models.closed_by import ClosedBy
from reader.models.inbox.follow import Thread
from reader.models.library.chapter import Chapter
from reader.models.margin.comment import Comment
from reader.models.moderation.appeal import Appeal
from reader.models.moderation.case import Case
from reader.models.moderation.decision import Decision
from reader.models.moderation.kind import Kind, Reported, things
from reader.models.people.reader import Reader

Action = Decision.Action


class AppealedBefore(Exception):
    """One appeals once against a decision, and not against one that was reversed."""


@transaction.atomic
def appeal(decision: Decision, text: str) -> Appeal:
    """Let whoever was decided about say why it should be looked at again. Raises
    AppealedBefore."""
    if not decision.can_be_appealed:
        raise AppealedBefore
    appeal, is_new = Appeal.objects.get_or_create(
        decision=decision, defaults={"by_id": decision.about_id, "text": text}
    )
    if not is_new:
        raise AppealedBefore
    Case.objects.create(kind="appeal", key=appeal.pk, about_id=appeal.by_id)
    return appeal


@transaction.atomic
def answer_appeal(case: Case, *, granted: bool, by: Reader, word: str = "") -> Decision:
    """Reverse the decision that somebody appealed against, or let it stand, and tell them. Raises
    DecidedMeanwhile and NotTheirs."""
    if not Case.objects.filter(pk=case.pk, closed_at=None).update(closed_at=timezone.now()):
        raise DecidedMeanwhile
    appealed = Appeal.objects.select_related("decision__case", "decision__about").get(pk=case.key)
    if granted:
        return reverse(appealed.decision, by=by, word=word, case=case)
    return _entry(appealed.decision, Action.UPHOLD, by, word, case)


@transaction.atomic
def reverse(
    decision: Decision, *, by: Reader, word: str = "", case: Case | None = None
) -> Decision:
    """Undo a decision, as far as what it did still is so. Raises NotTheirs, and DecidedMeanwhile
    where it was undone before."""
    if decision.case_id:  # held, so that it is undone once
        Case.objects.select_for_update(no_key=True).get(pk=decision.case_id)
    if decision.is_reversed:
        raise DecidedMeanwhile
    entry = _entry(decision, Action.REVERSE, by, word, case)
    Case.objects.filter(kind="appeal", key__in=_appeals_to(decision), closed_at=None).update(
        closed_at=timezone.now()
    )
    action = decision.action
    thing = _thing_of(decision)
    if thing is not None and (action == Action.HIDE or decision.hides):
        show(thing, decision.at)
    if thing is not None and action == Action.LOCK:
        unlock(thing, decision.at)
    _undo_with_account(decision)
    return entry


def _undo_with_account(decision: Decision) -> None:
    about = decision.about
    if about and decision.action == Action.SUSPEND:
        lift_suspension(about)
    elif about and decision.action == Action.CLOSE and about.closed_at == decision.at:
        reopen(about)


def _thing_of(decision: Decision) -> Reported | None:
    """What it was decided about, if that is still there."""
    if decision.case is None:
        return None
    named = (decision.case.kind, decision.case.key)
    return things([named]).get(named)


def hiding_of(comment: Comment) -> Decision | None:
    """The latest decision that stands by which a comment is hidden, if there is one: also where its
    author had hidden it before."""
    if comment.hidden_at is None:
        return None
    made = Decision.objects.standing().filter(case__kind=Kind.COMMENT, case__key=comment.pk)
    hiding = made.filter(Q(action=Action.HIDE) | Q(hides=True))
    return hiding.select_related("about", "case").first()


def closing_of(what: Chapter | Thread) -> Decision | None:
    """The decision by which a chapter or a thread is closed now, if there is one."""
    if what.closed_by != ClosedBy.MODERATOR:
        return None
    if isinstance(what, Chapter):
        about = Q(case__kind=Kind.CHAPTER, case__key=what.pk)
    else:
        begun = Q(pk=what.pk) | Q(parent=what) if isinstance(what, Comment) else Q(passage=what)
        said = Comment.objects.filter(begun).order_by()
        about = Q(case__kind=Kind.COMMENT, case__key__in=said.values("pk"))
    made = Decision.objects.standing().filter(about, action=Action.LOCK)
    return made.select_related("about", "case").order_by("pk").last()


def _entry(decision: Decision, action: str, by: Reader, word: str, case: Case | None) -> Decision:
    """One more entry in the log, and told."""
    if not may_decide_about(by, decision.about):
        raise NotTheirs
    entry = Decision.objects.create(
        by=by, about=decision.about, action=action, of=decision, case=case, word=word
    )
    tell(entry)
    return entry


def _appeals_to(decision: Decision) -> list[int]:
    return list(Appeal.objects.filter(decision=decision).values_list("pk", flat=True))
