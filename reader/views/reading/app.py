"""The app that one installs: what a browser and a phone ask for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

PAPER = "#fbf9f5"
"""The colour of the app's window before a page is there: --paper in static/css/tokens.css. A
manifest knows no custom properties."""
ICONS = (
    ("gloss-192", 192, "any"),
    ("gloss-512", 512, "any"),
    ("gloss-maskable-192", 192, "maskable"),
    ("gloss-maskable-512", 512, "maskable"),
)
"""The files of static/icons/, how many pixels wide they are, and what each is for."""


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a browser needs to know to install Gloss as an app."""
    library = reverse("library")
    icons = [{"src": static("icons/gloss.svg"), "sizes": "any", "type": "image/svg+xml"}]
    for name, size, purpose in ICONS:
        icons.append(
            {
                "src": static(f"icons/{name}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
        )
    said = {
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
            {"name": "Saved for offline", "url": reverse("offline_library")},
            {"name": "My highlights", "url": reverse("highlight_list")},
        ],
    }
    return JsonResponse(said, content_type="application/manifest+json")


@require_safe
def touch_icon(request: HttpRequest) -> HttpResponse:
    """The icon that iOS looks for at this URL."""
    return HttpResponseRedirect(static("icons/gloss-touch.png"))
