"""What moderators know of a person from before: reports, decisions, warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count

from reader.models.moderation.case import Case
from reader.models.moderation.decision import Decision

Action = Decision.Action
SHOWN = 4
"""Of a person's latest decisions, how many are named beside a case."""


@dataclass
class Record:
    """One person's record. Decisions that were reversed are not counted."""

    done: Counter[str] = field(default_factory=Counter)
    cases: int = 0
    latest: list[Decision] = field(default_factory=list)

    @property
    def warnings(self) -> int:
        return self.done[Action.WARN]

    @property
    def hidden(self) -> int:
        return self.done[Action.HIDE]

    @property
    def suspensions(self) -> int:
        return self.done[Action.SUSPEND]

    @property
    def left_alone(self) -> int:
        """How often what was reported of them was found to be nothing."""
        return self.done[Action.NOTHING]


def records_of(readers: Collection[int]) -> dict[int, Record]:
    """The records of readers, by their keys. Two queries, however many."""
    records = {key: Record() for key in readers}
    standing = (
        Decision.objects.standing()
        .filter(about__in=readers)
        .exclude(action__in=(Action.REVERSE, Action.UPHOLD))
    )
    for decision in standing.select_related("by", "case").order_by("-pk"):
        record = records[decision.about_id or 0]
        record.done[decision.action] += 1
        if len(record.latest) < SHOWN:
            record.latest.append(decision)
    cases = Case.objects.exclude(kind="appeal").filter(about__in=readers, reporters__gt=0)
    counted = cases.order_by().values("about").annotate(total=Count("pk"))
    for key, total in counted.values_list("about", "total"):
        records[key].cases = total
    return records
