"""Who sees nothing of whom, said once more from the rows, for the tests."""

from __future__ import annotations

from reader.models import Comment, HiddenThread, Reader, Silence


def unheard_by(viewer: Reader | None, *, keeps: bool = False) -> set[int]:
    """The keys of the readers whom a viewer muted or blocked, and, unless they keep order there, of
    those who blocked them."""
    keeps = keeps or bool(viewer and viewer.moderates)
    unheard = set()
    for silence in Silence.objects.all() if viewer else ():
        if silence.reader_id == viewer.pk:
            unheard.add(silence.whom_id)
        if silence.whom_id == viewer.pk and silence.kind == "block" and not keeps:
            unheard.add(silence.reader_id)
    return unheard


def is_heard(comment: Comment, viewer: Reader | None, *, in_margin: bool = True) -> bool:
    """Whether a viewer hears of a comment: not by one of those, nor in a thread that they hid. In
    the margins of their own story authors keep order."""
    keeps = in_margin and bool(viewer) and comment.chapter.story.is_by(viewer)
    if comment.reader_id in unheard_by(viewer, keeps=keeps):
        return False
    begun = comment.parent_id or comment.pk
    for hidden in HiddenThread.objects.filter(reader=viewer) if viewer else ():
        if hidden.comment_id == begun or (
            comment.passage_id and hidden.passage_id == comment.passage_id
        ):
            return False
    return True
