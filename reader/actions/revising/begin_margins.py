"""What was marked before everybody could read it begins in the text that comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q

from reader.models import visibility
from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.library.co_author import CoAuthor
from reader.models.library.revision import Revision
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import UNREAD_WORDS, Passage, PassageQuerySet
from reader.models.margin.typo_note import TypoNote
from reader.models.people.reader import Reader

HEAVY = ("source", "blocks", "places")
"""Large fields of a revision that are not needed here."""
BEGIN = """
    UPDATE reader_passage SET quote = %s, prefix = %s, suffix = %s,
        origin_id = %s, origin_start = start, origin_end = "end", known_to = NULL
    WHERE id = %s
"""
"""In SQL: `bulk_update` takes thirty times as long to say it."""


def begin_margins(chapters: ChapterQuerySet, *, taken_back: bool = False) -> None:
    """Have what the authors, and chosen readers, marked in chapters that come out be marked in
    their present text: a quote of an earlier one, which never was everybody's, would tell what
    nobody else was to read. Of chapters that were `taken_back`, if they ever were out, what the
    authors alone marked in one that was everybody's, too: they don't tell it any more. In a
    transaction that holds their story.

    What the authors alone said on words that are gone is on the chapter then; a mark on such words
    is for themselves alone. What chosen readers said on them stays a thread, which doesn't say on
    which words.
    """
    keys = list(chapters.order_by().values_list("pk", flat=True))
    unread = _unread(keys, taken_back)
    where = set(unread.order_by().values_list("chapter", flat=True))
    if not where:
        return
    gone = Q(loose=True, known_to__isnull=True)
    _let_go(list(unread.filter(gone, _of_authors_alone()).values_list("pk", flat=True)))
    stands = unread.filter(loose=False, revision=F("chapter__revision"))
    untold = _describe_anew(list(stands))
    _hide_words([*unread.filter(gone), *untold])
    Chapter.objects.filter(pk__among=where).touch()


def begin_again(chapters: Iterable[Chapter]) -> None:
    """Do so for those of these chapters that have another text now, and come out by themselves, or
    with their story."""
    keys = [one.pk for one in chapters if one.published_at and not one.is_public]
    if keys:
        begin_margins(Chapter.objects.filter(pk__among=keys), taken_back=True)


def _unread(chapters: Collection[int], taken_back: bool) -> PassageQuerySet:
    """Passages on chapters, or from them, that were made in texts that neither were everybody's
    nor are what comes out; and what authors alone made in others that do not come out, of chapters
    that were taken back."""
    here = Q(chapter__among=chapters) | Q(origin__chapter__among=chapters)
    text = Q(pk=OuterRef("origin"))
    read = Revision.objects.read().filter(text)
    comes = Chapter.objects.filter(pk__among=chapters, merged_into=None)
    comes = comes.filter(revision=OuterRef("origin"))
    chosen = ~Exists(read) | (_of_authors_alone() if taken_back else Q())
    return Passage.objects.filter(here, chosen, ~Exists(comes), origin__isnull=False)


def _of_authors_alone() -> Q:
    """Condition on passages on which nobody but the authors of their story said anything."""
    here = Q(passage=OuterRef("pk")) & ~Q(reader=OuterRef("chapter__story__author"))
    with_others = CoAuthor.objects.accepted().filter(story=OuterRef("passage__chapter__story"))
    by_co_author = Exists(with_others.filter(reader=OuterRef("reader")))
    marked = Highlight.objects.filter(here).exclude(by_co_author)
    said = Comment.objects.filter(here).exclude(by_co_author)
    return Q(~Exists(marked), ~Exists(said), typo_notes=None)


def _let_go(keys: Collection[int]) -> None:
    """Have what authors said on words that are gone be on the chapter, and their marks on these be
    for themselves alone."""
    said = Comment.objects.filter(passage__among=keys)
    comments = list(said.values_list("pk", flat=True))
    Highlight.objects.filter(passage__among=keys).update(public=False)
    said.update(passage=None)
    _search_anew(Q(pk__among=comments))
    Passage.objects.filter(pk__among=keys).tidy()


def _describe_anew(passages: Collection[Passage]) -> list[Passage]:
    """Have passages be of the words on which they stand. Gives those left as they are, on which
    somebody spoke who may not read these yet."""
    texts = Chapter.with_deleted.filter(pk__among={passage.chapter_id for passage in passages})
    texts = texts.select_related("story", "revision")
    by_key = texts.defer(*(f"revision__{field}" for field in HEAVY)).in_bulk() if passages else {}
    untold = _spoken_of_by_others(passages, by_key)
    rows, told = [], []
    for passage in passages:
        if passage.pk not in untold:
            told.append(passage.pk)
            chapter = by_key[passage.chapter_id]
            anew = Passage.described(chapter, passage.start, passage.end)
            rows.append((anew.quote, anew.prefix, anew.suffix, chapter.revision_id, passage.pk))
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(BEGIN, rows)
        _search_anew(Q(passage__among=told))
    return [one for one in passages if one.pk in untold and one.known_to is None]


def _spoken_of_by_others(passages: Collection[Passage], chapters: dict[int, Chapter]) -> set[int]:
    """The keys of those on which somebody spoke who may not read the present text of the chapter:
    who was chosen for an earlier one, or wrote it."""
    voices = _voices([passage.pk for passage in passages])
    by_chapter: defaultdict[int, dict[int, set[int]]] = defaultdict(dict)
    for passage in passages:
        by_chapter[passage.chapter_id][passage.pk] = voices[passage.pk]
    untold = set()
    for key, here in by_chapter.items():
        chapter = chapters[key]
        others = set().union(*here.values()) - set(chapter.story.author_keys)
        if others:
            may_read = Reader.objects.filter(visibility.readers(chapter.story, chapter))
            others -= set(may_read.filter(pk__among=others).values_list("pk", flat=True))
        for pk, readers in here.items():
            if readers & others:
                untold.add(pk)
    return untold


def _voices(passages: Collection[int]) -> defaultdict[int, set[int]]:
    """The keys of who marked, or said anything on, passages of these keys."""
    voices: defaultdict[int, set[int]] = defaultdict(set)
    for rows in (Comment.objects.all(), Highlight.objects.all()):
        here = rows.filter(passage__among=passages).order_by()
        for passage, reader in here.values_list("passage", "reader"):
            voices[passage].add(reader)
    return voices


def _hide_words(passages: Collection[Passage]) -> None:
    """Take the words out of passages on which others speak, or which they would correct. Who
    marked them keeps them for themselves: as words that nobody else has read here."""
    on = {"passage__among": [passage.pk for passage in passages]}
    speakers: defaultdict[int, set[int]] = defaultdict(set)
    for key, reader in Comment.objects.filter(**on).order_by().values_list("passage", "reader"):
        speakers[key].add(reader)
    corrected = set(TypoNote.objects.filter(**on).values_list("passage", flat=True))
    marks = list(Highlight.objects.filter(**on))
    marked = {mark.passage_id for mark in marks}
    hidden, alone = [], []
    kept: dict[int, Passage] = {}
    for passage in passages:
        if passage.pk not in speakers and passage.pk not in corrected:
            alone.append(passage.pk)
            continue
        if passage.pk in marked:
            kept[passage.pk] = passage.copy()
            kept[passage.pk].origin = None
        passage.quote, passage.prefix, passage.suffix = UNREAD_WORDS, "", ""
        passage.known_to = sorted(speakers[passage.pk])
        hidden.append(passage)
    Passage.objects.filter(pk__among=alone).update(origin=None)
    Passage.objects.bulk_create(kept.values())
    for mark in marks:
        mark.passage, mark.public = kept.get(mark.passage_id, mark.passage), False
    Highlight.objects.bulk_update(marks, ["passage", "public"], batch_size=500)
    changed = ["quote", "prefix", "suffix", "known_to"]
    Passage.objects.bulk_update(hidden, changed, batch_size=500)
    _search_anew(Q(passage__among=[passage.pk for passage in hidden]))


def _search_anew(which: Q) -> None:
    """Have comments be searched by the words that they are on now."""
    comments = list(Comment.objects.filter(which).select_related("passage"))
    for comment in comments:
        comment.search_text = comment.searched_by()
    Comment.objects.bulk_update(comments, ["search_text"], batch_size=500)
