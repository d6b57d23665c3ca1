"""The whole story on one page, sent in order as its chapters are put together; of very many
chapters one range of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reader.actions.margin.lay_over import laid_over
from reader.actions.margin.own_mark import OwnMark, own_marks_on_chapters
from reader.actions.margin.shared_text import (
    SharedText,
    TextSource,
    has_talk,
    shared_text_among_many,
)
from reader.exporting.stories.edition import before_and_after
from reader.models import AuthorNote, Chapter, Highlight, Progress, Revision, Story
from reader.models.margin.sight import sight_of
from reader.models.margin.talk import is_talk_on_words
from reader.text.whole_numbers import whole_number
from reader.text.word_count import WORDS_A_MINUTE
from reader.views.reading.among_chapters import named_within, prefix_of
from reader.views.reading.parts import Parts
from reader.views.reading.question import asks_first, question_of_story, slots_of
from reader.views.reading.slots import parts_of, slot
from reader.views.site.errors import NotHere
from reader.web.collapsed_notes import collapsed_notes
from reader.web.request import HtmxHttpRequest
from reader.web.switches import switches


@asks_first
def whole_story(request: HtmxHttpRequest, slug: str) -> HttpResponseBase:
    """Every chapter with its notes and its margin; of a story of very many the range that has the
    chapter `?chapters=`. Queries: constant, once the texts have been painted."""
    story = get_object_or_404(
        Story.objects.visible_to(request.user).select_related("author").prefetch_related("tags"),
        slug=slug,
    )
    try:
        parts = Parts(story, request.user, whole_number(request.GET.get("chapters", "")))
    except LookupError as error:
        raise NotHere("There are no such chapters in this story.") from error
    start, _, end = parts_of(_frame(request, story, parts))
    return StreamingHttpResponse(_in_order(request, story, parts, start, end))


def _in_order(
    request: HtmxHttpRequest, story: Story, parts: Parts, start: str, end: str
) -> Iterator[str]:
    """The page, piece by piece. What all chapters have is asked for once, before the first."""
    yield start
    reader = request.user if request.user.is_authenticated else None
    collapsed = collapsed_notes(request)
    own: Mapping[int, list[OwnMark]] = {}
    if reader:
        sight = sight_of(reader, story.author_keys)
        own = own_marks_on_chapters(sight, story.pk, parts.first, parts.last)
    notes: dict[int | None, list[AuthorNote]] = {}
    for note in AuthorNote.objects.filter(chapter__in=parts.chapters).order_by("pk"):
        notes.setdefault(note.chapter_id, []).append(note)
    for chapter in parts.chapters:
        text = _text(chapter)
        every = range(len(text.blocks))
        blocks = laid_over(text, every, reader, own.get(chapter.pk, ()))
        yield _chapter_html(chapter, text, blocks, notes.get(chapter.pk, []), collapsed)
    yield end


def _text(chapter: Chapter) -> SharedText:
    """The painted text, where it is kept as the chapter's own page has it."""
    load = partial(Revision.objects.defer("source", "places").get, pk=chapter.revision_id)
    assert chapter.revision_id is not None
    return shared_text_among_many(TextSource(chapter.stamps, chapter.revision_id, load))


def _chapter_html(
    chapter: Chapter,
    text: SharedText,
    blocks: list[str],
    notes: list[AuthorNote],
    collapsed: list[str],
) -> str:
    """The text between the chapter's notes. Every name in it is unlike those of others."""
    prefix = prefix_of(chapter.number)
    for note in notes:
        note.html = named_within(note.html, f"{prefix}n{note.pk}-")
    before, after = before_and_after(notes)
    html = "\n".join(blocks)
    context = {
        "chapter": chapter,
        "prefix": prefix,
        "revision": chapter.current_revision.number,
        "text": mark_safe(named_within(html, prefix, chapter.get_absolute_url())),
        "length": text.length,
        "opening": text.opening,
        "has_talk": has_talk(blocks),
        "collapsed": collapsed,
        "before": before,
        "after": after,
    }
    return render_to_string("reading/_whole_chapter.html", context)


def _frame(request: HtmxHttpRequest, story: Story, parts: Parts) -> SafeString:
    """What is around the chapters, with a slot for them."""
    readable = Chapter.objects.visible_to(request.user).in_story()
    places = Progress.objects.of(request.user).filter(story=story, chapter__in=readable)
    place = places.values_list("chapter__number", flat=True).first()
    before, after = before_and_after(story.notes.all())
    question = question_of_story(request, story)
    switched = switches(request)
    context: dict[str, object] = {
        **slots_of(request, question),
        "story": story,
        "chapter": {"number": 0},
        "warnings": [tag for tag in story.tags_in_order if tag.kind == "warning"],
        "notes_before": before if parts.previous is None else [],
        "notes_after": after if parts.next is None else [],
        "collapsed": collapsed_notes(request),
        "parts": parts,
        "place": place,
        "is_place_here": place is not None and parts.has(place),
        "chapters": slot("chapters"),
        "colours": Highlight.Colour.values,
        "switches": switched,
        "checked": {"beside": " checked"} if switched["beside"] == "on" else {},
        "has_talk": is_talk_on_words(parts.chapters, request.user),
        "words_a_minute": WORDS_A_MINUTE,
        "italics": True,  # of so many chapters one has some
    }
    return render_to_string("reading/whole_story.html", context, request)
