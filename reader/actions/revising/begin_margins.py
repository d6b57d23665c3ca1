"""What was marked before everybody could read it begins in the text that comes out."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from reader.models.audience import Audience
from reader.models.chosen_reader import ChosenReader
from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.library.co_author import CoAuthor
from reader.models.library.revision import Revision
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage, PassageQuerySet

HEAVY = ("source", "blocks", "places")
"""Large fields of a revision that are not needed here."""
UNREAD_WORDS = "[words of a draft]"
"""What stands for words that only chosen readers read, and that are gone."""


def begin_margins(chapters: ChapterQuerySet) -> None:
    """Have what the authors, and chosen readers, marked in chapters that come out now be marked in
    their present text: a quote of an earlier one would tell what nobody else was to read. In a
    transaction that holds their story.

    What the authors alone said on words that are gone is on the chapter then; a mark on such words
    is for themselves alone. What chosen readers said on them stays a thread, which doesn't say on
    which words.
    """
    keys = list(chapters.values_list("pk", flat=True))
    here = Q(passage=OuterRef("pk")) & ~Q(reader=OuterRef("chapter__story__author"))
    with_others = CoAuthor.objects.accepted().filter(story=OuterRef("passage__chapter__story"))
    by_co_author = Exists(with_others.filter(reader=OuterRef("reader")))
    marked = Highlight.objects.filter(here).exclude(by_co_author)
    said = Comment.objects.filter(here).exclude(by_co_author)
    own = Passage.objects.filter(~Exists(marked), ~Exists(said), typo_notes=None)
    own = own.filter(chapter__in=keys)
    shown = _shown_to_chosen(keys).exclude(pk__in=own.values("pk"))
    loose = list(own.filter(loose=True).values_list("pk", flat=True))
    quoted = list(Comment.objects.filter(passage__in=loose).values_list("pk", flat=True))
    Highlight.objects.filter(passage__in=loose).update(public=False)
    Comment.objects.filter(passage__in=loose).update(passage=None)
    old = list(own.filter(loose=False).exclude(origin=F("chapter__revision")))
    old += shown.filter(loose=False).exclude(origin=F("chapter__revision"))
    texts = chapters.filter(pk__in={passage.chapter_id for passage in old})
    texts = texts.select_related("revision").defer(*(f"revision__{field}" for field in HEAVY))
    by_key = texts.in_bulk() if old else {}
    for passage in old:
        anew = Passage.described(by_key[passage.chapter_id], passage.start, passage.end)
        anew.pk, anew.created_at, anew.closed_at = passage.pk, passage.created_at, passage.closed_at
        anew.save(force_update=True)
    unread = list(shown.filter(loose=True))
    _hide_words(unread)
    changed = [passage.pk for passage in old + unread]
    _search_anew(Q(pk__in=quoted) | Q(passage__in=changed))
    Passage.objects.filter(pk__in=loose).tidy()
    Chapter.objects.filter(pk__in=keys).touch()


def _shown_to_chosen(chapters: Collection[int]) -> PassageQuerySet:
    """Passages of words that were not everybody's to read, of stories that are, or were, shown to
    chosen readers: of chapters that never came out, too, where no longer anybody is chosen."""
    chosen = ChosenReader.objects.filter(story=OuterRef("chapter__story"))
    few = Exists(chosen) | Q(chapter__story__audience=Audience.CHOSEN)
    was_out = Q(chapter__published_at__lte=timezone.now(), chapter__story__waits_since=None)
    few |= Q(chapter__told_at=None, chapter__told_for="") & ~was_out
    read = Revision.objects.published().values("pk")
    passages = Passage.objects.filter(few, chapter__in=chapters, origin__isnull=False)
    return passages.exclude(origin__in=read)


def _hide_words(passages: Collection[Passage]) -> None:
    """Take the words out of passages on which others speak. Who marked them keeps them for
    themselves: as words that nobody else has read here."""
    for passage in passages:
        kept = passage.copy() if passage.comments.exists() else passage
        kept.origin = None
        marks = passage.highlights.all()
        if marks.exists():
            kept.save()
            marks.update(passage=kept, public=False)
        if kept is not passage:
            passage.quote, passage.prefix, passage.suffix = UNREAD_WORDS, "", ""
            passage.save(update_fields=["quote", "prefix", "suffix"])


def _search_anew(which: Q) -> None:
    """Have comments be searched by the words that they are on now."""
    comments = list(Comment.objects.filter(which).select_related("passage"))
    for comment in comments:
        comment.search_text = comment.searched_by()
    Comment.objects.bulk_update(comments, ["search_text"], batch_size=500)
