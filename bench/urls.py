"""Gloss's places, and the yardsticks beside them."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from reader.models import Chapter, Reader
from reader.web.compression import WELL, compress, compressed


@cache
def page(chapter: int, reader: int) -> bytes:
    """A chapter's page as `reader` (0 for nobody) sees it, made once; nobody's is compressed."""
    client = Client()
    if reader:
        client.force_login(Reader.objects.get(pk=reader))
    html = client.get(Chapter.objects.get(pk=chapter).get_absolute_url()).content
    return html if reader else compress(html.decode(), WELL)


def ready_made(request: HttpRequest, chapter: int, reader: int) -> HttpResponse:
    """The same bytes as the chapter's page, for a reader who is looked up as everywhere."""
    if not reader:
        return compressed(request, page(chapter, reader))
    assert request.user.pk == reader
    return HttpResponse(page(chapter, reader))


urlpatterns = [
    path("ready-made/<int:chapter>/<int:reader>/", ready_made),
    path("", include("reader.urls")),
]
