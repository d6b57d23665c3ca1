"""What of the library a reader asked to see: all of it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.db.models import Count, F
from django.db.models.functions import Lower
from django.utils.translation import get_language_info

from reader.models import Story, Tag
from reader.models.library.story import StoryQuerySet, first_words
from reader.text.word_count import WORDS_A_MINUTE

AN_HOUR = 60 * WORDS_A_MINUTE
STATUSES = {"complete": "Complete", "in-progress": "In progress"}
RATINGS = {value: label for value, label in Story.Rating.choices if value}
LENGTHS = {"short": "Under an hour", "middle": "One to four hours", "long": "Over four hours"}
BOUNDS = {"short": (0, AN_HOUR), "middle": (AN_HOUR, 4 * AN_HOUR), "long": (4 * AN_HOUR, None)}
"""In words: from, and up to but not including."""
SORTS = {
    "updated": ("Newly updated", (F("updated_at").desc(nulls_last=True), "-pk")),
    "new": ("New stories", (F("published_at").desc(nulls_first=True), "-pk")),
    "title": ("By title", (Lower("title"), "pk")),
}
MOST_TAGS = 100
"""Tags that are offered while one types; any other can be typed."""
STORIES_ASKED = 2000
"""The latest stories, whose tags are offered: to count those of all takes as long as there are."""


@dataclass(frozen=True)
class Catalogue:
    """Words, a tag, what a story must be like, and an order; an empty string asks nothing."""

    q: str = ""
    tag: str = ""
    status: str = ""
    rating: str = ""
    language: str = ""
    length: str = ""
    sort: str = "updated"

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> Catalogue:
        """What an address asks for; what makes no sense in it asks nothing."""
        known = {"status": STATUSES, "rating": RATINGS, "length": LENGTHS, "sort": SORTS}
        given = {field.name: " ".join(query.get(field.name, "").split()) for field in fields(cls)}
        for name, values in known.items():
            if given[name] not in values:
                given[name] = cls.__dataclass_fields__[name].default
        given["q"], given["tag"] = given["q"][:200], given["tag"][:100]
        given["language"] = given["language"][:20].lower()
        return cls(**given)

    def stories(self, reader: object) -> StoryQuerySet:
        """The stories that this reader may see and asked for, with their totals, in order."""
        stories = Story.objects.visible_to(reader)
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
            stories = stories.filter(words__lt=most) if most else stories
        return stories.order_by(*SORTS[self.sort][1])

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order was asked for."""
        return replace(self, sort="updated") != Catalogue()

    @property
    def sought(self) -> str:
        """The words that are looked for, where they are fewer than were asked for."""
        words = first_words(self.q)
        return words if words != self.q else ""

    @property
    def filtered(self) -> bool:
        """Whether the story itself is to be like something, beside the words that are in it."""
        return replace(self, q="").narrowed

    @property
    def address(self) -> str:
        """The query of an address that asks for this, and no more than it must."""
        asked = {f.name: getattr(self, f.name) for f in fields(self)}
        return urlencode({n: v for n, v in asked.items() if v and v != getattr(Catalogue, n)})

    @property
    def asks(self) -> list[tuple[str, str]]:
        """Each thing asked for, in words, and the query of an address that does not ask for it."""
        words = {
            "q": f"“{self.q}”",
            "tag": self.tag,
            "status": STATUSES.get(self.status, ""),
            "rating": RATINGS.get(self.rating, ""),
            "language": language_name(self.language),
            "length": LENGTHS.get(self.length, ""),
        }
        return [
            (said, replace(self, **{name: ""}).address)
            for name, said in words.items()
            if getattr(self, name)
        ]


def choices(reader: object) -> dict[str, object]:
    """What there is to choose from in this reader's library. Two queries."""
    visible = Story.objects.visible_to(reader)
    languages = visible.order_by("language").values_list("language", flat=True).distinct()
    latest = visible.order_by("-published_at", "-pk").values("pk")[:STORIES_ASKED]
    tags = (
        Tag.objects.filter(stories__in=latest)
        .annotate(stories_count=Count("stories"))
        .order_by("-stories_count", "name")[:MOST_TAGS]
    )
    return {
        "statuses": STATUSES,
        "ratings": RATINGS,
        "lengths": LENGTHS,
        "sorts": {value: label for value, (label, _) in SORTS.items()},
        "languages": {code.lower(): language_name(code) for code in languages},
        "tags": sorted({tag.name for tag in tags}, key=str.casefold),
    }


def language_name(code: str) -> str:
    """What people who speak it call a language."""
    try:
        return get_language_info(code)["name_local"].capitalize()
    except KeyError:
        return code
