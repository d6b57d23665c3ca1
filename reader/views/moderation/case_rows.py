"""Cases as moderators see them: what was reported, in its context, with what is known of the
person. Nothing is shown that the moderator may not read: of what became private, or a draft,
only the words as they were reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.actions.moderation.decide import may_decide_about
from reader.models import (
    Appeal,
    Case,
    Chapter,
    Comment,
    Decision,
    Highlight,
    Reader,
    Report,
    Story,
    TypoNote,
)
from reader.models.moderation.kind import Kind, Reported, things, words_of
from reader.models.moderation.record import Record, records_of
from reader.models.moderation.surroundings import Surroundings, surroundings_of

Action = Decision.Action
BUTTONS = {
    Action.NOTHING: ("Nothing", "n"),
    Action.HIDE: ("Hide", "h"),
    Action.LOCK: ("Close the thread", "l"),
    Action.WARN: ("Warn", "w"),
    Action.SUSPEND: ("Suspend", "s"),
    Action.CLOSE: ("Close the account", "c"),
}


@dataclass
class CaseRow:
    """One case with what stands around it."""

    case: Case
    moderator: Reader
    record: Record
    thing: Reported | None = None
    """What it is about, where the moderator may see it."""
    is_there: bool = False
    """Whether it still is somewhere: what a moderator doesn't see they can take out of sight."""
    reports: list[Report] = field(default_factory=list)
    appeal: Appeal | None = None
    around: Surroundings | None = None
    decided: Decision | None = None

    @property
    def words(self) -> str:
        """What was said as it was reported last; of what nobody reported, as it was decided, or
        as it is."""
        if self.reports:
            return self.reports[-1].words
        return self.case.words or self.words_now

    @property
    def words_now(self) -> str:
        """What it says by now, where the moderator may see it."""
        return words_of(self.thing) if self.thing else ""

    @property
    def words_since(self) -> list[tuple[str, str]]:
        """What else it said, as it was decided and says by now, where that is something else."""
        said, since = self.words, []
        for when, words in (
            ("When it was decided, it said", self.case.words),
            ("It was changed since. It now says", self.words_now),
        ):
            if words and words != said:
                since.append((when, words))
                said = words
        return since

    @property
    def quote(self) -> str:
        return self.reports[-1].quote if self.reports else ""

    @property
    def url(self) -> str:
        """Where it stands by now."""
        if self.appeal:
            case = self.appeal.decision.case
            return case.get_absolute_url() if case else ""
        if self.thing is None or isinstance(self.thing, TypoNote):  # only its writer opens that
            return ""
        return self.thing.get_absolute_url()

    @property
    def place(self) -> Story | Chapter | None:
        """The chapter or the story in which it stands."""
        if isinstance(self.thing, Comment):
            return self.thing.chapter
        if isinstance(self.thing, Highlight | TypoNote):
            return self.thing.passage.chapter
        return self.thing.story if isinstance(self.thing, Chapter) else None

    @property
    def are_words(self) -> bool:
        """Whether it is about words in a margin, which are hidden along with most verdicts."""
        return self.case.kind in (Kind.COMMENT, Kind.HIGHLIGHT)

    @property
    def answers(self) -> Comment | None:
        """The comment that a reported one answers."""
        if not isinstance(self.thing, Comment):
            return None
        return self.thing.answers or self.thing.parent

    @property
    def is_own(self) -> bool:
        """Whether the moderator would decide about themselves, or about their own decision."""
        return self.case.about_id == self.moderator.pk

    @property
    def decided_it(self) -> bool:
        """Whether this moderator took the decision that is appealed against."""
        return self.appeal is not None and self.appeal.decision.by_id == self.moderator.pk

    @property
    def buttons(self) -> list[tuple[str, str, str]]:
        """What the moderator can decide: its name, what its button says, its key."""
        if self.case.closed_at or self.is_own:
            return []
        if self.case.is_appeal:
            return [("uphold", "Let it stand", "n"), ("reverse", "Reverse it", "r")]
        labels = {}
        if self.case.kind in (Kind.STORY, Kind.CHAPTER):
            labels[Action.HIDE] = "Take down"
            labels[Action.LOCK] = "Close to comments"
        buttons = []
        for action, (label, key) in BUTTONS.items():
            if self._offers(action):
                buttons.append((action.value, labels.get(action, label), key))
        return buttons

    def offers(self, action: str) -> bool:
        """Whether one of the buttons decides this. Whoever may not decide, or comes too late, is
        told so by the deciding."""
        if self.case.closed_at or not may_decide_about(self.moderator, self.case.about):
            return action in BUTTONS or self.case.is_appeal
        return any(action == offered for offered, _, _ in self.buttons)

    def _offers(self, action: str) -> bool:
        if action == Action.NOTHING:
            return True
        if action in (Action.HIDE, Action.LOCK) and not self.is_there:
            return False
        if action == Action.LOCK and self.case.kind not in (Kind.COMMENT, Kind.CHAPTER):
            return False
        if action == Action.HIDE and self.case.kind == Kind.READER:
            return False
        return may_decide_about(self.moderator, self.case.about)


def case_rows(cases: Sequence[Case], moderator: Reader) -> list[CaseRow]:
    """Cases with all that goes with them. The number of queries does not depend on how many."""
    records = records_of({case.about_id for case in cases})
    rows = {}
    for case in cases:
        rows[case.pk] = CaseRow(case, moderator, records[case.about_id])
    for report in Report.objects.filter(case__in=rows).select_related("by"):
        rows[report.case_id].reports.append(report)
    for decision in Decision.objects.filter(case__in=rows).select_related("by").order_by("pk"):
        rows[decision.case_id or 0].decided = decision
    _load_things(list(rows.values()), moderator)
    _load_appeals(list(rows.values()))
    _load_surroundings(list(rows.values()))
    return list(rows.values())


def _load_things(rows: list[CaseRow], moderator: Reader) -> None:
    named = {(row.case.kind, row.case.key) for row in rows if not row.case.is_appeal}
    found = things(named)
    seen = _seen_by(moderator, found)
    for row in rows:
        name = (row.case.kind, row.case.key)
        row.is_there = name in found
        if name in seen:
            row.thing = found[name]


def _seen_by(moderator: Reader, found: dict[tuple[str, int], Reported]) -> set[tuple[str, int]]:
    """Which of these things the moderator may see, as anybody may who moderates."""
    shown_marks = Highlight.objects.filter(public=True, removed_at=None)
    readable: dict[str, Any] = {
        Kind.COMMENT: Comment.objects.visible_to(moderator),
        Kind.HIGHLIGHT: shown_marks.filter(
            passage__chapter__in=Chapter.objects.visible_to(moderator)
        ),
        Kind.TYPO_NOTE: TypoNote.objects.all(),
        Kind.STORY: Story.objects.visible_to(moderator),
        Kind.CHAPTER: Chapter.objects.visible_to(moderator),
        Kind.READER: Reader.objects.all(),
    }
    seen = set()
    for kind, rows in readable.items():
        keys = [key for of, key in found if of == kind]
        if keys:
            for key in rows.filter(pk__in=keys).values_list("pk", flat=True):
                seen.add((str(kind), key))
    return seen


def _load_appeals(rows: list[CaseRow]) -> None:
    by_key = {row.case.key: row for row in rows if row.case.is_appeal}
    appeals = Appeal.objects.filter(pk__in=by_key) if by_key else ()
    for appeal in appeals and appeals.select_related("by", "decision__by", "decision__case"):
        by_key[appeal.pk].appeal = appeal


def _load_surroundings(rows: list[CaseRow]) -> None:
    by_passage: dict[int, list[CaseRow]] = {}
    for row in rows:
        if isinstance(row.thing, Comment | Highlight) and row.thing.passage_id:
            by_passage.setdefault(row.thing.passage_id, []).append(row)
    around = surroundings_of(by_passage) if by_passage else {}
    for passage, beside in by_passage.items():
        for row in beside:
            row.around = around.get(passage)
