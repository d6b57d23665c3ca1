"""What a viewer may say where comments are shown: which of them have a link to answer or to reword
them."""

from __future__ import annotations

from reader.actions.margin.may_comment import why_closed, why_not
from reader.models import Chapter
from reader.models.viewer import Viewer, apart, key_of


def may_say(chapter: Chapter, viewer: Viewer, *, speaks: bool = False) -> dict[str, object]:
    """Why an author wants no comments by a viewer; whether the viewer may answer, and reword what
    they said, on a chapter where a thread is not closed; and whether they write the story: what its
    authors closed is open to themselves. Who just `speaks` there may, and need not be asked for."""
    reason = why_not(chapter.story, viewer) if key_of(viewer) and not speaks else ""
    is_open = not why_closed(viewer, chapter)
    is_heard = key_of(viewer) is not None and not apart(viewer, *chapter.story.author_keys)
    return {
        "why_not": reason,
        "may_reply": is_heard and is_open and not reason,
        "may_reword": is_heard and is_open,
        "writes": chapter.story.is_by(viewer),
    }
