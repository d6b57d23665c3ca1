"""The moderators' log: who did what, to whom, and when. There is no way to change it."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from reader.models import Decision, Reader
from reader.models.moderation.decision import DecisionQuerySet
from reader.text.whole_numbers import whole_number
from reader.views.moderation.moderators import for_moderators
from reader.web.request import SignedInRequest

ENTRIES_ON_A_PAGE = 50


class LogFilter(NamedTuple):
    """Whose entries, about whom, and of which kind; empty for all."""

    by: str
    about: str
    action: str

    @classmethod
    def of(cls, request: HttpRequest) -> LogFilter:
        """What the address asks for."""
        asked = {name: request.GET.get(name, "").strip()[:150] for name in cls._fields}
        return cls(**asked)

    def narrow(self, entries: DecisionQuerySet) -> DecisionQuerySet:
        """Those of the entries that are asked for."""
        if self.by:
            entries = entries.filter(by__username__iexact=self.by)
        if self.about:
            entries = entries.filter(about__username__iexact=self.about)
        return entries.filter(action=self.action) if self.action else entries

    @property
    def query(self) -> str:
        """As a part of an address."""
        return urlencode({name: value for name, value in self._asdict().items() if value})


@for_moderators
def log(request: SignedInRequest) -> HttpResponse:
    """Every decision, the newest first; in pages, by the entry at which one ended."""
    asked = LogFilter.of(request)
    entries = asked.narrow(Decision.objects.described())
    before = whole_number(request.GET.get("before", ""))
    if before:
        entries = entries.filter(pk__lt=before)
    found = list(entries[: ENTRIES_ON_A_PAGE + 1])
    shown = found[:ENTRIES_ON_A_PAGE]
    context = {
        "entries": shown,
        "more": shown[-1].pk if len(found) > ENTRIES_ON_A_PAGE else None,
        "asked": asked,
        "actions": Decision.Action.choices,
        "moderators": Reader.objects.filter(decisions_made__isnull=False).distinct(),
    }
    return render(request, "moderation/log.html", context)
