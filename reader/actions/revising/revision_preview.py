"""What a revision does to the margin, known before it is published."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from reader.actions.revising.proposal import Proposal
from reader.actions.revising.reanchoring import Placement
from reader.actions.revising.story_snapshot import StorySnapshot
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader


@dataclass
class RevisionPreview:
    """The passages that a `revision`, which is not stored, leaves on their words, on changed
    words, or without them; those that go along with their words to another chapter, and those
    that it brings back. Only passages that whoever revises may see."""

    revision: Revision
    stay: list[Passage] = field(default_factory=list)
    changed: list[Passage] = field(default_factory=list)
    moved: list[Passage] = field(default_factory=list)
    loose: list[Passage] = field(default_factory=list)
    back: list[Passage] = field(default_factory=list)

    @classmethod
    def of(cls, chapter: Chapter, source: str, *, by: Reader) -> RevisionPreview:
        """What revising the chapter to `source` would do, as whoever does it may see it. Nothing is
        stored and nothing locked."""
        read = {chapter.pk: (chapter.revision_id, chapter.margin_revision_id)}
        snapshot = StorySnapshot(chapter.story, read)
        proposal = Proposal(chapter, source, by=None, snapshot=snapshot)
        preview = cls(proposal.revision)
        last: dict[int, Placement] = {}
        for placement in proposal.placements:
            last |= dict.fromkeys([row.pk for row in placement.passages], placement)
        seen = Passage.objects.visible_to(by)
        for passage in seen.filter(Q(chapter=chapter) | Q(pk__in=last)):
            preview._add(passage, proposal, last.get(passage.pk))
        for passages in (preview.stay, preview.changed, preview.moved, preview.loose, preview.back):
            passages.sort(key=lambda passage: (passage.start, passage.end, passage.pk))
        return preview

    def _add(self, passage: Passage, proposal: Proposal, placement: Placement | None) -> None:
        """Put a passage that stands as it is stored where it would stand, and say what that is."""
        chapter = proposal.chapter
        before = proposal.words_before(passage)
        was_here = before is not None
        place = placement.places.get(passage.pk) if placement else None
        if placement:
            passage.chapter, passage.revision = placement.chapter, placement.revision
            passage.loose = not place
        if place:
            passage.start, passage.end = place
        if passage.loose:
            if was_here:
                self.loose.append(passage)
        elif passage.chapter_id != chapter.pk:
            self.moved.append(passage)
        elif not was_here:
            self.back.append(passage)
        elif placement and passage.words_now != before:
            self.changed.append(passage)
        else:
            self.stay.append(passage)

    def __bool__(self) -> bool:
        return any((self.stay, self.changed, self.moved, self.loose, self.back))
