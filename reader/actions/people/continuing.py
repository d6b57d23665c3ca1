"""Where a reader goes on in the stories that they have begun, and what has come since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from reader.models.library.chapter import Chapter
from reader.models.library.content_preferences import ContentPreferences
from reader.models.library.left_out import without_left_out
from reader.models.library.story import Story
from reader.models.people.progress import Progress
from reader.models.people.reading import Reading
from reader.models.viewer import Viewer


@dataclass
class Continuing:
    """A reader's place in a story, the chapter after it where they have read theirs to its end and
    that one not, and how many chapters after theirs they have not read that came since they were
    there: since they read theirs to its end, where they have."""

    progress: Progress
    following: Chapter | None
    new: int
    first_new: int | None
    """The number of the first of them."""

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
        return self.progress.is_read and self.following is None

    @property
    def first_new_url(self) -> str:
        return _url_of(self.story, self.first_new)

    @property
    def since(self) -> datetime:
        """When they were there."""
        return self.progress.since

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
    """The stories that the `reader` has not read to the end of what there is, and does not leave
    out: those first in which something happened last, on their side or the author's. Two queries,
    however many."""
    readable = Chapter.objects.visible_to(reader).in_story()
    places = _with_what_came(Progress.objects.of(reader).filter(chapter__in=readable), reader)
    places = places.exclude(Q(is_read=True, following=None))
    preferences = ContentPreferences(getattr(reader, "content", None))
    if preferences.left_out:
        wanted = without_left_out(Story.objects.order_by(), preferences, reader)
        places = places.filter(story__in=wanted.values("pk"))
    return _continuing(places.order_by(Coalesce("came_at", "updated_at").desc())[:at_most])


def _continuing(places: QuerySet[Progress]) -> list[Continuing]:
    found = list(
        places.select_related("story__author", "chapter__revision", "chapter__story", "revision")
    )
    keys = []
    for place in found:
        if place.is_read and place.following:
            keys.append(place.following)
    chapters = Chapter.objects.select_related("story").in_bulk(keys) if keys else {}
    continued = []
    for place in found:
        following = chapters.get(place.following) if place.is_read else None
        continued.append(Continuing(place, following, place.new, place.first_new))
    return continued


def tell_new_chapters(stories: Sequence[Story], reader: Viewer) -> None:
    """Say on each story, as `new_chapters`, how many have come since the reader was in it, and as
    `first_new_url` where the first of them is."""
    places = Progress.objects.of(reader).filter(story__in=stories).order_by()
    came = _with_what_came(places, reader).values_list("story_id", F("new"), F("first_new"))
    new = {story: (count, first) for story, count, first in came}
    for story in stories:
        story.new_chapters, first = new.get(story.pk, (0, None))
        story.first_new_url = _url_of(story, first)


def _url_of(story: Story, number: int | None) -> str:
    return reverse("chapter", args=[story.slug, number]) if number else ""


def _with_what_came(places: QuerySet[Progress], reader: Viewer) -> QuerySet[Progress]:
    """Places with whether their chapter is read to its end (`is_read`), and since when (`since`);
    with the key of the next chapter, as `following`; with how many chapters after it are `new`,
    the number of the first of these, as `first_new`, and when the last of them came, as `came_at`.

    Who has come to a chapter's end and then looks back in it has read it, unless they have read
    the next one too: then they read again.
    """
    after = (
        Chapter.objects.visible_to(reader)
        .filter(
            story=OuterRef("story"), number__gt=OuterRef("chapter__number"), revision__isnull=False
        )
        .order_by()
    )
    own = Reading.objects.of(reader)
    here = own.filter(chapter=OuterRef("chapter"))
    read_after = own.filter(chapter=OuterRef("following"))
    unread = after.exclude(Exists(own.filter(chapter=OuterRef("pk"))))
    came = unread.filter(published_at__gt=OuterRef("since"), published_at__lte=timezone.now())
    new = came.values("story")
    what_came = {
        "following": Subquery(after.order_by("number").values("pk")[:1]),
        "is_read": Case(
            When(finished=True, then=True),
            When(Exists(read_after), then=False),
            default=Exists(here),
            output_field=BooleanField(),
        ),
        "since": Coalesce(Subquery(here.values("read_at")[:1]), "updated_at"),
        "new": Coalesce(Subquery(new.annotate(many=Count("pk")).values("many")), 0),
        "first_new": Subquery(came.order_by("number").values("number")[:1]),
        "came_at": Subquery(new.annotate(last=Max("published_at")).values("last")),
    }
    return places.filter(chapter__number__isnull=False).annotate(**what_came)
