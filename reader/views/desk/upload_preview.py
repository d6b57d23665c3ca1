"""The preview of an upload: the story as it will be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from django.http import HttpResponse
from django.shortcuts import render

from reader.actions.library.store_upload import warnings_of
from reader.importing import Manuscript
from reader.models import Story, Upload
from reader.models.library.chapter_range import CHAPTERS_IN_A_RANGE, start_of_range
from reader.text.manuscripts import corrections
from reader.text.manuscripts.paragraph_preview import (
    numbers_of_footnotes,
    preview_of,
    preview_of_footnotes,
)
from reader.text.manuscripts.typed_marks import TypedMarks, typed_marks
from reader.text.rendering.footnote_sources import footnotes_among
from reader.text.whole_numbers import whole_number
from reader.text.word_count import count_words
from reader.views.library.language_names import language_name
from reader.web.request import SignedInRequest

SHOWN = 3
"""Paragraphs of a chapter that are shown at once at its beginning, and at its end."""
BRIEF = 2 * SHOWN + 4
"""Paragraphs of a chapter that is shown whole at once."""
MOST_AT_ONCE = 100
"""Chapters that are shown together; where there are more, they come in ranges."""


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
    shown = indexes_shown(request, len(manuscript.chapters), focus)
    chapters = []
    for index in shown:
        chapters.append(_shown(index, manuscript, index in whole))
    context = {
        "upload": waiting,
        "manuscript": manuscript,
        "facts": _facts(manuscript),
        "chapters": chapters,
        "ranges": _ranges(len(manuscript.chapters)),
        "first": shown.start + 1,
        "doubts": manuscript.doubts + warnings_of(waiting),
        "typed": _typed(waiting, manuscript),
        "error": error,
        "focus": focus,
        "stories": Story.objects.by(request.user).order_by("-pk"),
        "kinds": ("note", "disclaimer", "warning", "dedication"),
    }
    return render(request, "desk/import_preview.html", context, status=status)


def _facts(manuscript: Manuscript) -> list[str]:
    """Its rating, status and language, as a story's page says them; none if the file says none."""
    if not (manuscript.rating or manuscript.status or manuscript.language):
        return []
    rating = dict(Story.Rating.choices).get(manuscript.rating, manuscript.rating)
    status = dict(Story.Status.choices).get(manuscript.status, manuscript.status)
    language = language_name(manuscript.language) if manuscript.language else ""
    return [rating, status or "Status not given", language or "Language not given"]


def _typed(waiting: Upload, manuscript: Manuscript) -> TypedMarks | None:
    """What smart typography is offered for; None where it is not, or the story has it already."""
    if waiting.story and waiting.story.smart:
        return None
    return typed_marks(manuscript)


def indexes_shown(request: SignedInRequest, count: int, focus: int | None) -> range:
    """The indexes of the chapters that are shown of so many: all, or the range that has the one
    to look at, or else the one whose number a form or an address names."""
    if count <= MOST_AT_ONCE:
        return range(count)
    asked = request.POST.getlist("chapters") or request.GET.getlist("chapters") or [""]
    if focus is None:
        focus = (whole_number(asked[-1]) or 1) - 1
    start = start_of_range(min(focus, count - 1) + 1) - 1
    return range(start, min(start + CHAPTERS_IN_A_RANGE, count))


def _ranges(count: int) -> list[tuple[int, int]]:
    """The first and the last number of each range, where not all chapters are shown together."""
    if count <= MOST_AT_ONCE:
        return []
    firsts = range(1, count + 1, CHAPTERS_IN_A_RANGE)
    return [(first, min(first + CHAPTERS_IN_A_RANGE - 1, count)) for first in firsts]


def _shown(index: int, manuscript: Manuscript, is_whole: bool) -> dict[str, object]:
    """What is shown of a chapter: all of it, or how it begins and ends."""
    chapter = manuscript.chapters[index]
    paragraphs = corrections.paragraphs_of(chapter)
    parts = list(enumerate(paragraphs))
    footnotes = footnotes_among(paragraphs)
    numbers = numbers_of_footnotes(paragraphs)
    first, hidden, last = parts, 0, []
    if not is_whole and len(parts) > BRIEF:
        first, hidden, last = parts[:SHOWN], len(parts) - 2 * SHOWN, parts[-SHOWN:]
    return {
        "at": index,
        "number": index + 1,
        "chapter": chapter,
        "words": count_words(chapter.source),
        "whole": is_whole,
        "first": _rendered(first, manuscript, footnotes, numbers),
        "hidden": hidden,
        "last": _rendered(last, manuscript, footnotes, numbers),
        "footnotes": footnotes,
    }


def _rendered(
    parts: Iterable[tuple[int, str]],
    manuscript: Manuscript,
    footnotes: Set[int],
    numbers: Mapping[str, int],
) -> list[tuple[int, str]]:
    """Numbered paragraphs as they will stand."""
    smart, language = manuscript.smart, manuscript.language or "en"
    shown = []
    for index, words in parts:
        show = preview_of_footnotes if index in footnotes else preview_of
        shown.append((index, show(words, numbers=numbers, smart=smart, language=language)))
    return shown
