"""What those who keep order do at a chapter, each thing once, at random."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from reader.actions.moderation.appeal import reverse
from reader.actions.moderation.decide import Verdict, decide_about
from reader.models import Comment, Decision, Highlight
from tests.views.selections import url

if TYPE_CHECKING:
    from reader.models.moderation.kind import Reported
    from tests.views.reading.crowd import Crowd

Action = Decision.Action


def hide_everything_of(crowd: Crowd) -> None:
    """All that a reader said and shows, or that moderators hid before is shown again."""
    _decide_or_undo(crowd, crowd.random.choice(crowd.readers), Verdict(Action.HIDE, "No."))


def hide_mark(crowd: Crowd) -> None:
    """One that somebody shows."""
    shown = Highlight.objects.filter(public=True, removed_at=None, reader__in=crowd.readers)
    _decide_or_undo(crowd, crowd.one(shown), Verdict(Action.HIDE, "No."))


def suspend(crowd: Crowd) -> None:
    """Or let them speak again."""
    until = timezone.now() + timedelta(days=3)
    reader = crowd.random.choice(crowd.readers)
    _decide_or_undo(crowd, reader, Verdict(Action.SUSPEND, "Calm down.", until), often=0.7)


def close_thread(crowd: Crowd) -> None:
    """A moderator does, or the author; or somebody opens it again."""
    comment = crowd.one(Comment.objects.spoken().filter(chapter=crowd.pk, parent=None))
    by = crowd.random.choice((crowd.moderator, crowd.author))
    fields = {"do": crowd.random.choice(("close", "open", "open"))}
    crowd.post(by, f"/comments/{comment.pk}/close/", fields)


def close_chapter(crowd: Crowd) -> None:
    """To further talk; the next time it is opened."""
    chapter = crowd.chapter
    if chapter.closed_at or crowd.random.random() < 0.5:
        fields = {"do": "open" if chapter.closed_at else "close"}
        crowd.post(crowd.moderator, f"/moderation{url(chapter, 'talk/')}", fields)
    else:
        fields = {"do": "close talk", "chapter": chapter.pk}
        crowd.post_at_desk(f"/desk/{chapter.story.slug}/", fields)


def take_down(crowd: Crowd) -> None:
    """The story or the chapter."""
    chapter = crowd.chapter
    thing = crowd.random.choice((chapter, chapter.story))
    decide_about(thing, Verdict(Action.HIDE, "An advertisement."), by=crowd.moderator)


def put_back(crowd: Crowd) -> None:
    """What was taken down last."""
    decisions = Decision.objects.filter(action=Action.HIDE, case__kind__in=("story", "chapter"))
    reverse(decisions.standing().latest("at"), by=crowd.moderator)


def _decide_or_undo(crowd: Crowd, about: Reported, verdict: Verdict, often: float = 0.5) -> None:
    """Undo, as often as this, what was decided so before, if anything was."""
    decisions = Decision.objects.filter(action=verdict.action).exclude(
        case__kind__in=("story", "chapter")
    )
    last = decisions.standing().order_by("at").last()
    if last and crowd.random.random() < often:
        reverse(last, by=crowd.moderator)
    else:
        decide_about(about, verdict, by=crowd.moderator)


OFTEN = {
    hide_everything_of: 1,
    hide_mark: 1,
    suspend: 1,
    close_thread: 2,
    close_chapter: 1,
    take_down: 0.5,
}
"""How often each is done."""
