"""Revising: another text for a chapter, to which every passage is carried."""

from __future__ import annotations

from collections.abc import Callable

from reader.actions.prepare_then_store import prepare_then_store
from reader.actions.revising.begin_margins import begin_again
from reader.actions.revising.proposal import Proposal
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.people.reader import Reader


def revise(
    chapter: Chapter,
    source: str,
    *,
    by: Reader | None,
    on: Revision | None = None,
    also: Callable[[], None] | None = None,
) -> Revision | None:
    """Make Markdown `source` the chapter's text and carry every passage to it.

    The text is rendered and the passages carried before anything is locked. What is stored
    then is stored in one transaction, with what `also` does, and one revision at a time. Where
    the passages of a published chapter are very many, a task carries them.
    Gives the new revision, or None where the text is what it was. Raises RevisedMeanwhile
    where `on`, the revision that `source` was written on, is not the present one.
    """
    rendered = None

    def prepare() -> Callable[[], Revision | None]:
        nonlocal rendered
        may_settle = chapter.is_public  # what comes out later is whole when its time comes
        proposal = Proposal(chapter, source, by=by, on=on, rendered=rendered, may_settle=may_settle)
        rendered = None if proposal.changes_nothing else proposal.revision
        return lambda: _store(proposal, also)

    return prepare_then_store(chapter.story, prepare)


def _store(proposal: Proposal, also: Callable[[], None] | None) -> Revision | None:
    """Store a proposal, with what `also` does, in a transaction."""
    chapter = proposal.chapter
    chapter.story.hold()
    Chapter.objects.select_for_update(no_key=True).only("pk").get(pk=chapter.pk)
    proposal.snapshot.check_unchanged()
    new = proposal.store()
    if also:
        also()
    if new:
        begin_again([chapter])
    return new
