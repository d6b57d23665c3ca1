"""Shelves: where a reader keeps stories. Nobody else sees them."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from reader.models.library.story import Story
from reader.models.people.reader import Reader
from reader.models.viewer import Viewer, key_of

MOST = 100
"""Shelves that a reader may have of their own."""


class ShelfQuerySet(models.QuerySet["Shelf"]):
    """Shelves, found and made."""

    def of(self, reader: Viewer) -> ShelfQuerySet:
        """A reader's shelves that something was put on, and their own."""
        own = key_of(reader)
        return self.filter(reader=own) if own else self.none()

    def counted(self, reader: Viewer) -> ShelfQuerySet:
        """With `story_count`, of the stories that this reader may read."""
        visible = Q(stories__in=Story.objects.visible_to(reader))
        return self.annotate(story_count=Count("stories", filter=visible))

    def holding(self, story: Story) -> ShelfQuerySet:
        """With `holds`: whether the story stands there."""
        there = Shelving.objects.filter(shelf=OuterRef("pk"), story=story)
        return self.annotate(holds=Exists(there))

    def all_of(self, reader: Reader) -> list[Shelf]:
        """All of a reader's shelves in order: the three that everybody has, then their own."""
        shelves = list(self.of(reader))
        kinds = {shelf.kind for shelf in shelves}
        shelves += [Shelf(reader=reader, kind=kind) for kind in Shelf.STANDING if kind not in kinds]
        return sorted(shelves, key=lambda shelf: shelf.place)

    def find(self, reader: Viewer, key: str) -> Shelf | None:
        """The reader's shelf of this `key`; one of the three is always there."""
        if not isinstance(reader, Reader):
            return None
        if key in Shelf.STANDING:
            found = self.of(reader).filter(kind=key).first()
            return found or Shelf(reader=reader, kind=key)
        if not key.isdecimal() or len(key) > 17:
            return None
        return self.of(reader).filter(kind=Shelf.Kind.OWN, pk=key).first()

    def named(self, reader: Reader, name: str) -> Shelf | None:
        """The reader's own shelf of this name, made where there is none; None if there are too
        many already, or the name is empty."""
        name = " ".join(name.split())[: Shelf.LONGEST_NAME]
        own = self.of(reader).filter(kind=Shelf.Kind.OWN)
        found = own.filter(name__iexact=name).first()
        if found or not name or own.count() >= MOST:
            return found
        return self.get_or_create(reader=reader, kind=Shelf.Kind.OWN, name=name)[0]


class Shelf(models.Model):
    """One shelf of one reader. A story stands on one of the three that everybody has, at most,
    and on any number of a reader's own."""

    class Kind(models.TextChoices):
        READING = "reading", "Reading"
        LATER = "later", "For later"
        FINISHED = "finished", "Finished"
        OWN = "own", "Own"

    STANDING = (Kind.READING, Kind.LATER, Kind.FINISHED)
    LONGEST_NAME = 60

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shelves")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.OWN)
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    stories = models.ManyToManyField(Story, through="Shelving", related_name="shelves")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ShelfQuerySet.as_manager()
    story_count = 0
    holds = False

    class Meta:
        verbose_name_plural = "shelves"
        constraints = [
            models.UniqueConstraint(fields=["reader", "kind", "name"], name="one_shelf_a_name")
        ]

    def __str__(self) -> str:
        return self.name if self.kind == self.Kind.OWN else self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("shelf", args=[self.key])

    @property
    def key(self) -> str:
        """What the shelf is called in addresses and forms."""
        return str(self.pk) if self.kind == self.Kind.OWN else self.kind

    @property
    def place(self) -> tuple[int, str]:
        """By which a reader's shelves are in order."""
        return [*self.Kind].index(self.kind), self.name.casefold()

    @transaction.atomic
    def put(self, story: Story) -> None:
        """Put a story here; from another of the three it comes away."""
        Reader.objects.select_for_update(no_key=True).get(pk=self.reader_id)
        if self.pk is None:
            kept, _ = Shelf.objects.get_or_create(reader_id=self.reader_id, kind=self.kind)
            self.pk, self._state.adding = kept.pk, False
        if self.kind != self.Kind.OWN:
            others = Shelf.objects.filter(reader=self.reader_id, kind__in=self.STANDING)
            Shelving.objects.filter(shelf__in=others.exclude(pk=self.pk), story=story).delete()
        Shelving.objects.get_or_create(shelf=self, story=story)

    def take_off(self, story: Story) -> None:
        """Take a story from here; on other shelves it stays."""
        if self.pk is None:
            return
        Shelving.objects.filter(shelf=self, story=story).delete()

    def rename(self, name: str) -> bool:
        """Give an own shelf another name; False if it is empty or another shelf has it."""
        name = " ".join(name.split())[: self.LONGEST_NAME]
        others = Shelf.objects.filter(reader=self.reader_id, kind=self.Kind.OWN)
        if not name or others.exclude(pk=self.pk).filter(name__iexact=name).exists():
            return False
        self.name = name
        try:
            with transaction.atomic():
                self.save(update_fields=["name"])
        except IntegrityError:
            return False
        return True


class Shelving(models.Model):
    """That a story stands on a shelf, and since when."""

    shelf = models.ForeignKey(Shelf, models.CASCADE, related_name="shelvings")
    story = models.ForeignKey(Story, models.CASCADE, related_name="shelvings")
    put_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-put_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["shelf", "story"], name="one_place_on_a_shelf")
        ]

    def __str__(self) -> str:
        return f"{self.story} on {self.shelf}"
