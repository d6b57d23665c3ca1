"""What a revision does to the margin, known before it is published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from reader.models.passage import Passage

if TYPE_CHECKING:
    from reader.models.chapter import Chapter


@dataclass
class Effect:
    """The passages that a revision leaves on their words, on changed words, or without them;
    those that go along with their words to another chapter, and those that it brings back.
    Only passages that the author may see."""

    stay: list[Passage] = field(default_factory=list)
    changed: list[Passage] = field(default_factory=list)
    moved: list[Passage] = field(default_factory=list)
    loose: list[Passage] = field(default_factory=list)
    back: list[Passage] = field(default_factory=list)

    @classmethod
    def of(cls, chapter: Chapter, source: str) -> Effect:
        """What revising the chapter to `source` would do: it is done, looked at, and undone."""
        effect = cls()
        seen = Passage.objects.visible_to(chapter.story.author).select_related(
            "revision", "chapter"
        )
        with transaction.atomic():
            before = {p.pk: p for p in seen.filter(chapter=chapter)}
            fresh = type(chapter).objects.select_related("story", "revision").get(pk=chapter.pk)
            fresh.revise(source, by=None)
            for passage in seen.filter(Q(chapter=chapter) | Q(pk__in=before)):
                was = before.get(passage.pk)
                if passage.loose:
                    if not was.loose:
                        effect.loose.append(passage)
                elif passage.chapter_id != chapter.pk:
                    effect.moved.append(passage)
                elif was is None or was.loose:
                    effect.back.append(passage)
                elif passage.words_now != was.words_now:
                    effect.changed.append(passage)
                else:
                    effect.stay.append(passage)
            transaction.set_rollback(True)
        return effect

    def __bool__(self) -> bool:
        return any((self.stay, self.changed, self.moved, self.loose, self.back))
