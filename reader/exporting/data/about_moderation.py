"""What a reader said to moderators, and what these decided about the reader."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from reader.models import Decision, Reader

Action = Decision.Action


def reports_of(reader: Reader) -> list[dict[str, Any]]:
    """What the reader reported."""
    rows = []
    for report in reader.reports.select_related("case"):
        rows.append(
            {
                "what": report.case.kind,
                "reason": report.reason,
                "text": report.text,
                "words": report.words,
                "at": report.at,
            }
        )
    return rows


def decisions_about(reader: Reader) -> list[dict[str, Any]]:
    """What moderators decided about the reader, as they were told, and what they answered. Who
    decided it is nobody's business but the moderators'."""
    rows = []
    told = ~Q(action=Action.NOTHING)
    for decision in reader.decisions.filter(told).select_related("appeal").order_by("pk"):
        answer = getattr(decision, "appeal", None)
        rows.append(
            {
                "decision": decision.action,
                "word": decision.word,
                "until": decision.until,
                "at": decision.at,
                "appeal": answer.text if answer else "",
            }
        )
    return rows
