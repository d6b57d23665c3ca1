"""What somebody was told of before they read a story, and read on: a cookie of this browser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from django.http import HttpRequest, HttpResponse

from reader.web.cookies import set_cookie

MOST = 80
"""Stories that are remembered, the latest."""
LONGEST = 3000
"""Characters of the cookie that are looked at."""
_AGREEMENT = re.compile(r"\d{1,19}-[0-9a-f]{8}")


def cookie_name(request: HttpRequest) -> str:
    """A name for each reader, so that nobody reads on by what another agreed to."""
    return f"agreed-{request.user.pk}" if request.user.is_authenticated else "agreed"


def agreement(story: int, told: Sequence[str]) -> str:
    """What the cookie says of the story of this key once its reader was `told` so: other words,
    and they are asked once more."""
    digest = sha256("\n".join(told).encode()).hexdigest()
    return f"{story}-{digest[:8]}"


def has_agreed(request: HttpRequest, agreement: str) -> bool:
    """Whether they were told that, and read on."""
    return agreement in _agreements(request)


def keep_agreement(request: HttpRequest, response: HttpResponse, agreement: str) -> None:
    """Remember it, in the place of what they agreed to before for this story."""
    story, _, _ = agreement.partition("-")
    others = [known for known in _agreements(request) if not known.startswith(f"{story}-")]
    set_cookie(request, response, cookie_name(request), ".".join([*others, agreement][-MOST:]))


def _agreements(request: HttpRequest) -> list[str]:
    known = request.COOKIES.get(cookie_name(request), "")[:LONGEST].split(".")
    return [one for one in known if _AGREEMENT.fullmatch(one)]
