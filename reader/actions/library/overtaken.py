"""Work that takes long, done before anything is locked, and stored only if it still holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction

if TYPE_CHECKING:
    from reader.models.library.story import Story

Result = TypeVar("Result")

TRIES = 5
"""How often work is begun anew because others came in between, before they are held off."""


class Overtaken(Exception):
    """What was worked out rests on something that has changed meanwhile."""


def unless_overtaken(story: Story, work: Callable[[], Callable[[], Result]]) -> Result:
    """Do `work`, which stores nothing, then call what it gives, which does, in one transaction.

    Where that raises Overtaken it has stored nothing yet, and the work is done anew on what there
    is now. If others are always quicker, the story is held while it is done for the last time.
    """
    for _ in range(TRIES):
        store = work()
        try:
            with transaction.atomic():
                return store()
        except Overtaken:
            continue
    with transaction.atomic():
        story.hold_whole()
        return work()()
