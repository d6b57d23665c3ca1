"""The two versions of OPDS that the catalog is written in."""

from __future__ import annotations

from typing import Protocol

from django.http import HttpRequest, HttpResponse

from reader.models import Story
from reader.views.catalogs.catalog_page import CatalogPage

EPUB = "application/epub+zip"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"


class CatalogFormat(Protocol):
    """What the modules `opds1` and `opds2` have in common."""

    @property
    def NAMESPACE(self) -> str:
        """What the names of its URLs begin with."""

    def write(self, request: HttpRequest, page: CatalogPage) -> HttpResponse:
        """A page of the catalog."""

    def write_story(self, request: HttpRequest, story: Story) -> HttpResponse:
        """A story as a document of its own."""
