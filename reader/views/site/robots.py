"""What machines that collect pages are asked to leave alone: what is for one reader only, and whole
stories on one page, whose chapters they find one by one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix

PRIVATE = ("accounts", "admin", "comments", "desk", "highlights", "look", "passages")
LEFT_OUT = (*PRIVATE, "stories/*/all")


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    for name in () if settings.CLOSED_HOUSE else LEFT_OUT:
        lines.append(f"Disallow: {get_script_prefix()}{name}/")
    if settings.CLOSED_HOUSE:
        lines.append("Disallow: /")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
