"""Reading without a network: the service worker, and the pages that it falls back on."""

from __future__ import annotations

import json

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reader.models import Highlight
from reader.web.app_shell import app_shell
from reader.web.worker_routes import worker_paths, worker_routes


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root so that the whole site is in its scope.

    Its version, the files of that version and the paths that it tells apart are in its own text:
    a new deployment is a new worker, and its worker brings its own files.
    """
    made = app_shell()
    known = {
        "VERSION": made.version,
        "SHELL": [*made.files, reverse("offline_page")],
        "ROUTES": worker_routes(),
        "PATHS": worker_paths(),
    }
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in known.items())
    response = HttpResponse(head + made.worker, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline_page(request: HttpRequest) -> HttpResponse:
    """What stands in for a page that is not saved. The same for everybody: it is kept for all."""
    context = {"away": True, "user": AnonymousUser(), "colours": Highlight.Colour.values}
    return render(request, "reading/offline.html", context)


@require_safe
def offline_library(request: HttpRequest) -> HttpResponse:
    """What is saved in this browser, and what waits to be sent. The browser knows: we do not."""
    return render(request, "reading/offline.html")


@require_safe
@never_cache
def offline_session(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and a fresh token, for sending what has waited."""
    return JsonResponse({"reader": request.user.pk or 0, "token": get_token(request)})
