"""What readers suggest to correct in a story, at its author's desk: in the order of the text."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.actions.margin.typo_note import decide_typo_notes, reopen
from reader.models import Story, TypoNote
from reader.models.margin.typo_note import TypoNoteQuerySet
from reader.models.moderation.surroundings import surroundings_of
from reader.text.whole_numbers import whole_number
from reader.views.desk.own import own_story
from reader.web.request import SignedInRequest

NOTES_ON_A_PAGE = 50
LATELY = 20
"""Notes that were looked at last, shown so that it can be undone."""
Outcome = TypoNote.Outcome


@login_required
def typo_notes(request: SignedInRequest, slug: str) -> HttpResponse:
    """What is open, chapter by chapter, and what was looked at lately; posted, what becomes of
    one."""
    story = own_story(request.user, slug)
    sent = TypoNote.objects.sent_to(request.user).filter(story=story)
    if request.method == "POST":
        return _decide(request, story, sent)
    open_ones = sent.open().standing().in_order().described()
    page = Paginator(open_ones, NOTES_ON_A_PAGE).get_page(request.GET.get("page"))
    notes = list(page)
    around = surroundings_of([note.passage_id for note in notes])
    for note in notes:
        note.around = around.get(note.passage_id)
    lately = sent.exclude(outcome="").described().order_by("-decided_at", "-pk")
    done = whole_number(request.GET.get("done", "")) or 0
    context = {
        "story": story,
        "page": page,
        "notes": notes,
        "done": sent.exclude(outcome="").filter(pk=done).first(),
        "lately": lately[:LATELY],
    }
    return render(request, "desk/typo_notes.html", context)


def _decide(request: SignedInRequest, story: Story, sent: TypoNoteQuerySet) -> HttpResponse:
    """A button of a note says what and which: `corrected 7`, `left 7`, `reopen 7`."""
    act, _, key = request.POST.get("do", "").partition(" ")
    number = whole_number(key)
    if number is None or act not in (*Outcome.values, "reopen"):
        raise BadRequest("Choose what becomes of a correction.")
    note = sent.filter(pk=number).first()
    asked = {"page": whole_number(request.POST.get("page", ""))}
    if note and act == "reopen":
        reopen(note)
    elif note:
        decide_typo_notes([note.pk], Outcome(act))
        asked["done"] = note.pk
    query = urlencode({name: value for name, value in asked.items() if value})
    return HttpResponseRedirect(f"{reverse('story_typos', args=[story.slug])}?{query}", status=303)
