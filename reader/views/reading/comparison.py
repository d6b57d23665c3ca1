"""What changed from one revision of a chapter to another, word by word."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from reader.models import Progress, Reading
from reader.views.reading.question import asks_first, question_of_story, slots_of
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.reading.revision import readable_revision
from reader.web.request import HtmxHttpRequest


@asks_first
def comparison(
    request: HtmxHttpRequest, slug: str, number: int, older: int, newer: int
) -> HttpResponse:
    """Two revisions side by side. Whoever has looked at the changes up to the present text knows
    it: nothing tells them of the revision any more."""
    chapter = readable_chapter(request.user, slug, number)
    old = readable_revision(request.user, chapter, older)
    new = readable_revision(request.user, chapter, newer)
    if new.pk == chapter.revision_id:
        Progress.objects.of(request.user).know(chapter, since=old)
        Reading.objects.of(request.user).know(chapter, since=old)
    rows, added, removed = [], 0, 0
    for pieces in new.compared_with(old):
        is_changed = False
        for piece in pieces:
            is_changed = is_changed or piece.kind != "same"
            if piece.kind == "new":
                added += piece.words
            elif piece.kind == "gone":
                removed += piece.words
        rows.append((pieces, is_changed))
    context = {
        **slots_of(request, question_of_story(request, chapter.story)),
        "chapter": chapter,
        "story": chapter.story,
        "old": old,
        "new": new,
        "rows": rows,
        "added": added,
        "taken": removed,
    }
    return render(request, "reading/comparison.html", context)
