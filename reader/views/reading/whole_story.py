"""The whole story on one page: the first chapter at once, each other when one comes near it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string

from reader.actions.margin.margin import named_within
from reader.exporting.stories.edition import before_and_after
from reader.models import Chapter, Margin, Progress, Story
from reader.views.reading.chapter import chapter_for
from reader.views.reading.chapter import folded as kinds_folded
from reader.views.reading.switches import switched


def whole(request: HttpRequest, slug: str) -> HttpResponse:
    """Every chapter in its place, with its text or the way to it. Queries: constant."""
    story = get_object_or_404(
        Story.objects.visible_to(request.user).select_related("author").prefetch_related("tags"),
        slug=slug,
    )
    chapters = list(
        Chapter.objects.visible_to(request.user)
        .in_story()
        .filter(story=story, revision__isnull=False)
        .only("pk", "number", "title", "words", "story_id")
    )
    for chapter in chapters:
        chapter.story = story
    first = chapter_for(request, slug, chapters[0].number) if chapters else None
    place = Progress.objects.of(request.user).filter(story=story).first()
    before, after = before_and_after(story.notes.all())
    context = {
        "story": story,
        "warnings": [tag for tag in story.tags_in_order if tag.kind == "warning"],
        "notes_before": before,
        "notes_after": after,
        "folded": kinds_folded(request),
        "chapters": chapters,
        "words": sum(chapter.words for chapter in chapters),
        "place": next((c for c in chapters if place and c.pk == place.chapter_id), None),
        "first": painted(first, request) if first else "",
        "switches": switched(request),
    }
    return render(request, "reading/whole_story.html", context)


def part(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One chapter's text for the page of the whole story; without script, its own page."""
    chapter = chapter_for(request, slug, number)
    if not request.htmx:
        return HttpResponseRedirect(chapter.get_absolute_url())
    return HttpResponse(painted(chapter, request))


def painted(chapter: Chapter, request: HttpRequest) -> str:
    """The text with its marks, between the chapter's notes; every name in it unlike those of
    other chapters."""
    margin = Margin(chapter, request.user)
    within = f"c{chapter.number}-"
    folded = kinds_folded(request)

    def make() -> str:
        notes = list(chapter.notes.all())
        for note in notes:
            note.html = named_within(note.html, f"{within}n{note.pk}-")
        before, after = before_and_after(notes)
        context = {
            "chapter": chapter,
            "blocks": margin.blocks(within=within),
            "within": within,
            "folded": folded,
            "before": before,
            "after": after,
        }
        return render_to_string("reading/_whole_chapter.html", context)

    return margin.kept(f"whole-{chapter.number}-{'.'.join(folded)}", make)
