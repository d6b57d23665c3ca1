"""Downloads: a story as a file, made once for everybody who asks for the same."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.cache import caches
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from reader.exporting import FORMATS, Edition
from reader.exporting.stories.endnotes import highlights_of, threads_of
from reader.exporting.stories.epub.book import as_epub
from reader.models import Reader, Story
from reader.views.site.errors import say_plainly
from reader.web.rate_limits import hit
from reader.web.request import HtmxHttpRequest

WITH = {"highlights": "My highlights and notes", "threads": "What readers said"}
"""What an EPUB may hold besides, and the heading that it stands under."""
TOO_MANY = "Too many downloads in a short time. Wait a minute, then try again."


@require_safe
def download(request: HtmxHttpRequest, slug: str, form: str) -> HttpResponse:
    """The story in one of the formats; as EPUB, `?with=highlights` or `?with=threads` too."""
    story = get_object_or_404(
        Story.objects.visible_to(request.user).select_related("author"), slug=slug
    )
    also = request.GET.get("with", "")
    if form not in FORMATS:
        raise Http404
    if also and (form != "epub" or also not in WITH):
        raise BadRequest("Only an EPUB can come with=highlights or with=threads.")
    if also == "highlights" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    edition = Edition(story)
    if not edition.chapters:
        raise Http404
    state = _state(edition, form, also, request.user)
    response = get_conditional_response(request, etag=f'"{state}"')
    if response is None:
        is_everybodys = also != "highlights"
        data = caches["downloads"].get(state) if is_everybodys else None
        if data is None:
            if not hit(request, "download"):
                return say_plainly(request, TOO_MANY, 429)
            data = _made(edition, form, also, request.user)
            if is_everybodys:
                caches["downloads"].set(state, data)
        response = HttpResponse(data, content_type=FORMATS[form].media_type)
        response["Content-Disposition"] = _disposition(story, form, also)
    response["ETag"] = f'"{state}"'
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _state(edition: Edition, form: str, also: str, reader: Reader | AnonymousUser) -> str:
    """A digest of all that the file depends on, which names it in the cache and to browsers."""
    facts = [edition.stamp, form, also]
    if also:
        facts += [str(chapter.stamp) for chapter in edition.chapters]
    if also == "highlights" and isinstance(reader, Reader):
        facts.append(str(reader.pk))
    return sha256(" ".join(facts).encode()).hexdigest()[:32]


def _made(edition: Edition, form: str, also: str, reader: Reader | AnonymousUser) -> bytes:
    if also == "threads":
        endnotes = threads_of(edition)
    elif also == "highlights" and isinstance(reader, Reader):
        endnotes = highlights_of(edition, reader)
    else:
        return FORMATS[form].export(edition)
    return as_epub(edition, endnotes=endnotes, heading=WITH[also])


def _disposition(story: Story, form: str, also: str) -> str:
    """The file's name twice: for browsers that know only ASCII, and as the story is called."""
    ending = FORMATS[form].extension
    title = " ".join(re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]', " ", story.title).split()) or story.slug
    plain, full = story.slug, title[:120].strip(". ") or story.slug
    if also:
        plain, full = f"{plain}-{also}", f"{full} ({WITH[also].lower()})"
    return f"attachment; filename=\"{plain}{ending}\"; filename*=UTF-8''{quote(full + ending)}"
