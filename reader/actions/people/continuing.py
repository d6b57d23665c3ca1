"""Where a reader goes on in the stories that they have begun, and what has come since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reader.models.library.chapter import Chapter
from reader.models.library.story import Story
from reader.models.people.progress import Progress
from reader.models.visibility import Viewer


@dataclass
class Continuing:
    """A reader's place in a story, the chapter after it where they have read theirs to its end,
    and how many chapters have come after theirs since they were there."""

    progress: Progress
    following: Chapter | None
    new: int

    @property
    def story(self) -> Story:
        return self.progress.story

    @property
    def chapter(self) -> Chapter:
        """The chapter to go on in."""
        return self.following or self.progress.chapter

    @property
    def is_over(self) -> bool:
        """Whether everything that there is has been read."""
        return self.progress.finished and self.following is None

    @property
    def percent(self) -> int:
        """How much of the chapter to go on in is read, in hundredths."""
        return 0 if self.following else self.progress.percent

    def get_absolute_url(self) -> str:
        return (self.following or self.progress).get_absolute_url()


def continuing(reader: Viewer, story: Story) -> Continuing | None:
    """Where the `reader` goes on in a `story`; None where they have not begun it, or may not read
    the chapter that they were in any more."""
    readable = Chapter.objects.visible_to(reader).in_story()
    places = Progress.objects.of(reader).filter(story=story, chapter__in=readable)
    found = _continuing(_with_what_came(places, reader))
    return found[0] if found else None


def to_continue(reader: Viewer, at_most: int) -> list[Continuing]:
    """The stories that the `reader` has not read to the end of what there is: those first in
    which something happened last, on their side or the author's. Two queries, however many."""
    readable = Chapter.objects.visible_to(reader).in_story()
    places = _with_what_came(Progress.objects.of(reader).filter(chapter__in=readable), reader)
    places = places.exclude(Q(finished=True, following=None))
    return _continuing(places.order_by(Coalesce("came_at", "updated_at").desc())[:at_most])


def _continuing(places: QuerySet[Progress]) -> list[Continuing]:
    found = list(
        places.select_related("story__author", "chapter__revision", "chapter__story", "revision")
    )
    keys = []
    for place in found:
        if place.finished and place.following:
            keys.append(place.following)
    following = Chapter.objects.select_related("story").in_bulk(keys) if keys else {}
    return [Continuing(place, following.get(place.following), place.new) for place in found]


def tell_new_chapters(stories: Sequence[Story], reader: Viewer) -> None:
    """Say on each story, as `new_chapters`, how many have come since the reader was in it."""
    places = Progress.objects.of(reader).filter(story__in=stories).order_by()
    new = dict(_with_what_came(places, reader).values_list("story_id", F("new")))
    for story in stories:
        story.new_chapters = new.get(story.pk, 0)


def _with_what_came(places: QuerySet[Progress], reader: Viewer) -> QuerySet[Progress]:
    """Places with the key of the next chapter, as `following`; with how many chapters after it
    are `new`, and when the last of them came, as `came_at`."""
    after = (
        Chapter.objects.visible_to(reader)
        .filter(
            story=OuterRef("story"), number__gt=OuterRef("chapter__number"), revision__isnull=False
        )
        .order_by()
    )
    new = after.filter(published_at__gt=OuterRef("updated_at")).values("story")
    what_came = {
        "following": Subquery(after.order_by("number").values("pk")[:1]),
        "new": Coalesce(Subquery(new.annotate(many=Count("pk")).values("many")), 0),
        "came_at": Subquery(new.annotate(last=Max("published_at")).values("last")),
    }
    return places.filter(chapter__number__isnull=False).annotate(**what_came)
