"""A story's own page: what it is, and its contents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reader.models import Chapter, Progress, Story


def story(request: HttpRequest, slug: str) -> HttpResponse:
    """Summary, notes, contents, and where the reader stopped."""
    found = get_object_or_404(
        Story.objects.visible_to(request.user).select_related("author").prefetch_related("tags"),
        slug=slug,
    )
    chapters = Chapter.objects.visible_to(request.user).filter(story=found).defer("revision")
    chapters = list(chapters.order_by("number"))
    progress = (
        Progress.objects.of(request.user)
        .filter(story=found)
        .select_related("chapter__revision", "chapter__story", "revision")
        .first()
    )
    notes = list(found.notes.all())
    return render(
        request,
        "story.html",
        {
            "story": found,
            "chapters": chapters,
            "words": sum(chapter.words for chapter in chapters),
            "progress": progress,
            "notes_before": [note for note in notes if note.place == "before"],
            "notes_after": [note for note in notes if note.place == "after"],
        },
    )
