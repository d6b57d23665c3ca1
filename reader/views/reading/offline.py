"""Reading without a network: the app that one installs, its worker, and what it falls back on."""

from __future__ import annotations

import json

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reader.models import Highlight
from reader.web.shell import shell

PAPER, LEATHER = "#fbf9f5", "#8a3b22"
"""The colours of the app's window before a page is there: --paper in static/css/tokens.css, and
the cover of static/icons/gloss.svg. A manifest knows no custom properties."""


def version(request: HttpRequest) -> dict[str, str]:
    """For every template: the version that its page belongs to."""
    return {"version": shell().version}


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a browser needs to know to install Gloss as an app."""
    library = reverse("library")
    icons = [
        {"src": static("icons/gloss.svg"), "sizes": "any", "type": "image/svg+xml"},
        *(
            {
                "src": static(f"icons/{name}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for name, size, purpose in (
                ("gloss-192", 192, "any"),
                ("gloss-512", 512, "any"),
                ("gloss-maskable-192", 192, "maskable"),
                ("gloss-maskable-512", 512, "maskable"),
            )
        ),
    ]
    return JsonResponse(
        {
            "id": library,
            "name": "Gloss",
            "short_name": "Gloss",
            "description": "Read serial fiction, and talk in the margin.",
            "start_url": library,
            "scope": library,
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "categories": ["books", "entertainment"],
            "icons": icons,
            "shortcuts": [
                {"name": "Kept for offline", "url": reverse("offline_library")},
                {"name": "My highlights", "url": reverse("highlight_list")},
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
def touch_icon(request: HttpRequest) -> HttpResponse:
    """The icon that iOS looks for at this address."""
    return HttpResponseRedirect(static("icons/gloss-touch.png"))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root so that the whole site is in its scope.

    Its version and the files of that version are in its own text: a new deployment is a new
    worker, and its worker brings its own files.
    """
    made = shell()
    known = {"VERSION": made.version, "SHELL": [*made.files, reverse("offline_page")]}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in known.items())
    response = HttpResponse(head + made.worker, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What stands in for a page that is not kept. The same for everybody: it is kept for all."""
    context = {"away": True, "user": AnonymousUser(), "colours": Highlight.Colour.values}
    return render(request, "reading/offline.html", context)


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What is kept in this browser, and what waits to be sent. The browser knows: we do not."""
    return render(request, "reading/offline.html")


@require_safe
@never_cache
def visit(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and a fresh token, for sending what has waited."""
    return JsonResponse({"reader": request.user.pk or 0, "token": get_token(request)})
