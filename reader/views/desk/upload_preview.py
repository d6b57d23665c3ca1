"""The preview of an upload: the story as it will be."""

from __future__ import annotations

from collections.abc import Iterable, Set

from django.http import HttpResponse
from django.shortcuts import render

from reader.actions.library.store_upload import warnings_of
from reader.importing import Manuscript
from reader.models import Story, Upload
from reader.text.manuscripts import corrections
from reader.text.manuscripts.manuscript import Chapter
from reader.text.word_count import count_words
from reader.web.request import SignedInRequest

SHOWN = 3
"""Paragraphs of a chapter that are shown at once at its beginning, and at its end."""
BRIEF = 2 * SHOWN + 4
"""Paragraphs of a chapter that is shown whole at once."""


def upload_preview(
    request: SignedInRequest,
    waiting: Upload,
    manuscript: Manuscript,
    *,
    focus: int | None = None,
    whole: Set[int] = frozenset(),
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page: `focus` is the index of the chapter to look at next, and of the chapters whose
    index is in `whole` every paragraph is shown."""
    chapters = []
    for index, chapter in enumerate(manuscript.chapters):
        chapters.append(_shown(chapter, index in whole))
    context = {
        "upload": waiting,
        "manuscript": manuscript,
        "chapters": chapters,
        "doubts": manuscript.doubts + warnings_of(waiting),
        "error": error,
        "focus": focus,
        "stories": Story.objects.filter(author=request.user).order_by("-pk"),
        "kinds": ("note", "disclaimer", "warning", "dedication"),
    }
    return render(request, "desk/import_preview.html", context, status=status)


def _shown(chapter: Chapter, is_whole: bool) -> dict[str, object]:
    """What is shown of a chapter: all of it, or how it begins and ends."""
    parts = list(enumerate(corrections.paragraphs_of(chapter)))
    first, hidden, last = parts, 0, []
    if not is_whole and len(parts) > BRIEF:
        first, hidden, last = parts[:SHOWN], len(parts) - 2 * SHOWN, parts[-SHOWN:]
    return {
        "chapter": chapter,
        "words": count_words(chapter.source),
        "whole": is_whole,
        "first": _rendered(first),
        "hidden": hidden,
        "last": _rendered(last),
    }


def _rendered(parts: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Numbered paragraphs as they will stand."""
    return [(index, corrections.preview_of(words)) for index, words in parts]
