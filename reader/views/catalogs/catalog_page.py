"""What a page of the catalogue says, before OPDS 1.2 or 2.0 is written of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page
from django.http import HttpRequest
from django.templatetags.static import static

from reader.models import Story
from reader.views.catalogs.atom import NEVER

EPUB = "application/epub+zip"
EPUB_PATH = "download/epub/"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
IMAGE = "http://opds-spec.org/image"
THUMBNAIL = "http://opds-spec.org/image/thumbnail"
SUBSECTION = "subsection"
NEW = "http://opds-spec.org/sort/new"
COVER_SIZE = (500, 750)
"""Width and height, in pixels, of the covers in static/covers/: one for each cloth."""


@dataclass
class Place:
    """Somewhere that a catalogue leads to: a list of stories, or with `deeper` of more places."""

    title: str
    path: str
    about: str = ""
    rel: str = SUBSECTION
    count: int | None = None
    deeper: bool = False


@dataclass
class Leaf:
    """One page of the catalogue: places to go to, or stories."""

    title: str
    up: str
    """The path of the page above."""
    page: Page | None = None
    places: list[Place] = field(default_factory=list)
    stories: list[Story] | None = None
    updated: datetime = NEVER

    @property
    def deeper(self) -> bool:
        """Whether it leads to places, not to stories."""
        return self.stories is None


def absolute(request: HttpRequest, path: str) -> str:
    return request.build_absolute_uri(path)


def page_address(request: HttpRequest, number: int) -> str:
    """The address of another page of the list that was asked for."""
    query = request.GET.copy()
    query["page"] = str(number)
    if number == 1:
        del query["page"]
    return absolute(request, f"{request.path}{'?' if query else ''}{query.urlencode()}")


def around(request: HttpRequest, page: Page | None) -> dict[str, str]:
    """The addresses of the pages around one, by their relation to it."""
    if page is None or page.paginator.num_pages == 1:
        return {}
    numbers = {"first": 1, "last": page.paginator.num_pages}
    if page.has_previous():
        numbers["previous"] = page.previous_page_number()
    if page.has_next():
        numbers["next"] = page.next_page_number()
    return {rel: page_address(request, number) for rel, number in numbers.items()}


def epub_address(request: HttpRequest, story: Story) -> str:
    return absolute(request, f"{story.get_absolute_url()}{EPUB_PATH}")


def cover_address(request: HttpRequest, story: Story) -> str:
    return absolute(request, static(f"covers/{story.cover.cloth}.png"))


def facts(story: Story) -> str:
    """Length, state and rating, in a line."""
    chapters = f"{story.chapter_count} chapter{'s' if story.chapter_count != 1 else ''}"
    said = [story.get_status_display(), chapters, f"{story.words:,} words"]
    if story.rating:
        said.append(story.get_rating_display())
    return " · ".join(said)
