"""The lists that moderators keep: words and sites that make a comment wait, and addresses that
cannot be used."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reader.actions.moderation.keep_lists import add_to_list, remove_from_list
from reader.models import HeldWord
from reader.text.invisible import tidy_name
from reader.views.moderation.moderators import for_moderators
from reader.views.site.forms import Plain, status_of
from reader.web.request import SignedInRequest

Kind = HeldWord.Kind
ENTRIES_ON_A_PAGE = 100
MOST_AT_ONCE = 500
MOST = 5000
"""Entries of all lists: each comment is looked through for all of them."""
_HOST = re.compile(r"[^\s/@:]+\.[^\s/@:.]+")
_NAMED = re.compile(r"^(https?:)?//|^www\.|/.*$")


class HeldWordsForm(Plain, forms.Form):
    """New entries for one list, each on a line of its own."""

    kind = forms.ChoiceField(label="What they are", choices=Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="One a line",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In a word, * stands for any letters: viagra* is also found in viagras.",
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        kind = self.cleaned_data.get("kind")
        entries = []
        for line in self.cleaned_data.get("text", "").splitlines():
            if entry := tidy_name(line).casefold():
                entries.append(self._entry(kind, entry))
        if len(entries) > MOST_AT_ONCE:
            raise forms.ValidationError(f"Add at most {MOST_AT_ONCE} at once.")
        if HeldWord.objects.count() + len(entries) > MOST:
            raise forms.ValidationError(f"There can be {MOST:,} entries. Remove some first.")
        self.cleaned_data["entries"] = entries
        return self.cleaned_data

    def _entry(self, kind: str | None, entry: str) -> str:
        """One entry as it is kept. Raises ValidationError."""
        if kind == Kind.WORD:
            if sum(character.isalnum() for character in entry) < 2:
                raise forms.ValidationError(f"“{entry}” would be found nearly everywhere.")
        elif kind == Kind.HOST:
            entry = _NAMED.sub("", _NAMED.sub("", entry))
            if not _HOST.fullmatch(entry):
                raise forms.ValidationError(f"“{entry}” is no site: write it like example.org.")
        elif kind == Kind.ADDRESS:
            entry = entry.removeprefix("@")
            if not _HOST.fullmatch(entry.rpartition("@")[2]):
                raise forms.ValidationError(
                    f"“{entry}” is no address: write it like name@example.org, or example.org for "
                    "all addresses there."
                )
        if len(entry) > 200:
            raise forms.ValidationError("An entry can have at most 200 characters.")
        return entry


@for_moderators
def held_words(request: SignedInRequest) -> HttpResponse:
    """The lists, and a form for new entries."""
    form = HeldWordsForm(request.POST or None, initial={"kind": Kind.WORD})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        count = add_to_list(said["kind"], said["entries"], by=request.user)
        messages.success(request, f"{count} {'entry' if count == 1 else 'entries'} added.")
        return redirect("held_words")
    lists = []
    for kind in Kind:
        entries = HeldWord.objects.filter(kind=kind).select_related("made_by")
        page = Paginator(entries, ENTRIES_ON_A_PAGE).get_page(request.GET.get(kind))
        lists.append({"kind": kind, "page": page, "keep": _others(request, kind)})
    context = {"form": form, "lists": lists}
    return render(request, "moderation/held_words.html", context, status=status_of(form))


def _others(request: HttpRequest, kind: Kind) -> str:
    """On which pages the other lists are, as a part of an address."""
    kept = request.GET.copy()
    kept.pop(kind, None)
    return f"{kept.urlencode()}&" if kept else ""


@require_POST
@for_moderators
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an entry off its list."""
    held = get_object_or_404(HeldWord, pk=pk)
    remove_from_list(held, by=request.user)
    messages.success(request, f"“{held}” is not on the list any more.")
    pages = request.GET.urlencode()
    return HttpResponseRedirect(f"{reverse('held_words')}?{pages}".rstrip("?"))
