"""Catalogues for e-reader apps: the same places as OPDS 1.2 and as OPDS 2.0.

Each view is told in which `version` to write: the module `opds1` or `opds2`. The catalogue holds
what anybody may read; a reader's own shelves are shown to them alone.
"""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime
from types import ModuleType
from urllib.parse import urlencode

from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from reader.models import Reader, Shelf, Story, Tag
from reader.models.library.story import StoryQuerySet, first_words
from reader.views.catalogs import opds1
from reader.views.catalogs.atom import NEVER
from reader.views.catalogs.catalog_page import NEW, Leaf, Place
from reader.web.rate_limits import hit, is_allowed

STORIES_ON_A_PAGE = 30
PLACES_ON_A_PAGE = 100
LISTED = {
    Tag.Kind.FANDOM: "Fandoms",
    Tag.Kind.RELATIONSHIP: "Relationships",
    Tag.Kind.CHARACTER: "Characters",
    Tag.Kind.TAG: "Tags",
}
"""The kinds of tag that one browses by, and what their lists are called."""


def readable() -> StoryQuerySet:
    """Stories that anybody may read and download, with when they changed."""
    return (
        Story.objects.visible_to(AnonymousUser())
        .with_changed_at()
        .filter(words__gt=0)
        .select_related("author")
        .prefetch_related("tags")
    )


def root(request: HttpRequest, version: ModuleType) -> HttpResponse:
    """Where an app begins."""
    at = version.NAMESPACE
    there = Story.objects.visible_to(AnonymousUser())
    worn = Tag.objects.filter(stories__in=there).order_by()
    listed = [
        Place(title, reverse(f"{at}:tags", args=[kind]), f"Stories by their {kind}.", deeper=True)
        for kind, title in LISTED.items()
        if worn.filter(kind=kind).exists()
    ]
    places = [
        Place("New stories", reverse(f"{at}:new"), "The latest published first.", NEW),
        Place("Latest chapters", reverse(f"{at}:updated"), "The latest updated first."),
        Place("Finished stories", reverse(f"{at}:complete"), "Told to their end."),
        *listed,
        Place("Authors", reverse(f"{at}:authors"), "Stories by their author.", deeper=True),
        Place("My shelves", reverse(f"{at}:shelves"), "What you keep here.", deeper=True),
    ]
    leaf = Leaf("Gloss", reverse(f"{at}:root"), places=places, updated=latest(there))
    return version.write(request, leaf)


def latest(there: StoryQuerySet) -> datetime:
    """When the newest story of some came."""
    return there.aggregate(latest=Max("published_at"))["latest"] or NEVER


def new(request: HttpRequest, version: ModuleType) -> HttpResponse:
    stories = readable().order_by("-published_at", "-pk")
    return _stories(request, version, "New stories", stories)


def updated(request: HttpRequest, version: ModuleType) -> HttpResponse:
    stories = readable().order_by("-changed_at", "-pk")
    return _stories(request, version, "Latest chapters", stories)


def complete(request: HttpRequest, version: ModuleType) -> HttpResponse:
    stories = readable().filter(status=Story.Status.COMPLETE).order_by("-changed_at", "-pk")
    return _stories(request, version, "Finished stories", stories)


def search(request: HttpRequest, version: ModuleType) -> HttpResponse:
    query = request.GET.get("query", "")[:200]
    stories = readable().matching(query).order_by("-changed_at", "-pk")
    title = f"Stories with “{first_words(query)}”" if query.strip() else "All stories"
    return _stories(request, version, title, stories)


def tags(request: HttpRequest, version: ModuleType, kind: str) -> HttpResponse:
    """The tags of one kind, by name."""
    if kind not in Tag.Kind.values:
        raise Http404
    at = version.NAMESPACE
    there = Story.objects.visible_to(AnonymousUser()).filter(words__gt=0)
    worn = (
        Tag.objects.filter(kind=kind, stories__in=there)
        .annotate(worn=Count("stories"))
        .order_by("name", "pk")
    )
    page = Paginator(worn, PLACES_ON_A_PAGE).get_page(request.GET.get("page"))
    places = [
        Place(tag.name, reverse(f"{at}:tag", args=[kind, tag.pk]), count=tag.worn) for tag in page
    ]
    title = LISTED.get(kind, Tag.Kind(kind).label)
    leaf = Leaf(title, reverse(f"{at}:root"), page=page, places=places, updated=latest(there))
    return version.write(request, leaf)


def tag(request: HttpRequest, version: ModuleType, kind: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Tag, kind=kind, pk=pk)
    stories = readable().filter(pk__in=found.stories.order_by().values("pk"))
    if not stories.exists():
        raise Http404
    stories = stories.order_by("-changed_at", "-pk")
    up = reverse(f"{version.NAMESPACE}:tags", args=[kind])
    return _stories(request, version, found.name, stories, up)


def authors(request: HttpRequest, version: ModuleType) -> HttpResponse:
    """The names on the covers."""
    at = version.NAMESPACE
    there = Story.objects.visible_to(AnonymousUser()).filter(words__gt=0)
    names = there.with_credit().order_by().values("credited").annotate(written=Count("pk"))
    page = Paginator(names.order_by("credited"), PLACES_ON_A_PAGE)
    page = page.get_page(request.GET.get("page"))
    places = [
        Place(
            row["credited"],
            f"{reverse(f'{at}:author')}?{urlencode({'name': row['credited']})}",
            count=row["written"],
        )
        for row in page
    ]
    leaf = Leaf("Authors", reverse(f"{at}:root"), page=page, places=places, updated=latest(there))
    return version.write(request, leaf)


def author(request: HttpRequest, version: ModuleType) -> HttpResponse:
    """Stories by the name on their cover, `?name=`."""
    name = request.GET.get("name", "")
    stories = readable().with_credit().filter(credited=name).order_by("-changed_at", "-pk")
    if not stories.exists():
        raise Http404
    return _stories(request, version, name, stories, reverse(f"{version.NAMESPACE}:authors"))


def story(request: HttpRequest, version: ModuleType, slug: str) -> HttpResponse:
    return version.write_story(request, get_object_or_404(readable(), slug=slug))


def description(request: HttpRequest, version: ModuleType) -> HttpResponse:
    """How apps search, which OPDS 2.0 says in a link."""
    return opds1.write_description(request)


def shelves(request: HttpRequest, version: ModuleType) -> HttpResponse:
    """A reader's own shelves."""
    reader = reader_of(request)
    if reader is None:
        return who_are_you(request)
    at = version.NAMESPACE
    places = [
        Place(str(shelf), reverse(f"{at}:shelf", args=[shelf.key]), count=shelf.story_count)
        for shelf in Shelf.objects.counted(AnonymousUser()).all_of(reader)
    ]
    return version.write(request, Leaf("My shelves", reverse(f"{at}:root"), places=places))


def shelf(request: HttpRequest, version: ModuleType, key: str) -> HttpResponse:
    reader = reader_of(request)
    if reader is None:
        return who_are_you(request)
    found = Shelf.objects.find(reader, key)
    if found is None:
        raise Http404
    stories = readable().filter(pk__in=Story.objects.on_shelf(found).order_by().values("pk"))
    up = reverse(f"{version.NAMESPACE}:shelves")
    return _stories(request, version, str(found), stories.order_by("-changed_at", "-pk"), up)


def _stories(
    request: HttpRequest, version: ModuleType, title: str, stories: StoryQuerySet, up: str = ""
) -> HttpResponse:
    page = Paginator(stories, STORIES_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    leaf = Leaf(
        title,
        up or reverse(f"{version.NAMESPACE}:root"),
        page=page,
        stories=shown,
        updated=max((story.changed_at for story in shown), default=NEVER),
    )
    return version.write(request, leaf)


def reader_of(request: HttpRequest) -> Reader | None:
    """Who asks: by the session of a browser, or by name and password (RFC 7617) as apps do.

    Wrong passwords are counted, and after a few of them none is tried for a while.
    """
    if isinstance(request.user, Reader):
        return request.user
    scheme, _, said = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        username, parted, password = b64decode(said, validate=True).decode().partition(":")
    except ValueError:
        return None
    if not parted or "\0" in username:
        return None
    if not is_allowed(request, "catalog_password_failed", key=username.lower()):
        return None
    found = authenticate(request, username=username, password=password)
    if found is None:
        hit(request, "catalog_password_failed", key=username.lower())
    return found


def who_are_you(request: HttpRequest) -> HttpResponse:
    """401, with an Authentication for OPDS 1.0 document for apps that show it."""
    about = {
        "id": request.build_absolute_uri(request.path),
        "title": "Gloss",
        "description": "Sign in with your name and password here to see your shelves.",
        "authentication": [
            {
                "type": "http://opds-spec.org/auth/basic",
                "labels": {"login": "Username", "password": "Password"},
            }
        ],
    }
    kind = "application/opds-authentication+json"
    response = JsonResponse(about, status=401, content_type=kind)
    response["WWW-Authenticate"] = 'Basic realm="Gloss", charset="UTF-8"'
    return response


def _public(view: object) -> object:
    return require_safe(conditional_page(cache_control(public=True, max_age=300)(view)))


def _own(view: object) -> object:
    return require_safe(cache_control(private=True, no_store=True)(view))


def places_in(version: ModuleType) -> tuple[list[URLPattern], str]:
    """The addresses of the catalogue in one version, for `include`."""
    told = {"version": version}
    public = [
        ("", root, "root"),
        ("new/", new, "new"),
        ("updated/", updated, "updated"),
        ("complete/", complete, "complete"),
        ("search/", search, "search"),
        ("tags/<str:kind>/", tags, "tags"),
        ("tags/<str:kind>/<int:pk>/", tag, "tag"),
        ("authors/", authors, "authors"),
        ("by/", author, "author"),
        ("stories/<slug:slug>/", story, "story"),
    ]
    if version is opds1:
        public.append(("search.xml", description, "description"))
    own = [("shelves/", shelves, "shelves"), ("shelves/<str:key>/", shelf, "shelf")]
    patterns = [path(route, _public(view), told, name=name) for route, view, name in public]
    patterns += [path(route, _own(view), told, name=name) for route, view, name in own]
    return patterns, version.NAMESPACE
