"""Who was signed in last in a browser: a signed cookie, which every page made for a reader sets and
signing out leaves."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from reader.web.cookies import A_YEAR

COOKIE = "whose"


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookie where the response is a page that was made for a reader."""
    reader = getattr(request, "_cached_user", None)  # who never was asked for need not be loaded
    html = response.get("Content-Type", "").startswith("text/html")
    if reader is None or not reader.is_authenticated or not html:
        return
    if key_of(request) != str(reader.pk):
        response.set_signed_cookie(
            COOKIE,
            str(reader.pk),
            salt=COOKIE,
            max_age=A_YEAR,
            path=settings.SESSION_COOKIE_PATH,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def key_of(request: HttpRequest) -> str:
    """The primary key of the reader who was signed in last, or an empty string."""
    return request.get_signed_cookie(COOKIE, default="", salt=COOKIE) or ""
