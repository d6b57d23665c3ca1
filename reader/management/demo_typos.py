"""Corrections in the demo library: some wait for its author, one was looked at."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reader.actions.margin.typo_note import decide_typo_notes, send_typo_note
from reader.models import Chapter, Reader, TypoNote


def add_typo_note(
    chapter: Chapter, place: tuple[int, int], row: dict[str, Any], at: datetime
) -> None:
    """Some words of a chapter should be others, a reader says; and the author may have answered."""
    by = Reader.objects.get(username=row["reader"])
    note = send_typo_note(chapter, *place, row["suggestion"], row.get("remark", ""), by=by)
    TypoNote.objects.filter(pk=note.pk).update(created_at=at)
    if "outcome" in row:
        decide_typo_notes([note.pk], TypoNote.Outcome(row["outcome"]))
        TypoNote.objects.filter(pk=note.pk).update(decided_at=at)
