"""The reading page."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import caches
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from reader.models import AuthorNote, Chapter, Margin, Passage, Revision
from reader.models.library.chapter import PageKey, WordsAreGone
from reader.models.people.look import Look
from reader.models.people.progress import carried
from reader.text.rendering.openings import opening
from reader.text.rendering.painting import Mark
from reader.text.whole_numbers import whole_number
from reader.views.reading.look import chosen, set_in
from reader.views.reading.switches import device_of, switched
from reader.views.site.forms import CommentForm
from reader.web.compression import compress, compressed, decompress
from reader.web.shell import shell

COMMENTS_ON_A_PAGE = 50
AROUND = 25
"""Chapters before and after this one that the contents in the bar show."""
A_SCREEN = 1500
"""Code points: a place that is no further on than this is in sight."""
TOKEN = salted_hmac("reader.views.reading.chapter", "where the token goes").hexdigest()
"""What stands in a kept page where a visit's token goes. The same in every process, and a secret:
what an author wrote must never be taken for it."""
pages = caches["pages"]


def chapter_for(request: HttpRequest, slug: str, number: int) -> Chapter:
    """The chapter with its text, if this reader may read it; else 404."""
    return get_object_or_404(
        Chapter.objects.visible_to(request.user)
        .select_related("story__author", "revision")
        .defer("revision__source", "revision__places")
        .annotate(has_loose=Exists(Passage.objects.filter(chapter=OuterRef("pk"), loose=True))),
        story__slug=slug,
        number=number,
        revision__isnull=False,
    )


def chapter(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A chapter with its notes, its margin, and the comments on it as a whole.

    The page is kept as this reader last saw it, until something on it changes: the chapter's
    stamp or the reader's place. It is kept in the default look; what the reader chose is set in
    each answer. A link into the page asks for more and is made anew.
    """
    key = Chapter.objects.page_key(request.user, slug, number)
    if key is None:
        raise Http404
    if request.GET:
        return HttpResponse(as_asked(request, render_page(request, slug, number, key)))
    known = (key._replace(furthest=None), further(request, number, key), seen_by(request))
    name = sha256(repr(known).encode()).hexdigest()
    kept = pages.get(name)
    if kept is None:
        kept = render_page(request, slug, number, key)
        if TOKEN not in kept:
            kept = compress(kept)
        pages.set(name, kept)
    if isinstance(kept, bytes):
        if not chosen(request):
            return compressed(request, kept)
        kept = decompress(kept)
    return HttpResponse(as_asked(request, kept))


def as_asked(request: HttpRequest, html: str) -> str:
    """The page in the look that was asked for, with this visit's token in its forms."""
    html = set_in(html, chosen(request))
    return html.replace(TOKEN, get_token(request)) if TOKEN in html else html


def seen_by(request: HttpRequest) -> tuple:
    """Whatever of the reader and their browser shows on a page, and the files it asks for."""
    reader = request.user
    here = request.build_absolute_uri("/")
    return (
        reader.pk,
        str(reader),
        reader.is_staff,
        folded(request),
        switched(request),
        here,
        shell().version,
    )


def folded(request: HttpRequest) -> list[str]:
    """The kinds of note that this reader keeps folded. Whatever else a cookie says, pages are not
    kept for it."""
    asked = request.COOKIES.get("folded", "").split(".")
    return [kind for kind in AuthorNote.Kind.values if kind in asked]


def render_page(request: HttpRequest, slug: str, number: int, key: PageKey) -> str:
    """The page in the default look, with a stand-in where each form's token goes."""
    from reader.views.margin.margin import surroundings, threads_of

    found = chapter_for(request, slug, number)
    margin = Margin(found, request.user)
    linked = linked_place(request, found)
    if linked:
        text = whole_text(margin, also=[Mark(*linked, 0, "linked")])
    else:
        text = margin.kept("text", lambda: whole_text(margin))
    opened = opened_passages(request, found, linked)
    resume = resumed(found, key.place) if key.place else 0
    context = {
        **surroundings(found),
        **neighbours(request, found, further(request, number, key)),
        "canonical": request.build_absolute_uri(found.get_absolute_url()),
        "text": text,
        "folded": folded(request),
        "comments": render_comments(request, margin),
        "form": CommentForm(),
        "about": {"name": "chapter"},
        "resume": resume,
        "resume_block": found.revision.block_at(resume),
        "switches": switched(request),
        "seen": last_seen(found, key, request.user),
        "putting": passage_to_put(request, found),
        "threads": threads_of(request, found, opened) if opened else [],
        "loose": margin.loose() if found.has_loose else [],
        "csrf_token": TOKEN,
        "look": Look(),
    }
    return render_to_string("reading/chapter.html", context, request)


def resumed(found: Chapter, place: tuple[int, int]) -> int:
    """The code point of the chapter's text to go on from; 0 where it was read to the end."""
    revision, offset = place
    if revision == found.revision_id:
        return offset if offset < len(found.text) else 0
    return carried(offset, found.revisions.get(pk=revision), found.revision)


def further(request: HttpRequest, number: int, key: PageKey) -> int | None:
    """The chapter in which the reader is further on, on another device, if they are."""
    furthest = key.furthest
    if furthest is None or furthest.device in ("", device_of(request)):
        return None
    here = key.place[1] + A_SCREEN if key.place else 0
    return furthest.chapter if (furthest.number, furthest.offset) > (number, here) else None


def last_seen(found: Chapter, key: PageKey, reader: object) -> Revision | None:
    """The revision that the reader knows, where it says something else than the present one, and
    is still to be seen."""
    if not key.known or key.known == found.revision_id:
        return None
    seen = found.revisions.visible_to(reader)
    return seen.filter(pk=key.known).exclude(text=found.text).first()


def passage_to_put(request: HttpRequest, found: Chapter) -> Passage | None:
    """The reader's own loose passage that a link asks to be put on other words, `?put=`."""
    wanted = request.GET.get("put", "")
    if not wanted.isdecimal() or len(wanted) > 17:
        return None
    return Passage.objects.of(request.user).filter(pk=wanted, chapter=found, loose=True).first()


def whole_text(margin: Margin, also: list[Mark] = ()) -> dict[str, object]:
    """All of the page that costs work to make: the painted text, its notes, where blocks start."""
    revision = margin.chapter.revision
    blocks = [(margin.chapter.text[start:end], kind) for _, start, end, kind in revision.blocks]
    notes = [
        {"place": note.place, "kind": note.kind, "label": note.label, "html": note.html}
        for note in margin.chapter.notes.all()
    ]
    return {
        "html": render_article(margin, also),
        "length": len(margin.chapter.text),
        "opening": opening(blocks),
        "starts": revision.starts,
        "before": [note for note in notes if note["place"] == "before"],
        "after": [note for note in notes if note["place"] == "after"],
    }


def neighbours(
    request: HttpRequest, found: Chapter, further_on: int | None = None
) -> dict[str, object]:
    """The chapters around this one, how many there are, and one that the reader is further in."""
    rows = list(
        Chapter.objects.visible_to(request.user)
        .in_story()
        .filter(story=found.story_id)
        .only("pk", "number", "title", "words", "story_id")
    )
    for row in rows:
        row.story = found.story
    at = next(i for i, row in enumerate(rows) if row.pk == found.pk)
    return {
        "total": len(rows),
        "previous": rows[at - 1] if at else None,
        "next": rows[at + 1] if at + 1 < len(rows) else None,
        "around": rows[max(at - AROUND, 0) : at + AROUND + 1],
        "further": next((row for row in rows if row.pk == further_on), None),
    }


def render_article(margin: Margin, also: list[Mark] = ()) -> str:
    return render_to_string(
        "reading/_article.html", {"chapter": margin.chapter, "blocks": margin.blocks(also)}
    )


def render_comments(request: HttpRequest, margin: Margin) -> str:
    """The comments on the chapter as a whole, a page of them; the first one is kept."""
    number = whole_number(request.GET.get("comments", "1")) or 1
    wanted = whole_number(request.GET.get("comment", ""))

    def make() -> str:
        threads = margin.chapter.comments.on_chapter()
        pages = Paginator(threads.with_replies(), COMMENTS_ON_A_PAGE)
        at = number
        if wanted is not None:
            at = threads.filter(pk__lt=wanted).count() // COMMENTS_ON_A_PAGE + 1
        return render_to_string(
            "margin/_comments.html",
            {"chapter": margin.chapter, "page": pages.get_page(at), "reader": request.user},
        )

    return make() if wanted is not None or number != 1 else margin.kept("comments", make)


def linked_place(request: HttpRequest, found: Chapter) -> tuple[int, int] | None:
    """The stretch that a copied link names, `?at=revision.start.end`, where it stands now."""
    parts = request.GET.get("at", "").split(".")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 10 for part in parts):
        return None
    try:
        return found.locate(*map(int, parts))
    except WordsAreGone:
        return None


def opened_passages(
    request: HttpRequest, found: Chapter, linked: tuple[int, int] | None
) -> list[Passage]:
    """The passages whose threads a link asks to open."""
    wanted = request.GET.get("thread", "")
    passages = Passage.objects.visible_to(request.user).filter(chapter=found)
    if wanted.isdecimal() and len(wanted) < 18:
        return list(passages.filter(pk=wanted))
    if linked:
        start, end = linked
        return list(passages.filter(loose=False, start=start, end=end))
    return []
