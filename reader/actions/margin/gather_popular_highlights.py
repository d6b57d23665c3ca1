"""Gathering what many marked: counted by the worker, so that a mark that is private changes
nobody's page, and nobody sees when it was made."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from reader.actions.margin.popular_sentences import (
    CountedMark,
    PopularSentence,
    most_at_once,
    popular_sentences,
)
from reader.models.library.chapter import Chapter
from reader.models.library.co_author import CoAuthor
from reader.models.library.revision import Revision
from reader.models.margin.gathered_marks import GatheredMarks
from reader.models.margin.highlight import Highlight, HighlightQuerySet
from reader.models.margin.popular_highlight import PopularHighlight
from reader.tasks import task
from reader.text.anchoring.passages import Span
from reader.text.rendering.painting import MANY_READERS

COUNTED = Q(public=False, reader__counts_marks=True, reader__is_active=True)
"""The marks that count unnamed: their readers have said so, and they show no name."""

AT_A_TIME = 50
"""Chapters whose marks are held in memory at once."""
ANY = 0
"""In place of the key of a revision: nothing is stored for it, whichever is the present one."""


@task()
def gather_popular_highlights() -> None:
    """Count which sentences many have marked, in every chapter that everybody may read, and show
    it where it is something else than before. Whoever took their consent or their mark back is
    not counted any more."""
    known = dict(GatheredMarks.objects.values_list("chapter", "digest"))
    for chapter, revision, marks in _marks_by_chapter():
        if most_at_once(marks) < MANY_READERS:
            continue
        digest = sha256(repr((revision, marks)).encode()).hexdigest()
        if known.pop(chapter, "") != digest:
            _gather(chapter, revision, marks, digest)
    for chapter in known:  # too few are left there, or it is not for everybody any more
        _store(chapter, ANY, [], "")


def _marks_by_chapter() -> Iterator[tuple[int, int, list[CountedMark]]]:
    """The marks in each chapter with enough readers: its key, that of its present revision, and
    the marks in that. Of some chapters at a time all is read before the first is given: SQLite
    lets nobody write who is still reading what others have changed meanwhile."""
    many = (
        _standing_marks()
        .filter(COUNTED)
        .values("passage__chapter")
        .annotate(readers=Count("reader", distinct=True))
        .filter(readers__gte=MANY_READERS)
    )
    chapters = list(many.values_list("passage__chapter", flat=True))
    for first in range(0, len(chapters), AT_A_TIME):
        rows = list(_marks_in(chapters[first : first + AT_A_TIME]))
        for (chapter, revision), marks in groupby(rows, key=itemgetter(0, 1)):
            yield chapter, revision, [CountedMark(*mark[2:]) for mark in marks]


def _marks_in(chapters: list[int]) -> QuerySet[Highlight, tuple]:
    """Each with its chapter and revision."""
    standing = _standing_marks().filter(COUNTED | Q(public=True), passage__chapter__in=chapters)
    return standing.order_by("passage__chapter", "passage__start", "pk").values_list(
        "passage__chapter",
        "passage__revision",
        "passage__start",
        "passage__end",
        "reader",
        "public",
    )


def _standing_marks() -> HighlightQuerySet:
    """The marks on the present texts of published chapters, but the author's own."""
    public = Chapter.objects.published().in_story().filter(margin_revision=None).order_by()
    here = Highlight.objects.order_by().filter(
        removed_at=None,
        passage__loose=False,
        passage__revision=F("passage__chapter__revision"),
        passage__chapter__in=public,
    )
    co_authors = CoAuthor.objects.accepted().filter(story=OuterRef("passage__chapter__story"))
    with_others = Exists(co_authors.filter(reader=OuterRef("reader")))
    return here.exclude(with_others).exclude(reader=F("passage__chapter__story__author"))


def _gather(chapter: int, revision: int, marks: list[CountedMark], digest: str) -> None:
    text = Revision.objects.only("text", "blocks").filter(pk=revision).first()
    if text:
        _store(chapter, revision, popular_sentences(marks, text), digest)


def _store(chapter: int, revision: int, sentences: list[PopularSentence], digest: str) -> None:
    """Store the sentences in place of the chapter's earlier ones, and say where that has changed
    anything that everybody sees: a public act, the only one in all this."""
    row = Chapter.with_deleted.filter(pk=chapter)
    with transaction.atomic():
        present = row.select_for_update(no_key=True).values_list("revision", flat=True).first()
        if revision not in (ANY, present):
            return  # it was revised meanwhile: the next gathering counts anew
        earlier = PopularHighlight.objects.filter(chapter=chapter)
        in_text = earlier.filter(revision=present).order_by()
        before = set(in_text.values_list("start", "end", "readers"))
        earlier.delete()
        new = []
        for sentence in sentences:
            new.append(
                PopularHighlight(
                    chapter_id=chapter,
                    revision_id=revision,
                    start=sentence.start,
                    end=sentence.end,
                    readers=sentence.readers,
                )
            )
        PopularHighlight.objects.bulk_create(new)
        GatheredMarks.objects.filter(chapter=chapter).delete()
        if digest:
            GatheredMarks.objects.create(chapter_id=chapter, digest=digest)
        changed = before ^ {tuple(sentence) for sentence in sentences}
        places: set[Span] = {(start, end) for start, end, _ in changed}
        if places:
            row.touch_stretches(sorted(places))
