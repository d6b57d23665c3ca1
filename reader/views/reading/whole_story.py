"""The whole story on one page: the first chapter at once, each other when one comes near it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string

from reader.actions.margin.lay_over import lay_over
from reader.actions.margin.own_mark import own_marks
from reader.actions.margin.painted_block import named_within
from reader.actions.margin.shared_text import TextSource, shared_text
from reader.exporting.stories.edition import before_and_after
from reader.models import Chapter, Progress, Story
from reader.text.whole_numbers import whole_number
from reader.text.word_count import WORDS_A_MINUTE
from reader.views.reading.parts import Parts
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.site.errors import NotHere
from reader.web.collapsed_notes import collapsed_notes
from reader.web.request import HtmxHttpRequest
from reader.web.switches import switches


def whole_story(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Every chapter in its place, with its text or the way to it, or the way to a range of very
    many: to htmx the one that `?chapters=` names. Queries: constant."""
    story = get_object_or_404(
        Story.objects.visible_to(request.user).select_related("author").prefetch_related("tags"),
        slug=slug,
    )
    wanted = whole_number(request.GET.get("chapters", ""))
    readable = Chapter.objects.visible_to(request.user).in_story()
    places = Progress.objects.of(request.user).filter(story=story, chapter__in=readable)
    stopped_in = places.values_list("chapter__number", flat=True).first()
    parts = Parts(story, request.user, wanted or stopped_in or 1)
    if request.htmx and wanted:
        found = parts.range_of(wanted)
        if found is None:
            raise NotHere("There are no such chapters in this story.")
        return render(request, "reading/_parts.html", {"story": story, "range": found})
    first = ""
    if parts.ranges:
        first = _chapter_html(request, readable_chapter(request.user, slug, parts.ranges[0].first))
    before, after = before_and_after(story.notes.all())
    context = {
        "story": story,
        "warnings": [tag for tag in story.tags_in_order if tag.kind == "warning"],
        "notes_before": before,
        "notes_after": after,
        "collapsed": collapsed_notes(request),
        "parts": parts,
        "place": stopped_in,
        "first": first,
        "switches": switches(request),
        "words_a_minute": WORDS_A_MINUTE,
    }
    return render(request, "reading/whole_story.html", context)


def chapter_text(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """One chapter's text for the page of the whole story; without script, its own page."""
    chapter = readable_chapter(request.user, slug, number)
    if not request.htmx:
        return HttpResponseRedirect(chapter.get_absolute_url())
    return HttpResponse(_chapter_html(request, chapter))


def _chapter_html(request: HtmxHttpRequest, chapter: Chapter) -> str:
    """The text with its marks, between the chapter's notes. Every name in it is unlike those of
    other chapters."""
    within = f"c{chapter.number}-"
    notes = list(chapter.notes.all())
    for note in notes:
        note.html = named_within(note.html, f"{within}n{note.pk}-")
    before, after = before_and_after(notes)
    context = {
        "chapter": chapter,
        "text": _text(request, chapter, within),
        "collapsed": collapsed_notes(request),
        "before": before,
        "after": after,
    }
    return render_to_string("reading/_whole_chapter.html", context)


def _text(request: HtmxHttpRequest, chapter: Chapter, within: str) -> str:
    """The painted text: what is the same for all, with the reader's own marks laid over it."""
    revision = chapter.current_revision
    base = chapter.get_absolute_url()
    source = TextSource(chapter.stamps, revision.pk, lambda: revision, within, base)
    reader = request.user.pk
    own = own_marks(reader, chapter.pk, revision.pk) if reader else []
    return lay_over(shared_text(source), reader or 0, own)
