"""The author's notes before and after a chapter."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from reader.views.desk.forms import NotesFormSet
from reader.views.desk.own import own_chapter
from reader.web.request import SignedInRequest


@login_required
def author_notes(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """All of them in a form, with room for one more."""
    chapter = own_chapter(request.user, slug, number)
    in_order = chapter.notes.order_by("-place", "position", "pk")  # before comes before after
    formset = NotesFormSet(request.POST or None, instance=chapter, queryset=in_order)
    if request.method == "POST" and formset.is_valid():
        formset.save()
        return HttpResponseRedirect(chapter.get_absolute_url(), status=303)
    status = 422 if formset.is_bound else 200
    for form in formset:
        if form.stale:
            status = 409
    context = {"story": chapter.story, "chapter": chapter, "formset": formset}
    return render(request, "desk/author_notes.html", context, status=status)
