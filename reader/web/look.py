"""The look of pages: a reader's from their account, a visitor's from a cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string

from reader.models.people.look import Look

COOKIE = "look"
PLAIN, HEAD = '<html lang="en"', "<head>"
"""How the parts of a page begin that say its look; the first in the default one."""


def look(request: HttpRequest) -> dict[str, object]:
    """For every template: the chosen look and the default one, and who may sign up."""
    return {
        "look": chosen_look(request),
        "plain_look": Look(),
        "demo": settings.DEMO,
        "signup_open": settings.SIGNUP == "open",
        "closed_house": settings.CLOSED_HOUSE,
    }


def chosen_look(request: HttpRequest) -> Look:
    """A reader's look from their account, on any device; a visitor's from their browser. A
    browser that is told to save data is shown it without letters of ours that nobody chose."""
    reader = getattr(request, "user", None)
    look = look_of_browser(request)
    if reader is not None and reader.is_authenticated:
        look = Look(reader.look)
    look.saves_data = request.headers.get("Save-Data", "").strip().lower() == "on"
    return look


def look_of_browser(request: HttpRequest) -> Look:
    """What a visitor chose in this browser."""
    return Look.from_cookie(request.COOKIES.get(COOKIE, ""))


def with_look(page: str, look: Look) -> str:
    """A page that was made in the default look, in another."""
    if not look:
        return page
    page = page.replace(PLAIN, f"{PLAIN}{look.attributes}", 1)
    for italics in (True, False):
        plain = _head(Look(), italics)
        if plain in page:
            return page.replace(plain, _head(look, italics), 1)
    return page


def _head(look: Look, italics: bool) -> str:
    """How a page's head begins: with the fonts that it asks for at once."""
    context = {"look": look, "italics": italics}
    return HEAD + render_to_string("reading/_font_preload.html", context)
