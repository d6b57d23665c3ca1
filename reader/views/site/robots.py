"""What machines that collect pages are asked to leave alone: what is for one reader only."""

from django.http import HttpRequest, HttpResponse

ROBOTS = """User-agent: *
Disallow: /accounts/
Disallow: /admin/
Disallow: /comments/
Disallow: /desk/
Disallow: /highlights/
Disallow: /look/
Disallow: /passages/
"""


def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
