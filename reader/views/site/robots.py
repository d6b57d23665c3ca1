"""What machines that collect pages are asked to leave alone: what is for one reader only, and whole
stories on one page, whose chapters they find one by one."""

from django.http import HttpRequest, HttpResponse

ROBOTS = """User-agent: *
Disallow: /accounts/
Disallow: /admin/
Disallow: /comments/
Disallow: /desk/
Disallow: /highlights/
Disallow: /look/
Disallow: /passages/
Disallow: /stories/*/all/
"""


def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
