"""What was written on words that are not in the chapter any more, at its end."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple, Protocol

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from reader.actions.make_once import keep_one
from reader.actions.margin.margin import Margin
from reader.actions.margin.own_mark import OwnMark
from reader.models import Chapter, Comment, Reader
from reader.models.page_key import PageKey
from reader.models.viewer import Viewer
from reader.views.margin.panel import panel_context

PASSAGES_SHOWN = 20
"""Passages in the section; where there are more, a page has all."""


class SharedSection(NamedTuple):
    """The section as everybody sees it, and who began a thread there: to them it offers more."""

    html: str
    began: frozenset[int]


class Page(Protocol):
    """The page that the section stands on."""

    key: PageKey
    reader: Reader | AnonymousUser

    @property
    def chapter(self) -> Chapter: ...

    @property
    def own(self) -> list[OwnMark]: ...


def loose_section(page: Page) -> str:
    """The section as HTML, empty where there is nothing; rendered anew only for readers who have
    something of their own in it."""
    if not page.key.has_loose:
        return ""
    stamps = page.key.stamps
    state = (stamps.stamp, stamps.story, stamps.margin)
    shared = keep_one(f"loose:{stamps.chapter}", state, partial(_shared, page))
    if page.reader.pk in shared.began or any(mark.loose for mark in page.own):
        return _html(page.chapter, page.reader)
    return shared.html


def _shared(page: Page) -> SharedSection:
    loose = {"passage__chapter": page.key.stamps.chapter, "passage__loose": True}
    began = Comment.objects.filter(**loose, parent=None).values_list("reader", flat=True)
    return SharedSection(_html(page.chapter, None), frozenset(began))


def _html(chapter: Chapter, reader: Viewer) -> str:
    margin = Margin(chapter, reader)
    loose = list(margin.loose()[: PASSAGES_SHOWN + 1])
    if not loose:
        return ""
    shown = loose[:PASSAGES_SHOWN]
    margin.tell_own(shown)
    context = panel_context(chapter) | {"loose": shown, "more": len(loose) > PASSAGES_SHOWN}
    return render_to_string("margin/_loose_passages.html", context)
