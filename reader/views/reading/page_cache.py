"""Pages of chapters, cached as one reader last saw them, until something on them changes."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.crypto import salted_hmac

from reader.models.page_key import PageKey
from reader.web.app_shell import app_shell
from reader.web.collapsed_notes import collapsed_notes
from reader.web.compression import compress, compressed, decompress
from reader.web.look import chosen_look, with_look
from reader.web.switches import switches

TOKEN = salted_hmac(
    "reader.views.reading.page_cache", "where the token goes", algorithm="sha256"
).hexdigest()
"""What stands in a cached page where a visit's token goes. The same in every process, and a secret:
what an author wrote must never be taken for it."""


def cached_page(request: HttpRequest, name: str, make: Callable[[], str]) -> HttpResponse:
    """Answer with the page of this name, made where it is not cached yet.

    A page without forms is the same for all visitors: it is cached compressed, and goes out so.
    """
    pages = caches["pages"]
    page = pages.get(name)
    if page is None:
        page = make()
        if TOKEN not in page:
            page = compress(page)
        pages.set(name, page)
    if isinstance(page, bytes):
        if not chosen_look(request):
            return compressed(request, page)
        page = decompress(page)
    return personal_page(request, page)


def personal_page(request: HttpRequest, html: str) -> HttpResponse:
    """Answer with a page in the look that was chosen, with this visit's token in its forms."""
    html = with_look(html, chosen_look(request))
    if TOKEN in html:
        html = html.replace(TOKEN, get_token(request))
    return HttpResponse(html)


def page_name(request: HttpRequest, key: PageKey, further: int | None) -> str:
    """A page's name in the cache: a digest of all that shows on it of the chapter, of the reader
    and of their browser, and of the files that it asks for."""
    reader = request.user
    depends_on = (
        key._replace(furthest=None),
        further,
        reader.pk,
        str(reader),
        reader.is_staff,
        collapsed_notes(request),
        switches(request),
        request.build_absolute_uri("/"),
        app_shell().version,
    )
    return sha256(repr(depends_on).encode()).hexdigest()
