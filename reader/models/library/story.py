"""Stories: what authors write and readers come for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language_info

from reader.models import visibility
from reader.models.audience import WITHOUT_ACCOUNT, Audience, default_audience
from reader.models.library.co_author import CoAuthor, names_of
from reader.models.library.cover import Cover
from reader.models.library.credits import Credited, credit_of_rows
from reader.models.library.deletable import Deletable
from reader.models.library.margin_rules import MarginRules
from reader.models.library.postponed import Postponed
from reader.models.library.story_counts import Counted, CountedQuerySet
from reader.models.library.story_search import conditions
from reader.models.library.tag import Tag
from reader.models.library.takedown import Takedown
from reader.models.library.what_was_read import note_what_was_read
from reader.models.normalised import normalise
from reader.models.stamps import new_stamp
from reader.models.viewer import Viewer

RESERVED_SLUGS = ("bring",)
"""Words that stand where a slug could, in the URLs of the desk."""


class StoryQuerySet(CountedQuerySet["Story"]):
    """Stories, chosen."""

    def visible_to(self, viewer: Viewer) -> StoryQuerySet:
        """What a viewer may see."""
        return self.filter(visibility.stories(viewer, CoAuthor.objects.all()))

    def by(self, reader: Viewer) -> StoryQuerySet:
        """Those that a reader writes, alone or with others: in whose margins and at whose desk they
        have the author's hands."""
        return self.filter(visibility.written_by(reader, CoAuthor.objects.all()))

    def published(self) -> StoryQuerySet:
        """What is published, for whomever."""
        return self.filter(visibility.published())

    def for_members(self) -> StoryQuerySet:
        """What every reader with an account may read."""
        return self.filter(visibility.for_members())

    def listed_for(self, viewer: Viewer) -> StoryQuerySet:
        """What stands in a viewer's lists: not what others show by its link alone."""
        return self.visible_to(viewer).filter(visibility.listed(viewer, CoAuthor.objects.all()))

    def looked_at_by_moderators(self) -> StoryQuerySet:
        """What waits for moderators, and what they took down, also but a chapter of it."""
        return self.filter(visibility.looked_at_stories()).distinct()

    def tagged(self, name: str) -> StoryQuerySet:
        return self.filter(pk__in=Tag.objects.filter(name__iexact=name).values("stories"))

    def matching(self, query: str) -> StoryQuerySet:
        """Stories in whose title, author, summary, series or tags each word of `query` stands,
        whatever its case and accents; all of them for a query without words. Of many words only
        the first are looked for."""
        return self.filter(*conditions(query))

    def on_shelf(self, shelf: int | None) -> StoryQuerySet:
        """What stands on the shelf of this key, the latest put there first; nothing for None, one
        of the three on which nothing was ever put."""
        if shelf is None:
            return self.none()
        return self.filter(shelvings__shelf=shelf).order_by("-shelvings__put_at", "-pk")

    def with_credit(self) -> StoryQuerySet:
        """With `credited`: the name on the cover, to sort and to choose by."""
        return self.annotate(credited=credit_of_rows())

    def credited_to(self, name: str) -> StoryQuerySet:
        """Those with this very name on the cover."""
        return self.with_credit().filter(Q(("credited", name)))

    def of_source(self, address: str) -> StoryQuerySet:
        """What came from an address, if it is one, by either protocol."""
        bare = re.sub(r"^https?://", "", address[:500]).rstrip("/")
        if not bare:
            return self.none()
        http, https = f"http://{bare}", f"https://{bare}"
        return self.filter(source__in=[http, https, f"{http}/", f"{https}/"])

    def with_changed_at(self) -> StoryQuerySet:
        """With `changed_at`: when a chapter came or the text of one was revised, the last time;
        None for a story without chapters."""
        changed = {"changed_at": Greatest("published_at", "updated_at", "revised_at")}
        return self.annotate(**changed)

    def name_co_authors(self) -> None:
        """As `Story.name_co_authors`, in a few statements."""
        stories = {story.pk: story for story in self}
        named: dict[int, list[CoAuthor]] = {key: [] for key in stories}
        rows = CoAuthor.objects.accepted().filter(story__among=stories.keys())
        for row in rows.select_related("reader"):
            named[row.story_id].append(row)
        for key, story in stories.items():
            story.co_author_names = names_of(named[key])
        Story.with_deleted.bulk_update(stories.values(), ["co_author_names"])
        Story.with_deleted.filter(pk__among=stories.keys()).touch()


_Manager = models.Manager.from_queryset(StoryQuerySet)


class StoryManager(_Manager["Story"]):
    """Stories, but for those that were deleted."""

    def get_queryset(self) -> StoryQuerySet:
        return StoryQuerySet(self.model, using=self._db).filter(deleted_at=None)

    def free_slug(self, title: str) -> str:
        """A slug for `title` that no other story has, nor one that may be put back."""
        stem = slugify(title)[:60].strip("-") or "story"
        stem = f"{stem}-1" if stem in RESERVED_SLUGS else stem
        slug, number = stem, 1
        while Story.with_deleted.filter(slug=slug).exists():
            number += 1
            slug = f"{stem}-{number}"
        return slug


class Story(Counted, Credited, MarginRules, Postponed, Takedown, Deletable):
    """A work, with chapters. A one-shot is a story of one chapter."""

    URN_KIND: ClassVar = "reader.story"

    class Rating(models.TextChoices):
        UNRATED = "", "Not rated"
        GENERAL = "general", "General audiences"
        TEEN = "teen", "Teen and up"
        MATURE = "mature", "Mature"
        EXPLICIT = "explicit", "Explicit"

    class Status(models.TextChoices):
        IN_PROGRESS = "in progress", "In progress"
        COMPLETE = "complete", "Complete"

        @classmethod
        def default_for(cls, chapters: int) -> Story.Status:
            """A one-shot is complete; of a longer story nobody knows unless told."""
            return cls.COMPLETE if chapters == 1 else cls.IN_PROGRESS

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    summary = models.TextField(max_length=4000, blank=True)
    language = models.CharField(max_length=20, default="en")
    rating = models.CharField(max_length=10, choices=Rating, blank=True, default=Rating.UNRATED)
    status = models.CharField(max_length=12, choices=Status, default=Status.IN_PROGRESS)
    series = models.CharField(max_length=200, blank=True)
    source = models.CharField(
        max_length=500, blank=True, help_text="The address that it was first published at."
    )
    first_published = models.DateField(
        null=True, blank=True, help_text="The day it came out elsewhere, if it did."
    )
    last_updated = models.DateField(
        null=True, blank=True, help_text="The day of its last chapter elsewhere."
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="stories")
    audience = models.CharField(
        "who may read it", max_length=10, choices=Audience, default=default_audience
    )
    opened_at = models.DateTimeField(null=True, editable=False)  # to more readers, the last time
    smart = models.BooleanField(
        "smart typography",
        default=False,
        help_text="Curl straight quotes, set dashes and ellipses.",
    )
    published_at = models.DateTimeField(null=True, blank=True, help_text="Empty for a draft.")
    waits_since = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when a moderator is to look at it before it is published.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    stamp = models.PositiveBigIntegerField(
        default=new_stamp,
        editable=False,
        help_text="Another one after every change of what its chapters’ pages show of it.",
    )

    search_text = models.TextField(blank=True, editable=False, db_column="sought")
    """What it is found by; `save` sets it."""

    objects = StoryManager()
    with_deleted = _Manager()
    changed_at: datetime  # where it is asked for: `with_changed_at`
    new_chapters = 0  # since a reader was in it, where it is asked for: `tell_new_chapters`
    first_new_url = ""  # where the first of these is
    talk: int | None = None  # comments that everybody may read: `tell_talk_of_stories`
    reader_count = shown_highlights = typo_count = 0  # what its author is told: `tell_readership`
    overheard: models.Model | None = None  # one of them: `tell_overheard`

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="stories_by_update"),
            models.Index(fields=["-published_at", "-id"], name="stories_by_publication"),
            models.Index(
                fields=["next_chapter_at"],
                condition=Q(next_chapter_at__isnull=False),
                name="stories_to_count",
            ),
        ]
        constraints = [
            *Takedown.Meta.constraints,
            models.CheckConstraint(
                condition=Q(waits_since=None) | Q(published_at=None),
                name="story_waits_or_is_published",
            ),
        ]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.slug])

    @property
    def for_whom(self) -> str:
        """Who may read it, in few words; nothing where it is for everybody."""
        return Audience(self.audience).for_whom

    @property
    def has_feed(self) -> bool:
        """Whether a program can follow it that signs in nowhere."""
        return self.audience in WITHOUT_ACCOUNT and not self.is_draft

    @property
    def is_draft(self) -> bool:
        return self.published_at is None or self.published_at > timezone.now()

    @property
    def cover(self) -> Cover:
        """How the story's cover is drawn, the same everywhere."""
        return Cover.of(self.slug, self.title, self.language)

    @property
    def tags_in_order(self) -> list[Tag]:
        """The story's tags, those first that one decides by."""
        kinds = Tag.IN_ORDER
        return sorted(self.tags.all(), key=lambda tag: (kinds.index(tag.kind), tag.name))

    @property
    def direction(self) -> str:
        """`rtl` for a story in a language written from right to left, else `ltr`."""
        try:
            return "rtl" if get_language_info(self.language)["bidi"] else "ltr"
        except KeyError:
            return "ltr"

    @transaction.atomic
    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save, with what it is found by; its chapters' pages show what has changed."""
        lines = (self.title, self.series, self.summary, self.byline)
        self.search_text = normalise("\n".join(lines))
        if update_fields is not None:
            update_fields = {*update_fields, "search_text", "stamp"}
        self.stamp, is_new = new_stamp(), self._state.adding
        super().save(*args, update_fields=update_fields, **kwargs)
        if not is_new:  # a new one has no chapters
            Story.objects.filter(pk=self.pk).count_chapters()  # this object may know an old number

    def tag(self, names: Iterable[str], kind: str = Tag.Kind.TAG) -> None:
        """Give the story these tags of one kind, and no others of it."""
        self.tags.remove(*self.tags.filter(kind=kind))
        self.tags.add(*Tag.objects.named(names, kind))

    def hold(self) -> None:
        """Keep others from revising or rearranging the story until the transaction ends."""
        Story.with_deleted.select_for_update(no_key=True).get(pk=self.pk)

    def hold_whole(self) -> None:
        """Keep others also from marking any of its chapters."""
        self.hold()
        list(self.chapters.select_for_update(no_key=True).order_by("pk").values_list("pk"))

    def unpublish(self) -> None:
        """Make it a draft again. What readers wrote on it stays theirs, and in its place."""
        note_what_was_read(self.chapters(manager="with_deleted").all())
        self.published_at = self.taken_down_from = None
        self.save(update_fields=["published_at", "taken_down_from"])
