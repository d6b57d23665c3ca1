"""Optimistic transactions: long work first, with nothing locked; stored only if it still holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from reader.models.library.story import Story

Result = TypeVar("Result")

TRIES = 5
"""How often work is begun anew because others came in between, before they are held off."""


class ChangedMeanwhile(Exception):
    """What was prepared rests on something that has changed since."""


def prepare_then_store(story: Story, prepare: Callable[[], Callable[[], Result]]) -> Result:
    """Call `prepare`, which stores nothing, then what it gives, which does, in one transaction.

    Where that raises ChangedMeanwhile it has stored nothing yet, and all is prepared anew from
    what there is now. If others are always quicker, the story is held during the last try.
    """
    for _ in range(TRIES):
        store = prepare()
        try:
            with transaction.atomic():
                return store()
        except ChangedMeanwhile:
            continue
    with transaction.atomic():
        story.hold_whole()
        return prepare()()
