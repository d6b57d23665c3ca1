"""What a revision does to the margin, known before it is published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from reader.models.passage import Passage

if TYPE_CHECKING:
    from reader.models.chapter import Chapter


@dataclass
class Effect:
    """The passages that a revision leaves on their words, on changed words, or without them;
    and those that it brings back. Only passages that the author may see."""

    stay: list[Passage] = field(default_factory=list)
    changed: list[Passage] = field(default_factory=list)
    loose: list[Passage] = field(default_factory=list)
    back: list[Passage] = field(default_factory=list)

    @classmethod
    def of(cls, chapter: Chapter, source: str) -> Effect:
        """What revising the chapter to `source` would do: it is done, looked at, and undone."""
        effect = cls()
        seen = Passage.objects.visible_to(chapter.story.author).filter(chapter=chapter)
        with transaction.atomic():
            before = dict(seen.values_list("pk", "loose"))
            said = {p.pk: p.words_now for p in seen.select_related("revision")}
            fresh = type(chapter).objects.select_related("story", "revision").get(pk=chapter.pk)
            fresh.revise(source, by=None)
            for passage in seen.select_related("revision"):
                if passage.loose:
                    if not before[passage.pk]:
                        effect.loose.append(passage)
                elif before[passage.pk]:
                    effect.back.append(passage)
                elif passage.words_now != said[passage.pk]:
                    effect.changed.append(passage)
                else:
                    effect.stay.append(passage)
            transaction.set_rollback(True)
        return effect
