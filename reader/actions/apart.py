"""Acts between two readers of whom one blocked the other: they are not done."""

from __future__ import annotations

from reader.actions.refused import Refused
from reader.models.people.reader import Reader
from reader.models.viewer import apart


class Apart(Refused):
    """There is a block between a reader and the one whom their act is about."""

    def __init__(self, reader: Reader, other: int) -> None:
        super().__init__(_sentence(reader, other))


def refuse_apart(reader: Reader, *others: int) -> None:
    """Raise Apart, with a sentence for the reader, if there is a block between them and any of some
    other readers, by their keys."""
    for other in others:
        if apart(reader, other):
            raise Apart(reader, other)


def _sentence(reader: Reader, other: int) -> str:
    """Plainly: who was blocked finds out here at the latest, and is not left to guess."""
    found = Reader.objects.filter(pk=other).first()
    if other in reader.silenced.blocked:
        return (
            f"You have blocked {found}, so you can’t do this. Unblock them first, if you want to."
        )
    return (
        f"{found} has blocked you, so you can’t comment on their stories, answer or thank them. "
        "You can go on reading, and mark words for yourself."
    )
