"""Readers: everybody with an account. Whoever writes a story is its author."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from reader.models.people.look import Look

LEFT = "A reader who left"


def refuse_no_path(username: str) -> None:
    """Raise ValidationError for a name of dots: in an address it means another place (RFC 3986,
    5.2.4), so nobody could come to its reader's page."""
    if username and not username.strip("."):
        raise ValidationError(
            "A name needs more than dots: it is part of the address of your page. "
            "Add a letter or a number."
        )


class Reader(AbstractUser):
    """Somebody who reads here, with a name that others see and a few words about themselves."""

    first_name = None
    last_name = None
    name = models.CharField("name shown", max_length=60, blank=True)
    bio = models.TextField("about you", max_length=1000, blank=True)
    look = models.JSONField(
        null=True,
        default=None,
        editable=False,
        help_text="How pages look to them, on every device. Null: they never chose.",
    )
    left_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name or self.username

    def clean(self) -> None:
        super().clean()
        try:
            refuse_no_path(self.username)
        except ValidationError as error:
            raise ValidationError({"username": error}) from None

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save; a new name shows at once wherever the reader wrote."""
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or {"name", "username"} & set(update_fields):
            self._chapters().touch()

    def _chapters(self) -> models.QuerySet:
        """The chapters on whose pages this reader's name may stand."""
        from reader.models.library.chapter import Chapter

        return Chapter.objects.filter(
            Q(story__author=self)
            | Q(pk__in=self.comments.values("chapter"))
            | Q(pk__in=self.highlights.filter(public=True).values("passage__chapter"))
        )

    def keep_look(self, look: Look) -> None:
        """Have pages look so from now on."""
        self.look = look.chosen
        self.save(update_fields=["look"])

    def take_over(self, look: Look) -> None:
        """Keep what was chosen before signing in, unless this reader ever chose a look."""
        if self.look is None and look:
            self.keep_look(look)

    def leave(self, *, comments: bool, stories: bool) -> None:
        """Delete the account: everything of one's own goes, and who one was is no longer told.

        Comments stay, without a name, so that what others answered can be understood; without
        `comments` their words go too. Without `stories` nobody sees one's stories any more, and
        what readers wrote on them stays with those who wrote it. A row stays that says that
        somebody was here.

        The comments go one after the other, in a transaction each: there may be many, and others
        write meanwhile. Everything else goes at once.
        """
        if not comments:
            for comment in self.comments.order_by("-created_at", "-pk"):  # answers first
                comment.retract()
        with transaction.atomic():
            self._go(stories=stories)

    def _go(self, *, stories: bool) -> None:
        from reader.models.margin.comment import Comment
        from reader.models.margin.passage import Passage
        from reader.models.people.invitation import Invitation

        self.name, self.bio, self.email, self.left_at = LEFT, "", "", timezone.now()
        self.username = f"left:{self.pk}"  # nobody can sign up with a colon in their name
        self.look = None
        self.is_active = self.is_staff = self.is_superuser = False
        self.set_unusable_password()
        self.save()
        if not stories:
            for story in self.stories.all():
                story.published_at = None
                story.save(update_fields=["published_at"])
        marked = self.highlights.order_by().values_list("passage__chapter", flat=True)
        marked = list(marked.distinct())
        for relation in self._meta.get_fields(include_hidden=True):
            goes = getattr(relation, "on_delete", None) is models.CASCADE
            if goes and relation.related_model is not Comment:
                own = {relation.field.name: self}
                relation.related_model._base_manager.filter(**own).delete()
        Passage.objects.filter(chapter__in=marked).tidy()
        Invitation.objects.filter(used_by=self).update(to="")  # it said whom it was meant for
        self.comments.update(canonical="", via="")  # addresses elsewhere, where one has a name
        self.groups.clear()
        self.user_permissions.clear()

    @property
    def keeps_the_library_alone(self) -> bool:
        """Whether nobody else could hand out rights, were this reader to leave."""
        keepers = Reader.objects.filter(is_superuser=True, is_active=True)
        return self.is_superuser and not keepers.exclude(pk=self.pk).exists()

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
    def moderates(self) -> bool:
        """Whether this reader may hide what others wrote."""
        return self.is_staff and self.has_perm("reader.moderate_comment")
