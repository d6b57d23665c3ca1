"""Who is told of a revision: whoever marked words that it changed, took away, or brought back. One
row for a chapter and a reader, until they have read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from reader.actions.inbox.revised_marks import by_reader, fates, together
from reader.actions.inbox.store_notifications import store_rows
from reader.actions.margin.typo_note import corrected_by, decide_typo_notes
from reader.models.inbox.fate import Fate
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.margin.passage import Passage
from reader.models.margin.typo_note import TypoNote
from reader.models.people.reader import Reader

Kind = Notification.Kind
Marks = Mapping[int, Fate]
MOST_TELLING = (Fate.GONE, Fate.CHANGED, Fate.BACK)


def to_tell() -> QuerySet[Revision]:
    """Revisions of which nobody was told yet what the next one did to marks."""
    return Revision.objects.filter(marks_to_tell=True).order_by("pk")


def tell(key: int) -> None:
    """Tell everybody concerned what the revision after this one did to what they marked; what they
    suggested for words of it, and says now, is corrected. It is worked out before anything is
    locked."""
    revisions = Revision.objects.defer("source", "blocks")
    old = to_tell().defer("source", "blocks").filter(pk=key).first()
    if old is None:
        return
    new = revisions.filter(chapter=old.chapter_id, number=old.number + 1).first()
    theirs = by_reader(fates(old, new), new) if new else {}
    corrected = corrected_by(new, old.places) if new else []
    with transaction.atomic():
        if not to_tell().filter(pk=key).update(marks_to_tell=False) or new is None:
            return
        decide_typo_notes(corrected, TypoNote.Outcome.CORRECTED)
        if theirs:
            _store(new, theirs)


def _store(new: Revision, theirs: dict[int, dict[int, Fate]]) -> None:
    """Tell each reader of their marks, with what they have not read yet about the chapter."""
    chapter = Chapter.with_deleted.select_related("story").get(pk=new.chapter_id)
    unread = Notification.objects.unread().filter(kind=Kind.REVISED, chapter=chapter)
    earlier = unread.filter(reader__in=theirs)
    mailed: dict[int, dict[str, Any]] = {}
    for row in earlier:
        before = {int(key): Fate(fate) for key, fate in row.marks.items()}
        theirs[row.reader_id] = together(before, theirs[row.reader_id])
        if theirs[row.reader_id].items() <= before.items():  # nothing that it did not say
            mailed[row.reader_id] = {"mail_at": row.mail_at, "digest_id": row.digest_id}
    earlier.delete()
    named = _first_of_each(theirs)
    rows = []
    for reader, fate_of in theirs.items():
        if reader in named:
            rows.append(
                Notification(
                    reader_id=reader,
                    kind=Kind.REVISED,
                    story=chapter.story,
                    chapter=chapter,
                    revision=new,
                    passage_id=named[reader],
                    marks=fate_of,
                    at=new.created_at,
                    **mailed.get(reader, {}),
                )
            )
    store_rows(rows)
    Notification.objects.count_for_all(Reader.objects.filter(pk__in=theirs.keys() - named.keys()))


def _first_of_each(theirs: Mapping[int, Marks]) -> dict[int, int]:
    """For each reader the passage to be named, by their keys: the first one in the text of those
    whose fate is most telling. Those are left out of whose marks there is nothing to tell."""
    keys: set[int] = set()
    for marks in theirs.values():
        keys |= marks.keys()
    starts = dict(Passage.objects.filter(pk__in=keys).values_list("pk", "start"))
    named = {}
    for reader, marks in theirs.items():
        ranked = []
        for key in marks.keys() & starts.keys():
            ranked.append((MOST_TELLING.index(marks[key]), starts[key], key))
        if ranked:
            named[reader] = min(ranked)[-1]
    return named
