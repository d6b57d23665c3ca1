"""What moderators do with the lists of held words; each change is in their log."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from reader.models.moderation.decision import Decision
from reader.models.moderation.held_word import HeldWord
from reader.models.people.reader import Reader

Action = Decision.Action


@transaction.atomic
def add_to_list(kind: str, entries: Collection[str], *, by: Reader) -> int:
    """Put entries on a list, but for those that stand there; gives how many came."""
    there = set(HeldWord.objects.filter(kind=kind).values_list("text", flat=True))
    new = [entry for entry in dict.fromkeys(entries) if entry not in there]
    rows = [HeldWord(kind=kind, text=entry, made_by=by) for entry in new]
    HeldWord.objects.bulk_create(rows, ignore_conflicts=True)
    if new:
        _write_down(Action.ADD_WORDS, kind, new, by)
    return len(new)


@transaction.atomic
def remove_from_list(held: HeldWord, *, by: Reader) -> None:
    """Take an entry off its list."""
    held.delete()
    _write_down(Action.REMOVE_WORDS, held.kind, [held.text], by)


def _write_down(action: str, kind: str, entries: Collection[str], by: Reader) -> None:
    said = f"{HeldWord.Kind(kind).label}: {', '.join(entries)}"
    Decision.objects.create(by=by, action=action, word=said)
