"""What a reader switches on or off on the reading page: a cookie each, applied by the server."""

from __future__ import annotations

from django.http import HttpRequest

SWITCHES = {
    "beside": "Show every thread beside the text",
    "focus": "Dim all but the paragraph being read",
    "live": "Show what others write while a chapter is open",
    "keys": "Keyboard shortcuts: press ? for a list of them",
}
ON_BY_DEFAULT = {"beside", "keys", "live"}


def switches(request: HttpRequest) -> dict[str, str]:
    """Each switch, `on` or `off`."""
    states = {}
    for name in SWITCHES:
        state = "on" if name in ON_BY_DEFAULT else "off"
        chosen = request.COOKIES.get(name)
        states[name] = chosen if chosen in ("on", "off") else state
    return states


def takes_keys(request: HttpRequest) -> bool:
    """Whether a page takes single letters for shortcuts."""
    return switches(request)["keys"] == "on"
