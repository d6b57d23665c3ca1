"""Who wrote a story, and the names on its cover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Case, When
from django.urls import reverse

from reader.models.library.co_author import CoAuthor, names_of
from reader.models.viewer import Viewer, key_of


class Credit(NamedTuple):
    """A name on a cover, whose it is, and where it leads."""

    key: int
    name: str
    url: str


def all_of(names: Sequence[str]) -> str:
    """Some names in a sentence: “Ada”, “Ada and Bea”, “Ada, Bea and Cy”."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


class Credited(models.Model):
    """What a story says of that."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="stories")
    byline = models.CharField(
        max_length=100,
        blank=True,
        help_text="The name on the cover, where it is not the account's.",
    )
    co_author_names = models.JSONField(
        default=list,
        editable=False,
        help_text="Key, username and name of each co-author, so that no page has to ask for them.",
    )

    class Meta:
        abstract = True

    @property
    def credit(self) -> str:
        """The names on the cover."""
        return all_of([credit.name for credit in self.credits])

    @property
    def credits(self) -> list[Credit]:
        """Each name on the cover, with the page of whoever it names."""
        author = self.author
        named = [Credit(author.pk, self.byline or str(author), author.get_absolute_url())]
        for key, username, name in self.co_author_names:
            named.append(Credit(key, name, reverse("reader", args=[username])))
        return named

    @property
    def author_keys(self) -> list[int]:
        """The keys of all who have the author's hands on it, the author's first."""
        return [self.author_id, *[key for key, *_ in self.co_author_names]]

    def is_by(self, reader: Viewer) -> bool:
        """Whether a reader has the author's hands on it, as `visibility.written_by` says."""
        return key_of(reader) in self.author_keys

    def name_co_authors(self) -> None:
        """Keep who its co-authors are, and what they are called by now: pages show it."""
        rows = CoAuthor.objects.accepted().filter(story=self.pk).select_related("reader")
        self.co_author_names = names_of(rows)
        self.save(update_fields=["co_author_names"])


def credit_of_rows() -> Case:
    """The name of the author on the cover, of rows of stories."""
    account = Case(When(author__name="", then="author__username"), default="author__name")
    return Case(When(byline="", then=account), default="byline")
