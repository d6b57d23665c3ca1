"""Which stories a reader asks to see, and in which order: all of it stands in the query string."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.db.models.functions import Lower
from django.http import QueryDict

from reader.models import Reader, Story
from reader.models.library.content_preferences import ContentPreferences
from reader.models.library.left_out import without_left_out
from reader.models.library.story import StoryQuerySet
from reader.models.library.story_search import first_words
from reader.models.visibility import heard
from reader.text.word_count import WORDS_A_MINUTE
from reader.views.library.language_names import language_name

AN_HOUR = 60 * WORDS_A_MINUTE
STATUSES = {"complete": "Complete", "in-progress": "In progress"}
RATINGS = {value: label for value, label in Story.Rating.choices if value}
LENGTHS = {"short": "Under an hour", "middle": "One to four hours", "long": "Over four hours"}
BOUNDS: dict[str, tuple[int, int | None]] = {
    "short": (0, AN_HOUR), "middle": (AN_HOUR, 4 * AN_HOUR), "long": (4 * AN_HOUR, None)
}  # fmt: skip
"""In words: from, and up to but not including."""
SORTS = {"updated": "Newly updated", "new": "New stories", "title": "By title"}
ORDERS: dict[str, tuple[Any, ...]] = {
    "updated": (F("updated_at").desc(nulls_last=True), "-pk"),
    "new": (F("published_at").desc(nulls_first=True), "-pk"),
    "title": (Lower("title"), "pk"),
}


@dataclass(frozen=True)
class StoryFilter:
    """Words, a tag, what a story must be like, an order, and whether to `show` also what is left
    out; an empty string asks for nothing."""

    q: str = ""
    tag: str = ""
    status: str = ""
    rating: str = ""
    language: str = ""
    length: str = ""
    sort: str = "updated"
    show: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> StoryFilter:
        """What a query string asks for; what makes no sense in it asks for nothing."""
        asked = {}
        for field in fields(cls):
            asked[field.name] = " ".join(query.get(field.name, "").split())
        return cls(
            q=asked["q"][:200],
            tag=asked["tag"][:100],
            status=asked["status"] if asked["status"] in STATUSES else "",
            rating=asked["rating"] if asked["rating"] in RATINGS else "",
            language=asked["language"][:20].lower(),
            length=asked["length"] if asked["length"] in LENGTHS else "",
            sort=asked["sort"] if asked["sort"] in SORTS else "updated",
            show="all" if asked["show"] == "all" else "",
        )

    def stories(self, reader: Reader | AnonymousUser) -> StoryQuerySet:
        """The stories of this reader’s library that they asked for, in order; none by somebody whom
        they muted, or between whom and them there is a block."""
        stories = Story.objects.listed_for(reader).filter(heard(reader, "author"))
        if self.q:
            stories = stories.matching(self.q)
        if self.tag:
            stories = stories.tagged(self.tag)
        if self.status:
            stories = stories.filter(status=self.status.replace("-", " "))
        if self.rating:
            stories = stories.filter(rating=self.rating)
        if self.language:
            stories = stories.filter(language__iexact=self.language)
        if self.length:
            least, most = BOUNDS[self.length]
            stories = stories.filter(words__gte=least)
            if most:
                stories = stories.filter(words__lt=most)
        return stories.order_by(*ORDERS[self.sort])

    def wanted(
        self, reader: Reader | AnonymousUser, preferences: ContentPreferences
    ) -> StoryQuerySet:
        """Those of them that the reader does not leave out, unless they ask for all."""
        stories = self.stories(reader)
        return stories if self.show else without_left_out(stories, preferences, reader)

    @property
    def with_all(self) -> StoryFilter:
        """The same, with what is left out."""
        return replace(self, show="all")

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order was asked for."""
        return replace(self, sort="updated") != StoryFilter()

    @property
    def is_filtered(self) -> bool:
        """Whether the story itself is to be like something, beside the words that are in it."""
        return replace(self, q="", show="").is_narrowed

    @property
    def searched_words(self) -> str:
        """The words that are looked for, where they are fewer than were asked for."""
        words = first_words(self.q)
        return words if words != self.q else ""

    @property
    def query_string(self) -> str:
        """The query string that asks for this, and no more than it must."""
        asked = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value and value != field.default:
                asked[field.name] = value
        return urlencode(asked)

    def criteria(self) -> Iterator[tuple[str, str]]:
        """Each thing asked for, as it is called, and the query string that does not ask for it."""
        if self.q:
            yield f"“{self.q}”", replace(self, q="").query_string
        if self.tag:
            yield self.tag, replace(self, tag="").query_string
        if self.status:
            yield STATUSES[self.status], replace(self, status="").query_string
        if self.rating:
            yield RATINGS[self.rating], replace(self, rating="").query_string
        if self.language:
            yield language_name(self.language), replace(self, language="").query_string
        if self.length:
            yield LENGTHS[self.length], replace(self, length="").query_string
        if self.show:
            yield "With what you leave out", replace(self, show="").query_string

    def to_leave_out(self) -> Iterator[tuple[str, str]]:
        """What of it stories can be left out by: a kind and a value."""
        for kind in ("tag", "rating", "language"):
            value = getattr(self, kind)
            if value:
                yield kind, value
