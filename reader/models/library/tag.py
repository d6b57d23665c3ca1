"""Tags: words by which stories are found."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Lower


class TagManager(models.Manager["Tag"]):
    """Tags, found or made."""

    def named(self, names: Iterable[str], kind: str = "tag") -> list[Tag]:
        """The tags of these names, each once; those without a name left out."""
        tags: dict[str, Tag] = {}
        for given in names:
            name = " ".join(given.split())[:100]
            if kind == Tag.Kind.TAG:
                name = name.lower()
            if name and name not in tags:
                tags[name], _ = self.get_or_create(name=name, kind=kind)
        return list(tags.values())


class Tag(models.Model):
    """One word or phrase that any number of stories may have; a plain one in lower case."""

    class Kind(models.TextChoices):
        FANDOM = "fandom", "Fandom"
        RELATIONSHIP = "relationship", "Relationship"
        CHARACTER = "character", "Character"
        WARNING = "warning", "Warning"
        TAG = "tag", "Tag"

    IN_ORDER = (Kind.WARNING, Kind.FANDOM, Kind.RELATIONSHIP, Kind.CHARACTER, Kind.TAG)
    """The kinds as a reader wants to see them: what may keep one away first."""

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TAG)

    objects = TagManager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "kind"], name="one_tag_a_name")]
        indexes = [models.Index(Lower("name"), name="tags_by_lower_name")]

    def __str__(self) -> str:
        return self.name
