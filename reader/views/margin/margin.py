"""The margin: threads beside the text, opened by htmx, or pages of their own without it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django_htmx.http import HttpResponseClientRedirect

from reader.models import Chapter, Highlight, Margin, Passage
from reader.models.library.chapter import WordsAreGone
from reader.models.people.reader import Reader
from reader.views.reading.chapter import chapter_for, render_article
from reader.views.site.errors import WORDS_ARE_GONE, NotHere, say_plainly
from reader.views.site.forms import CommentForm, HighlightForm, SelectionForm

if TYPE_CHECKING:
    from django.forms import Form

MANY = 30
"""Threads that one panel shows at once."""


class Thread:
    """A passage, or a stretch that may become one, with what this reader may see and do there."""

    def __init__(
        self,
        reader: object,
        chapter: Chapter,
        *,
        passage: Passage | None = None,
        place: tuple[int, int] | None = None,
        form: Form | None = None,
    ) -> None:
        self.chapter, self.passage, self.reader = chapter, passage, reader
        self.form = form or CommentForm()
        self.start, self.end = place or (passage.start, passage.end)
        self.quote = passage.quote if passage else chapter.text[self.start : self.end]
        self.highlight: object | None = None
        self.comments: list[object] = []
        self.shown_by: list[Reader] = []

    @cached_property
    def highlight_form(self) -> Form:
        """What the reader may change of their highlight."""
        return HighlightForm(instance=self.highlight)

    @property
    def name(self) -> str:
        return str(self.passage.pk) if self.passage else "new"

    @property
    def revision(self) -> int:
        return self.chapter.revision.number

    @property
    def words(self) -> str:
        """The words as they stand in the chapter now."""
        return "" if self.loose else self.chapter.text[self.start : self.end]

    @property
    def block(self) -> int:
        return self.chapter.revision.block_at(self.start)

    @property
    def loose(self) -> bool:
        """Whether the words are not to be read in the story any more."""
        return bool(self.passage and (self.passage.loose or self.chapter.number is None))

    @property
    def more(self) -> int:
        """How many comments there are besides the first."""
        return sum(1 + len(comment.replies.all()) for comment in self.comments) - 1

    @property
    def now(self) -> str:
        """The words as they are now, where the author changed them since they were marked."""
        return "" if self.words == self.quote else self.words


def threads_of(request: HttpRequest, chapter: Chapter, passages: list[Passage]) -> list[Thread]:
    """Threads of visible passages, with their highlights and comments loaded in one batch."""
    if not passages:
        return []
    threads = {p.pk: Thread(request.user, chapter, passage=p) for p in passages}
    for passage in Passage.objects.with_voices(request.user, threads):
        thread = threads[passage.pk]
        thread.comments = list(passage.comments.all())
        for highlight in passage.highlights.all():
            if highlight.reader_id == request.user.pk:
                thread.highlight = highlight
            else:
                thread.shown_by.append(highlight.reader)
    return list(threads.values())


def panel(request: HttpRequest, chapter: Chapter, passages: list[Passage]) -> list[Thread]:
    """The threads that stand open in the margin."""
    return threads_of(request, chapter, passages[:MANY]) if passages else []


def passage(request: HttpRequest, pk: int) -> HttpResponse:
    """A thread; `?also=` names others that overlap it, to be shown below."""
    found = _visible(request, pk)
    passages = [found]
    also = [word for word in request.GET.get("also", "").split(",") if word.isdecimal()][:MANY]
    if also:
        passages += (
            Passage.objects.visible_to(request.user)
            .filter(chapter=found.chapter_id, pk__in=[w for w in also if len(w) < 18])
            .exclude(pk=found.pk)
        )
    return show(request, found.chapter, threads_of(request, found.chapter, passages))


def words(request: HttpRequest, pk: int) -> HttpResponse:
    """To the words themselves, wherever they stand by now; posted, onto other words by hand."""
    found = _visible(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(found.url_in_chapter)
    chapter = found.chapter
    if not found.is_of(request.user) or not found.loose or chapter.number is None:
        raise PermissionDenied("You can put on other words what you marked, once its own are gone.")
    try:
        place = _paragraph(request, chapter) or located(request.POST, chapter)
        found = found.put_on(chapter, *place, by=request.user)
    except WordsAreGone:
        return say_plainly(request, WORDS_ARE_GONE, 409)
    if request.htmx:
        return HttpResponseClientRedirect(found.url_in_chapter)
    return HttpResponseRedirect(found.url_in_chapter, status=303)


def _paragraph(request: HttpRequest, chapter: Chapter) -> tuple[int, int] | None:
    """The paragraph of the revision on the page that was chosen whole, where it stands now."""
    index, number = request.POST.get("block", ""), request.POST.get("revision", "")
    if not (index.isdecimal() and number.isdecimal() and len(index + number) < 17):
        return None
    seen = chapter.revisions.filter(number=number).first()
    if seen is None or int(index) >= len(seen.blocks):
        raise WordsAreGone
    _, start, end, _ = seen.blocks[int(index)]
    return chapter.locate(seen.number, start, end)


def block(request: HttpRequest, slug: str, number: int, index: int) -> HttpResponse:
    """One paragraph: everything on it, and forms by which to mark it or comment on it whole."""
    chapter = chapter_for(request, slug, number)
    if index >= len(chapter.revision.blocks):
        raise NotHere("There is no such paragraph in this chapter any more.")
    _, start, end, _ = chapter.revision.blocks[index]
    passages = list(
        Passage.objects.visible_to(request.user)
        .anchored_in(chapter)
        .filter(start__lt=max(end, start + 1), end__gt=start)
        .order_by("start", "end", "pk")[:MANY]
    )
    threads = threads_of(request, chapter, passages)
    whole = None
    if end > start and not any((t.start, t.end) == (start, end) for t in threads):
        whole = Thread(request.user, chapter, place=(start, end))
    return show(request, chapter, threads, whole=whole, index=index)


def slips(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every thread of a chapter: to htmx a slip each, to stand beside its words."""
    chapter = chapter_for(request, slug, number)
    threads = threads_of(request, chapter, Margin(chapter, request.user).spoken_of())
    if request.htmx:
        context = surroundings(chapter) | {"threads": threads}
        return render(request, "margin/_thread_cards.html", context)
    return show(request, chapter, threads)


def selection(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A place to comment on what is selected; the thread, where the same words have one."""
    chapter = chapter_for(request, slug, number)
    try:
        place = located(request.GET, chapter, quoted=False)
    except WordsAreGone:
        return say_plainly(request, WORDS_ARE_GONE, 409)
    there = Passage.objects.visible_to(request.user).anchored_in(chapter)
    passages = list(there.filter(start=place[0], end=place[1]))
    threads = threads_of(request, chapter, passages)
    whole = None if threads else Thread(request.user, chapter, place=place)
    return show(request, chapter, threads, whole=whole, writing=True)


def show(
    request: HttpRequest,
    chapter: Chapter,
    threads: list[Thread],
    *,
    whole: Thread | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The margin's panel to htmx, else a page of its own."""
    context |= surroundings(chapter) | {"threads": threads, "whole": whole}
    template = "margin/_panel.html" if request.htmx else "margin/margin.html"
    return render(request, template, context, status=status)


def surroundings(chapter: Chapter) -> dict[str, object]:
    """What every panel and every thread needs to know of where it stands."""
    say = chapter.number and reverse("comment_create", args=[chapter.story.slug, chapter.number])
    return {
        "chapter": chapter,
        "story": chapter.story,
        "colours": Highlight.Colour.values,
        "say_url": say,
    }


def located(data: Any, chapter: Chapter, *, quoted: bool = True) -> tuple[int, int]:
    """Where the stretch in a request stands now. Raises WordsAreGone, or BadRequest.

    What is to be stored must be `quoted`: the words that the reader saw are compared.
    """
    form = SelectionForm(data)
    form.fields["quote"].required = quoted
    if not form.is_valid():
        raise BadRequest(" ".join(form.non_field_errors()) or "Select the words once more.")
    data = form.cleaned_data
    return chapter.locate(data["revision"], data["start"], data["end"], data["quote"] or None)


def changed(
    request: HttpRequest,
    chapter: Chapter,
    place: tuple[int, int] | None,
    message: str,
    *,
    undo: str = "",
) -> str:
    """Fragments that bring an open page up to date: the blocks of `place`, and a message.

    A page that shows an older revision gets the whole text anew. `undo` is where the message's
    button leads.
    """
    if chapter.number:
        chapter = chapter_for(request, chapter.story.slug, chapter.number)
    margin = Margin(chapter, request.user)
    seen = request.headers.get("X-Revision", "")
    if chapter.number and seen and seen != str(chapter.revision.number):
        article = render_article(margin)
        blocks = []
        message = f"{message} The author has revised this chapter meanwhile: here is the new text."
    else:
        article = ""
        blocks = []
        if place and chapter.number:
            first, last = (chapter.revision.block_at(at) for at in (place[0], place[1] - 1))
            blocks = margin.blocks()[first : last + 1]
    return render_to_string(
        "margin/_changed_blocks.html",
        {
            "chapter": chapter,
            "blocks": blocks,
            "article": article,
            "message": message,
            "undo": undo,
            "oob": mark_safe(' hx-swap-oob="true"'),
        },
        request,
    )


def place_of(passage: Passage) -> tuple[int, int] | None:
    """Where a passage stands in its chapter's present text, or None for a loose one."""
    return None if passage.loose else (passage.start, passage.end)


def thread_html(request: HttpRequest, chapter: Chapter, passage: Passage) -> str:
    """One thread, to take its place in an open panel; nothing where nobody has a voice in it."""
    left = Passage.objects.visible_to(request.user).filter(pk=passage.pk)
    return "".join(
        render_to_string("margin/_thread.html", surroundings(chapter) | {"thread": thread}, request)
        for thread in threads_of(request, chapter, list(left))
    )


def _visible(request: HttpRequest, pk: int) -> Passage:
    return get_object_or_404(
        Passage.objects.visible_to(request.user).select_related(
            "chapter__story__author", "chapter__revision", "revision"
        ),
        pk=pk,
    )
