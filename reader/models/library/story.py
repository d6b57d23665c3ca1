"""Stories: what authors write and readers come for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Count, Max, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language_info

from reader.actions.library.publishing import begin_margins
from reader.models.library.author_note import AuthorNote
from reader.models.library.cover import Cover
from reader.models.library.tag import Tag
from reader.models.normalised import folded
from reader.models.people.reader import Reader
from reader.text.manuscripts.chapter_matching import likeness

if TYPE_CHECKING:
    from reader.actions.library.story_update import Update
    from reader.models.library.chapter import Chapter
    from reader.models.people.shelf import Shelf
    from reader.text.manuscripts import manuscript as manuscripts


MUCH_ALIKE = 0.6
"""The share of runs of words by which two first chapters are those of one story."""
MOST_COMPARED = 200
FEWEST_COMPARED = 50
"""Words of a chapter by which it can be known."""
TAKEN = ("bring",)
"""Words that stand where a slug could, in the addresses of the desk."""
MOST_WORDS = 6
"""Words that one search looks for: each goes once through all stories."""
LONGEST_WORD = 60


def first_words(query: str) -> str:
    """What of a search is looked for: its first words, and the beginnings of long ones."""
    return " ".join(word[:LONGEST_WORD] for word in query.split()[:MOST_WORDS])


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories, chosen and counted."""

    def visible_to(self, reader: object) -> StoryQuerySet:
        """What is published, and a reader's own drafts; nothing that was deleted."""
        visible = Q(published_at__lte=timezone.now())
        if isinstance(reader, Reader):
            visible |= Q(author=reader.pk)
        return self.filter(visible, deleted_at=None)

    def tagged(self, name: str) -> StoryQuerySet:
        return self.filter(pk__in=Tag.objects.filter(name__iexact=name).values("stories"))

    def matching(self, query: str) -> StoryQuerySet:
        """Stories in whose title, author, summary, series or tags each word of `query` stands,
        whatever its case and accents; all of them for a query without words. Of many words only
        the first are looked for."""
        found = self
        for word in first_words(query.replace("\0", " ")).split():
            word = folded(word)
            worn = Tag.objects.filter(name__folded__contains=word).order_by().values("stories")
            authors = Reader.objects.alias(shown=_SHOWN).filter(shown__folded__contains=word)
            credited = Q(byline="", author__in=authors.values("pk"))
            found = found.filter(Q(sought__contains=word) | credited | Q(pk__in=worn))
        return found

    def on_shelf(self, shelf: Shelf) -> StoryQuerySet:
        """What stands on a shelf, the latest put there first."""
        if shelf.pk is None:  # one of the three on which nothing was ever put
            return self.none()
        return self.filter(shelvings__shelf=shelf.pk).order_by("-shelvings__put_at", "-pk")

    def with_credit(self) -> StoryQuerySet:
        """With `credited`: the name on the cover, to sort and to choose by."""
        return self.annotate(credited=_credit())

    def of_source(self, address: str) -> StoryQuerySet:
        """What came from an address, if it is one, by either protocol."""
        bare = re.sub(r"^https?://", "", address[:500]).rstrip("/")
        forms = [f"{http}://{bare}{slash}" for http in ("http", "https") for slash in ("", "/")]
        return self.filter(source__in=forms) if bare else self.none()

    def with_changed_at(self) -> StoryQuerySet:
        """With `changed_at`: when a chapter came or the text of one was revised, the last time;
        None for a story without chapters."""
        return self.annotate(changed_at=Greatest("published_at", "updated_at", "revised_at"))

    def count_chapters(self) -> None:
        """Set what the rows of these stories say of their published chapters, which has changed."""
        with transaction.atomic():
            held = self.order_by("pk").select_for_update(no_key=True)  # one after another
            keys = list(held.values_list("pk", flat=True))
            counted = Story.objects.filter(_PUBLISHED, pk=OuterRef("pk")).order_by().values("pk")
            totals = {
                "chapter_count": Count("chapters"),
                "words": Sum("chapters__words"),
                "updated_at": Max("chapters__published_at"),
                "revised_at": Max("chapters__revision__created_at"),
            }
            found = {
                name: Subquery(counted.annotate(total=total).values("total"))
                for name, total in totals.items()
            }
            for name in ("chapter_count", "words"):
                found[name] = Coalesce(found[name], 0)
            Story.objects.filter(pk__in=keys).update(**found)


_SHOWN = Case(When(name="", then="username"), default="name")
"""The name of a reader that others see."""


def _credit() -> Case:
    account = Case(When(author__name="", then="author__username"), default="author__name")
    return Case(When(byline="", then=account), default="byline")


_PUBLISHED = Q(chapters__published_at__isnull=False, chapters__number__gt=0)
"""What counts of a story's chapters. Those of a story that comes out later are counted already, so
that nothing has to be done when its time comes."""


class StoryManager(models.Manager.from_queryset(StoryQuerySet)):
    """Stories, but for those that were deleted; and how one comes to be from a manuscript."""

    def get_queryset(self) -> StoryQuerySet:
        return super().get_queryset().filter(deleted_at=None)

    def from_manuscript(
        self, manuscript: manuscripts.Manuscript, *, author: Reader, draft: bool = False
    ) -> Story:
        """Store what an importer understood as a story of `author`: all of it, or nothing."""
        from reader.actions.library.new_story import NewStory

        new = NewStory(manuscript, author=author, draft=draft)
        with transaction.atomic():
            return new.store()

    def likely_from(self, manuscript: manuscripts.Manuscript, *, author: Reader) -> Story | None:
        """The author's story that a manuscript seems to be a newer state of: it has the same
        source, the same title and no other name on the cover, or much the same text."""
        own = self.filter(author=author).order_by("-pk")
        same = own.of_source(manuscript.source)
        titled = own.filter(title__iexact=manuscript.title.strip()[:200])
        if manuscript.author:
            titled = titled.filter(byline__in=["", manuscript.author[:100]])
        if known := same.first() or titled.first():
            return known
        begun = [chapter.source for chapter in manuscript.chapters[:2]]
        firsts = own.filter(chapters__number=1).values_list("pk", "chapters__revision__source")
        for pk, source in firsts[:MOST_COMPARED]:
            if len((source or "").split()) > FEWEST_COMPARED and any(
                likeness(source, text) > MUCH_ALIKE for text in begun
            ):
                return own.get(pk=pk)
        return None

    @transaction.atomic
    def begin(self, title: str, *, author: Reader) -> Story:
        """A new draft with one chapter in which nothing is written yet."""
        story = self.create(title=title, slug=self.free_slug(title), author=author)
        story.add_chapter("", "", draft=True)
        return story

    def free_slug(self, title: str) -> str:
        """A slug for `title` that no other story has, nor one that may be put back."""
        stem = slugify(title)[:60].strip("-") or "story"
        stem = f"{stem}-1" if stem in TAKEN else stem
        slug, number = stem, 1
        while Story.with_deleted.filter(slug=slug).exists():
            number += 1
            slug = f"{stem}-{number}"
        return slug


class Story(models.Model):
    """A work, with chapters. A one-shot is a story of one chapter."""

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

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="stories")
    byline = models.CharField(
        max_length=100,
        blank=True,
        help_text="The name on the cover, where it is not the account's.",
    )
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
    smart = models.BooleanField(
        "smart typography",
        default=False,
        help_text="Curl straight quotes, set dashes and ellipses.",
    )
    published_at = models.DateTimeField(null=True, blank=True, help_text="Empty for a draft.")
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when all of it is gone but what readers wrote on it.",
    )

    # What lists show, sort by and search, kept here so that they need not read all chapters.
    # `save` sets the first; whatever changes chapters sets the others (`count_chapters`).
    sought = models.TextField(blank=True, editable=False)
    chapter_count = models.PositiveIntegerField(default=0, editable=False)
    words = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(
        null=True, editable=False, help_text="When the newest of its chapters was published."
    )
    revised_at = models.DateTimeField(
        null=True, editable=False, help_text="When the newest text of them was saved."
    )

    objects = StoryManager()
    with_deleted = models.Manager.from_queryset(StoryQuerySet)()

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="stories_by_update"),
            models.Index(fields=["-published_at", "-id"], name="stories_by_publication"),
        ]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.slug])

    @property
    def credit(self) -> str:
        """The name on the cover."""
        return self.byline or str(self.author)

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
    def save(self, *args: Any, update_fields: Collection[str] | None = None, **kwargs: Any) -> None:
        """Save, with what it is found by; its chapters' pages show what has changed."""
        lines = (self.title, self.series, self.summary, self.byline)
        self.sought = folded("\n".join(lines))
        if update_fields is not None:
            update_fields = {*update_fields, "sought"}
        super().save(*args, update_fields=update_fields, **kwargs)
        self.chapters.all().touch()
        Story.objects.filter(pk=self.pk).count_chapters()  # this object may know an old number

    def tag(self, names: Iterable[str], kind: str = Tag.Kind.TAG) -> None:
        """Give the story these tags of one kind, and no others of it."""
        self.tags.remove(*self.tags.filter(kind=kind))
        self.tags.add(*Tag.objects.named(names, kind))

    def take_over(self, manuscript: manuscripts.Manuscript) -> None:
        """Say of the story as a whole, without saving it, what a manuscript says of it. What it
        does not say stays."""
        own = (self.author.username, str(self.author))
        if manuscript.author or self._state.adding:
            self.byline = "" if manuscript.author in own else manuscript.author[:100]
        self.title = manuscript.title.strip()[:200] or self.title or "Untitled"
        self.summary = manuscript.summary[:4000] or self.summary
        self.series = manuscript.series[:200] or self.series
        self.language = manuscript.language[:12] or self.language
        self.rating = manuscript.rating or self.rating
        self.smart = manuscript.smart or self.smart
        self.source = manuscript.source[:500] or self.source
        self.first_published = _day(manuscript.published) or self.first_published
        self.last_updated = _day(manuscript.updated) or self.last_updated
        if manuscript.status:
            self.status = manuscript.status
        elif self._state.adding:
            self.status = Story.Status.default_for(len(manuscript.chapters))

    def describe(self, manuscript: manuscripts.Manuscript, notes: Sequence[AuthorNote]) -> None:
        """Save the story with what was taken over from a manuscript, with its tags and with its
        `notes`, which are not saved yet."""
        self.save()
        for kind, names in (
            (Tag.Kind.TAG, manuscript.tags),
            (Tag.Kind.FANDOM, manuscript.fandoms),
            (Tag.Kind.RELATIONSHIP, manuscript.relationships),
            (Tag.Kind.CHARACTER, manuscript.characters),
            (Tag.Kind.WARNING, manuscript.warnings),
        ):
            if names:
                self.tag(names, kind)
        if notes:
            AuthorNote.objects.set(self.notes, notes)

    def update_from(self, manuscript: manuscripts.Manuscript, *, by: Reader) -> Update:
        """Make the story what a newer file of it says, chapters as revisions, so that margins
        stay; what the file does not have is kept. Gives what was done. Raises RevisedMeanwhile."""
        from reader.actions.library.story_update import Update

        update = Update(self, manuscript)
        update.apply(by=by)
        return update

    def hold(self) -> None:
        """Keep others from revising or rearranging the story until the transaction ends."""
        Story.with_deleted.select_for_update(no_key=True).get(pk=self.pk)

    def hold_whole(self) -> None:
        """Keep others also from marking any of its chapters."""
        self.hold()
        list(self.chapters.select_for_update(no_key=True).order_by("pk").values_list("pk"))

    def add_chapter(
        self,
        title: str,
        source: str,
        *,
        notes: Sequence[manuscripts.Note] = (),
        draft: bool = False,
        key: str = "",
    ) -> Chapter:
        """A new last chapter, published when the story is, unless it is a `draft`."""
        from reader.actions.library.new_chapters import NewChapters

        new = NewChapters(self)
        chapter = new.add(title, source, notes=notes, key=key)
        with transaction.atomic():
            new.store(draft=draft)
        return chapter

    def publish(self) -> int:
        """Show a draft to everybody. One that was never out comes with those of its chapters in
        which something is written; in one that was, what is a draft stays one. Gives how many
        written chapters stay drafts."""
        with transaction.atomic():
            self.hold()
            self.published_at = timezone.now()
            self.save(update_fields=["published_at"])
            drafts = self.chapters.in_story().filter(published_at=None, words__gt=0)
            if self.chapters.filter(published_at__isnull=False).exists():
                return drafts.count()
            begin_margins(drafts)
            drafts.update(published_at=self.published_at)
            return 0

    def unpublish(self) -> None:
        """Make it a draft again, which nobody but its author sees. What readers wrote on it stays
        theirs, and is in its place when it is published again."""
        self.published_at = None
        self.save(update_fields=["published_at"])

    def delete_for_now(self) -> None:
        """Take it out of everybody's sight; it can be put back until it is erased."""
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at"])

    def put_back(self) -> None:
        """Undo that: it is what it was, published or a draft."""
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])


def _day(words: str) -> date | None:
    """The day that a manuscript says something was, if it is one."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
