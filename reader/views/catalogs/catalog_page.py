"""What a page of the catalog says, before OPDS 1.2 or 2.0 is written of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page

from reader.models import Story
from reader.views.catalogs.atom_feed import NEVER

SUBSECTION = "subsection"
NEW = "http://opds-spec.org/sort/new"


@dataclass
class CatalogLink:
    """Somewhere that a catalog leads to: a list of stories or, if `is_navigation`, of more
    links. `path` is a URL without its host."""

    title: str
    path: str
    about: str = ""
    rel: str = SUBSECTION
    count: int | None = None
    is_navigation: bool = False


@dataclass
class CatalogPage:
    """One page of the catalog: links to follow, or stories. `up` is the path of the page above."""

    title: str
    up: str
    page: Page | None = None
    links: list[CatalogLink] = field(default_factory=list)
    stories: list[Story] | None = None
    updated: datetime = NEVER

    @property
    def is_navigation(self) -> bool:
        """Whether it leads to other pages, not to stories."""
        return self.stories is None
