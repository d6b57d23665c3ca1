"""Tells open pages that nothing has changed, before anything of a request is looked at: hundreds of
them ask every few seconds, and that must cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from reader.web.open_chapters import OpenChapters

_ASKED = re.compile(r"/live/(\d{1,18})/([\d.]{1,90})/")
Application = Callable[[dict[str, Any], Callable], Iterable[bytes]]


def answer_unchanged(application: Application) -> Application:
    """Answer 204 to who names the present stamps of a chapter that everybody may read. Nobody
    learns anything by that: stamps are random. All else is for `views/reading/live.py`."""
    chapters = OpenChapters()

    def answer(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if settings.CLOSED_HOUSE:  # who asks has to be looked at
            return application(environ, start_response)
        if environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING"):
            asked = _ASKED.fullmatch(environ.get("PATH_INFO", ""))
            if asked and _stamps(chapters, int(asked[1])) == asked[2]:
                start_response("204 No Content", [("Cache-Control", "no-store")])
                return []
        return application(environ, start_response)

    return answer


def _stamps(chapters: OpenChapters, chapter: int) -> str | None:
    try:
        return chapters.stamps(chapter)
    except DatabaseError:  # the view will say so
        return None
