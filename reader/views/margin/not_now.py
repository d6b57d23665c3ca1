"""What somebody is told who cannot say just this just now, and what who did say something."""

from __future__ import annotations

from django.conf import settings

from reader.actions.margin.look_first import links_away
from reader.models import Comment
from reader.models.people.newcomer import is_newcomer
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest

MOST_LINKS = 2
"""In a comment of a newcomer."""
NEW_HERE = (
    "You are new here, so there is a little longer to wait between comments. Send it again in a "
    "minute: nothing you wrote is lost."
)
TOO_MANY_LINKS = (
    f"While you are new here, a comment can have at most {MOST_LINKS} links. Leave some out."
)
WAITS = "Saved. Others see it once somebody has looked at it."


def not_now(request: SignedInRequest, html: str) -> str:
    """Count that somebody comments, and give why this, once it is rendered, is too much at once, or
    an empty string."""
    if reason := too_often(request, "comment"):
        return reason
    if not settings.RATE_LIMITS.get("newcomer_comment") or not is_newcomer(request.user):
        return ""
    if len(links_away(html)) > MOST_LINKS:
        return TOO_MANY_LINKS
    return NEW_HERE if too_often(request, "newcomer_comment") else ""


def said(comment: Comment, done: str) -> str:
    """What was done, or honestly that it waits."""
    return WAITS if comment.held_at else done
