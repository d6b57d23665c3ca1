"""Typo notes: sent, changed, taken back, and decided about by whoever writes the story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reader.actions.apart import refuse_apart
from reader.actions.margin.passage_at import passage_at
from reader.actions.refused import Refused
from reader.models.inbox.corrections import count_corrections_again
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter
from reader.models.library.margin_rules import MarginRules, rule_of
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.margin.comment_html import html_of
from reader.models.margin.passage import Passage
from reader.models.margin.typo_note import TypoNote
from reader.models.moderation.case import Case
from reader.models.moderation.held_word import holds_words
from reader.models.moderation.kind import Kind
from reader.models.people.reader import Reader
from reader.models.people.suspension import refuse_suspended
from reader.models.viewer import Viewer, apart
from reader.text.anchoring.corrected import Suggestion, corrected

NOT_WELCOME = "The author takes no corrections on this story."
OWN = "You write this story yourself: correct it in the editor."
DECIDED = "The author has looked at this meanwhile, so it can’t be changed any more."


def are_typos_welcome(story: Story, viewer: Viewer) -> bool:
    """Whether a story's authors want to hear of slips of the pen from a viewer. No query."""
    who = rule_of(story, story.author, "who_sends_typos")
    if who == MarginRules.WhoSendsTypos.NOBODY or story.is_by(viewer):
        return False
    return not apart(viewer, *story.author_keys)


def send_typo_note(
    chapter: Chapter, start: int, end: int, suggestion: str, remark: str, *, by: Reader
) -> TypoNote:
    """Tell a story's authors what some words of its present text, in code points, should be. Who
    sent an open note on the very words says this instead. It waits for a moderator where a held
    word is in it. Raises Suspended, Apart, Refused, and WordsAreGone."""
    refuse_suspended(by)
    refuse_apart(by, *chapter.story.author_keys)
    if chapter.story.is_by(by):
        raise Refused(OWN)
    if not are_typos_welcome(chapter.story, by):
        raise Refused(NOT_WELCOME)
    said = {"suggestion": suggestion, "remark": remark}
    held = _held_at(suggestion, remark, by)
    with transaction.atomic(savepoint=False):
        passage = passage_at(chapter, start, end)
        text = passage.chapter.current_revision
        where = {"revision": text, "start": passage.start, "end": passage.end}
        where["quote"] = text.text[passage.start : passage.end]
        note, made = TypoNote.objects.get_or_create(
            passage=passage,
            reader=by,
            outcome="",
            defaults={**said, **where, "story": chapter.story, "held_at": held},
        )
        if not made:
            TypoNote.objects.filter(pk=note.pk).update(**where)
            edit_typo_note(note, **said)
        elif held:
            Case.objects.open_for(Kind.TYPO_NOTE, note.pk, by.pk)
    return note


def edit_typo_note(note: TypoNote, suggestion: str, remark: str) -> None:
    """Say something else in an open note. Raises Refused where it was decided about meanwhile."""
    note.held_at = _held_at(suggestion, remark, note.reader) or note.held_at
    changed = {"suggestion": suggestion, "remark": remark, "edited_at": timezone.now()}
    with transaction.atomic():
        still_open = TypoNote.objects.open().filter(pk=note.pk)
        if not still_open.update(**changed, held_at=note.held_at):
            raise Refused(DECIDED)
        if note.held_at:
            Case.objects.open_for(Kind.TYPO_NOTE, note.pk, note.reader_id)


def _held_at(suggestion: str, remark: str, by: Reader) -> datetime | None:
    """Since when it waits for a moderator: from now on, if a held word is in it."""
    held = holds_words(html_of(f"{suggestion}\n\n{remark}", by))
    return timezone.now() if held and not by.moderates else None


@transaction.atomic
def take_back(note: TypoNote) -> None:
    """Delete what one suggested."""
    passage = note.passage_id
    told = Notification.objects.unread().filter(typo_note=note).exists()
    Case.objects.unreported(Kind.TYPO_NOTE, note.pk).update(closed_at=timezone.now())
    note.delete()
    Passage.objects.filter(pk=passage).tidy()
    count_corrections_again([note.story_id])
    if told:
        Notification.objects.count_for_all(Reader.objects.filter(pk=note.reader_id))


def delete_typo_notes(reader: Reader) -> None:
    """Delete all that a reader who leaves suggested."""
    sent = reader.typo_notes.order_by()
    passages = list(sent.values_list("passage", flat=True))
    stories = list(sent.values_list("story", flat=True).distinct())
    with transaction.atomic():
        sent.delete()
        Passage.objects.filter(pk__in=passages).tidy()
        count_corrections_again(stories)


def decide_typo_notes(keys: Collection[int], outcome: TypoNote.Outcome) -> int:
    """Say what becomes of open notes, by their keys; their writers are told. Gives of how many."""
    if not keys:
        return 0
    some = TypoNote.objects.open().filter(pk__in=keys)
    stories = list(some.order_by().values_list("story", flat=True).distinct())
    with transaction.atomic():
        count = some.update(outcome=outcome, decided_at=timezone.now(), told_at=None)
        count_corrections_again(stories)
    return count


@transaction.atomic
def reopen(note: TypoNote) -> None:
    """Undo that: its writer is told of what is decided then. A newer note of theirs on the same
    words stays, and this one with it."""
    others = TypoNote.objects.open().filter(passage=note.passage_id, reader=note.reader_id)
    if others.exists():
        return
    TypoNote.objects.filter(pk=note.pk).update(outcome="", decided_at=None, told_at=None)
    count_corrections_again([note.story_id])
    Notification.objects.filter(typo_note=note).delete()
    Notification.objects.count_for_all(Reader.objects.filter(pk=note.reader_id))


def corrected_by(new: Revision, stood: Iterable[str]) -> list[int]:
    """The keys of open notes on passages, by the names of their keys, that stood in the text before
    `new`, and of which `new` says what they suggest. Nothing is locked."""
    passages = [int(name) for name in stood]
    notes = TypoNote.objects.open().filter(passage__in=passages, revision__chapter=new.chapter_id)
    by_revision: defaultdict[int, list[TypoNote]] = defaultdict(list)
    for note in notes:
        by_revision[note.revision_id or 0].append(note)
    texts = Revision.objects.filter(pk__in=by_revision).exclude(text="")  # which was erased
    keys = []
    for revision, text in texts.values_list("pk", "text"):
        of_text = by_revision[revision]
        suggestions = [Suggestion((note.start, note.end), note.suggestion) for note in of_text]
        found = corrected(suggestions, text, new.text)
        keys += [note.pk for note, is_so in zip(of_text, found, strict=True) if is_so]
    return keys
