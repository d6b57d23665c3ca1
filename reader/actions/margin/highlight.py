"""Highlights made and removed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reader.actions.margin.passage_at import passage_at
from reader.models.library.chapter import Chapter
from reader.models.margin.deleted_annotation import DeletedAnnotation
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.models.people.suspension import refuse_suspended

KEPT_FOR_UNDO = timedelta(days=1)


class NoteIsTooLong(Exception):
    """A further note, with the one that is there, would be longer than a note may be."""


@transaction.atomic(savepoint=False)
def highlight_words(
    chapter: Chapter,
    reader: Reader,
    start: int,
    end: int,
    colour: str,
    *,
    note: str = "",
    public: bool = False,
) -> Highlight:
    """Highlight a stretch of the chapter's present text, in code points, with a note, shown to
    others if `public`. Raises WordsAreGone, NoteIsTooLong, and Suspended.

    What is highlighted already changes colour, stays shown if it is, and a note goes below the
    one that is there: whoever writes one at the words doesn't see what is noted. `colour_before`
    says which colour it had.
    """
    if public:
        refuse_suspended(reader)
    passage = passage_at(chapter, start, end, by=reader)
    # The passage's chapter is held, so nobody else highlights the words meanwhile.
    highlight = None
    if not passage.is_new:
        highlight = Highlight.objects.filter(passage=passage, reader=reader).first()
    if highlight and highlight.removed_at:
        highlight = _marked_anew(highlight)
    public = public and passage.may_be_shown_by(reader)
    if highlight is None:
        highlight = Highlight.objects.create(
            passage=passage, reader=reader, colour=colour, note=note, public=public
        )
        is_news = public
    else:
        highlight.passage, highlight.colour_before = passage, highlight.colour
        is_news = public and not highlight.public and highlight.hidden_at is None
        _mark_again(highlight, colour, note, is_news)
    if is_news:
        passage.touch()
    return highlight


def _marked_anew(removed: Highlight) -> Highlight | None:
    """What there is to go on from of a highlight that was removed: nothing; but one that a
    moderator hid is still that one, without its note, so that nobody shows it again by marking the
    words once more."""
    if removed.hidden_at is None:
        forget_removed(removed.reader, passage=removed.passage)
        return None
    removed.removed_at, removed.note = None, ""
    removed.save(update_fields=["removed_at", "note"])
    return removed


def _mark_again(highlight: Highlight, colour: str, note: str, is_news: bool) -> None:
    """Store another colour, a further note, and that it is shown, if that `is_news`.
    Raises NoteIsTooLong."""
    highlight.colour, highlight.edited_at = colour, timezone.now()
    changed = ["colour", "edited_at"]
    # Who presses twice sends the same note twice.
    if note and not f"\n\n{highlight.note}".endswith(f"\n\n{note}"):
        highlight.note = f"{highlight.note}\n\n{note}".strip()
        if len(highlight.note) > settings.LONGEST_HIGHLIGHT_NOTE:
            raise NoteIsTooLong
        changed.append("note")
    if is_news:
        highlight.public = True
        changed.append("public")
    highlight.save(update_fields=changed)


@transaction.atomic
def add_highlight(passage: Passage, reader: Reader, **fields: Any) -> Highlight | None:
    """A new highlight of the reader's on a passage, with these fields; None where there is one
    already, which is left as it is. One on words that nobody read here is private, and one in a
    story of somebody between whom and the reader there is a block."""
    fields["public"] = fields.get("public", False) and passage.may_be_shown_by(reader)
    forget_removed(reader, passage=passage)
    highlight, made = Highlight.objects.get_or_create(
        passage=passage, reader=reader, defaults=fields
    )
    if made and highlight.public:
        passage.touch()
    return highlight if made else None


@transaction.atomic
def remove_highlight(highlight: Highlight) -> None:
    """Take a highlight off the page. It can be put back for a day; older removals go for good."""
    highlight.removed_at = timezone.now()
    highlight.save(update_fields=["removed_at"])
    old = Highlight.objects.filter(
        reader=highlight.reader_id, removed_at__lt=highlight.removed_at - KEPT_FOR_UNDO
    )
    passages = list(old.values_list("passage_id", flat=True))
    DeletedAnnotation.objects.remember(highlights=old)
    old.delete()
    if passages:
        Passage.objects.filter(pk__in=passages).tidy()
    if highlight.public:
        highlight.passage.touch()


def forget_removed(reader: Reader, **where: Any) -> None:
    """Delete a reader's removed highlights for good: a new one on the same words starts afresh,
    under a URL of its own."""
    removed = list(Highlight.objects.filter(reader=reader, removed_at__isnull=False, **where))
    if removed:
        DeletedAnnotation.objects.remember(highlights=removed)
        Highlight.objects.filter(pk__in=[highlight.pk for highlight in removed]).delete()
