"""Reports in the demo library: some wait for its moderator, others were decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reader.actions.moderation.decide import Verdict, decide
from reader.actions.moderation.report import report
from reader.models import Case, Notification, Reader, Report
from reader.models.moderation.kind import Reported


def add_reports(thing: Reported, row: dict[str, Any], at: datetime) -> None:
    """Report a thing by some readers, and decide it where the row says how."""
    for username in row["readers"]:
        by = Reader.objects.get(username=username)
        text = row["text"] if username == row["readers"][0] else ""
        case = report(thing, by=by, reason=row["reason"], text=text).case
    Report.objects.filter(case=case).update(at=at)
    Case.objects.filter(pk=case.pk).update(opened_at=at, latest_at=at)
    if "decided" in row:
        moderator = Reader.objects.get(username="moderator")
        decided = decide(case, Verdict(row["decided"]), by=moderator, seen=len(row["readers"]))
        Notification.objects.filter(decision=decided).update(at=at)
