"""A story's own page: what it is, and its contents."""

from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reader.models import Chapter, Progress, Reading, Story
from reader.views.shelves import shelves_for


def story(request: HttpRequest, slug: str) -> HttpResponse:
    """Summary, notes, contents, and where the reader stopped."""
    found = get_object_or_404(
        Story.objects.visible_to(request.user).select_related("author").prefetch_related("tags"),
        slug=slug,
    )
    own = Reading.objects.of(request.user)
    chapters = list(
        Chapter.objects.visible_to(request.user)
        .in_story()
        .filter(story=found)
        .annotate(
            overtaken=own.overtaken().filter(chapter=OuterRef("pk")).values("revision__number")[:1]
        )
        .select_related("revision")
        .only("story", "number", "title", "words", "published_at", "revision__number")
    )
    progress = (
        Progress.objects.of(request.user)
        .filter(story=found, chapter__number__isnull=False)
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
            "shelves": shelves_for(request, found),
            "notes_before": [note for note in notes if note.place == "before"],
            "notes_after": [note for note in notes if note.place == "after"],
        },
    )
