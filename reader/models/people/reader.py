"""Readers: everybody with an account. Whoever writes a story is its author."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.library.content_preferences import ContentPreferences
from reader.models.library.margin_rules import MarginRules
from reader.models.library.story import Story
from reader.models.people.look import Look
from reader.models.people.name_skeleton import NameSkeleton
from reader.models.people.named_colour import NamedColour, named
from reader.models.people.taken_names import refuse_posing, refuse_username
from reader.models.silenced import Silenced
from reader.models.visibility import unseen
from reader.text.invisible import tidy_name

COLOURS = ("yellow", "green", "blue", "pink")
"""The colours to highlight in, in the order in which they are offered."""


class Reader(AbstractUser, MarginRules):
    """Somebody who reads here, with a name that others see and a few words about themselves."""

    first_name = None  # type: ignore[assignment]  # Django takes away a field so
    last_name = None  # type: ignore[assignment]
    name = models.CharField("name shown", max_length=60, blank=True)
    bio = models.TextField("about you", max_length=1000, blank=True)
    look = models.JSONField(
        null=True,
        default=None,
        editable=False,
        help_text="How pages look to them, on every device. Null: they never chose.",
    )
    content = models.JSONField(
        null=True,
        default=None,
        editable=False,
        help_text="What they leave out, and are told of before they read. Null: they never chose.",
    )
    counts_marks = models.BooleanField(
        "my highlights count, without my name, in what many marked",
        null=True,
        default=None,
        help_text="Null: they were not asked yet.",
    )
    colour_names = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="What they call the colours of their highlights, where they named them.",
    )
    time_zone = models.CharField(
        max_length=64,
        blank=True,
        default="",
        editable=False,
        help_text="Where their clock is. Empty: they never said, so as this site's.",
    )
    unread = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="Notifications in their inbox that they have not opened: every page says it.",
    )
    left_at = models.DateTimeField(null=True, editable=False)
    silences_kept = models.JSONField(
        null=True,
        default=None,
        editable=False,
        help_text="Whom they muted, blocked and were blocked by, and the threads that they hid: "
        "what the rows of these say, where every request has it.",
    )
    suspended_until = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Until when they can do nothing that others see. Moderators say so.",
    )
    closed_at = models.DateTimeField(
        null=True, editable=False, help_text="When moderators closed the account."
    )

    def __str__(self) -> str:
        return self.name or self.username

    def clean(self) -> None:
        """Tidy the name shown, and refuse names that could be taken for somebody else's. Names that
        were there before stay. Call it in the transaction that saves."""
        super().clean()
        self.name = tidy_name(self.name)
        before = Reader.objects.filter(pk=self.pk).values_list("username", "name").first()
        username, name = before or ("", "")
        refusals = {}
        if self.username != username:
            refusals["username"] = _refusal(refuse_username, self.username, self)
        if self.name != name:
            refusals["name"] = _refusal(refuse_posing, self.name, self)
        refused = {field: error for field, error in refusals.items() if error}
        if refused:
            raise ValidationError(refused)

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save. A new name shows at once wherever the reader wrote; nobody can pose with it. What
        is silenced stays as it is stored: this row may have been read before it was."""
        if update_fields is None and not self._state.adding:
            stale = {"id", "silences_kept", *self.get_deferred_fields()}
            update_fields = {field.attname for field in self._meta.concrete_fields} - stale
        if update_fields is not None and not {"name", "username"} & set(update_fields):
            super().save(*args, update_fields=update_fields, **kwargs)
            return
        with transaction.atomic():
            super().save(*args, update_fields=update_fields, **kwargs)
            if not self.may_come_back:  # their names are still theirs
                NameSkeleton.objects.store(self.pk, self.username, self.name)
        written_with = self.co_authorships.accepted().order_by().values("story")
        Story.with_deleted.filter(pk__in=written_with).name_co_authors()
        self._chapters().touch()

    def _chapters(self) -> ChapterQuerySet:
        """The chapters on whose pages this reader's name may stand."""
        return Chapter.with_deleted.filter(
            Q(story__author=self)
            | Q(pk__in=self.comments.values("chapter"))
            | Q(pk__in=self.highlights.filter(public=True).values("passage__chapter"))
            | Q(pk__in=self.thanks.values("chapter"))
            | Q(pk__in=self.thanks.values("comment__chapter"))
        )

    def chapters_written_on(self) -> ChapterQuerySet:
        """Chapters on which this reader marked or said something that is still there; deleted
        ones too."""
        highlighted = self.highlights.filter(removed_at=None).values("passage__chapter")
        commented = self.comments.filter(deleted_at=None).values("chapter")
        return Chapter.with_deleted.filter(Q(pk__in=highlighted) | Q(pk__in=commented))

    def ask_about_marks(self) -> bool:
        """Whether to ask them now if their marks may count unnamed: they were not asked before,
        and are not again. Until they answer, nothing counts."""
        if self.counts_marks is not None:
            return False
        self.counts_marks = False
        self.save(update_fields=["counts_marks"])
        return True

    def named(self, colour: str) -> NamedColour:
        """A colour with the name that this reader gave it."""
        return named(colour, self.colour_names)

    @property
    def colours(self) -> list[NamedColour]:
        """The colours to highlight in, each with the name that this reader gave it."""
        return [self.named(colour) for colour in COLOURS]

    def keep_look(self, look: Look) -> None:
        """Have pages look so from now on."""
        self.look = look.chosen
        self.save(update_fields=["look"])

    def take_over(self, look: Look) -> None:
        """Keep what was chosen before signing in, unless this reader ever chose a look."""
        if self.look is None and look:
            self.keep_look(look)

    def keep_content_preferences(self, preferences: ContentPreferences) -> None:
        """Leave out, and ask about, what these say from now on."""
        self.content = preferences.kept
        self.save(update_fields=["content"])

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which they are told of times, and say them."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    @property
    def keeps_the_library_alone(self) -> bool:
        """Whether nobody else could hand out rights, were this reader to leave."""
        keepers = Reader.objects.filter(is_superuser=True, is_active=True)
        return self.is_superuser and not keepers.exclude(pk=self.pk).exists()

    @property
    def username_when_gone(self) -> str:
        """What the account is called once its reader has left."""
        return f"left:{self.pk}"  # nobody can sign up with a colon in their name

    @property
    def may_come_back(self) -> bool:
        """Whether they left, and their account is closed but not deleted yet."""
        return self.left_at is None and self.username == self.username_when_gone

    @property
    def is_suspended(self) -> bool:
        """Whether nothing of theirs may come before others now."""
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    def get_absolute_url(self) -> str:
        return reverse("reader", args=[self.username])

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def initial(self) -> str:
        """The letter on the reader's face."""
        return str(self)[:1].upper()

    @property
    def hue(self) -> int:
        """One of six colours for the reader's face, the same everywhere."""
        return (self.pk or 0) % 6

    @property
    def silenced(self) -> Silenced:
        """What they don't want to see, and who blocked them: read once, as these may be many."""
        known = self.__dict__.get("_silenced")
        if known is None or known[0] is not self.silences_kept:
            known = self.silences_kept, Silenced.read(self.silences_kept)
            self.__dict__["_silenced"] = known
        return known[1]

    @property
    def unheard(self) -> frozenset[int]:
        """The keys of the readers whose words they don't see."""
        return unseen(self).readers

    @property
    def unwanted(self) -> frozenset[int]:
        """Those whose words they don't want to see, also where they keep order."""
        return self.silenced.own.readers

    @property
    def moderates(self) -> bool:
        """Whether this reader may hide what others wrote."""
        return self.is_staff and self.has_perm("reader.moderate_comment")


def _refusal(
    refuse: Callable[[str, AbstractUser], None], name: str, reader: Reader
) -> ValidationError | None:
    """What there is against a name, if anything."""
    try:
        refuse(name, reader)
    except ValidationError as error:
        return error
    return None
