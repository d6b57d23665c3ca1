"""Who may comment on a story, and whose comments wait, by what its author wants."""

from __future__ import annotations

from reader.actions.refused import Refused
from reader.models.closed_by import ClosedBy
from reader.models.inbox.follow import follows
from reader.models.library.chapter import Chapter
from reader.models.library.margin_rules import MarginRules, rule_of
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.models.viewer import Viewer, moderates

Who = MarginRules.WhoComments
Waits = MarginRules.WhoWaits
NOBODY = "The author takes no comments on this story. You can still mark words for yourself."
FOLLOWERS = (
    "Only readers who follow this story can comment on it. Follow it on its page to join in."
)
CHAPTER_CLOSED = "This chapter is closed to further comments. You can read those there."
THREAD_CLOSED = "This thread is closed to further comments. You can read on."
NOT_REWORDED = "It is closed here: what was said stays as it is. You can delete what is yours."


def why_not(story: Story, viewer: Viewer) -> str:
    """Why a viewer may not comment on a story, by what its author wants; or an empty string. A
    query where only followers may."""
    who = rule_of(story, story.author, "who_comments")
    if who == Who.EVERYBODY or story.is_by(viewer):
        return ""
    if who == Who.NOBODY:
        return NOBODY
    return "" if follows(viewer, story) else FOLLOWERS


def is_shut(chapter: Chapter) -> bool:
    """Whether nobody but the authors of its story may comment on a chapter."""
    story = chapter.story
    takes_none = rule_of(story, story.author, "who_comments") == Who.NOBODY
    return takes_none or chapter.closed_at is not None


def refuse_unwelcome(
    by: Reader, chapter: Chapter, passage: Passage | None, begun: Comment | None
) -> None:
    """Raise Refused where its author wants no comment by a reader on a story, or where a chapter or
    a thread is closed: on a passage, or begun by a comment."""
    sentence = why_closed(by, chapter, passage, begun) or why_not(chapter.story, by)
    if sentence:
        raise Refused(sentence)


def why_closed(
    by: Viewer, chapter: Chapter, passage: Passage | None = None, begun: Comment | None = None
) -> str:
    """That a chapter or a thread is closed to somebody, on a passage, or begun by a comment; or an
    empty string."""
    is_own = chapter.story.is_by(by)
    if _is_closed(chapter, is_own):
        return CHAPTER_CLOSED
    if _is_closed(passage, is_own) or _is_closed(begun, is_own):
        return THREAD_CLOSED
    return ""


def refuse_rewording(comment: Comment) -> None:
    """Raise Refused where a comment stands in what is closed to its writer: who may not answer any
    more is not answered by other words either. It can be deleted."""
    begun = comment.parent or comment
    if why_closed(comment.reader, comment.chapter, comment.passage, begun):
        raise Refused(NOT_REWORDED)


def _is_closed(what: Chapter | Passage | Comment | None, is_own: bool) -> bool:
    """Whether one is not to speak there any more: what authors closed is open to themselves."""
    if what is None or not what.closing:
        return False
    return not is_own or what.closing == ClosedBy.MODERATOR


def waits(by: Reader, story: Story) -> bool:
    """Whether what a reader says on a story waits until its author has looked. A newcomer is of
    whom nothing stands yet in the margins of this author. Nothing waits for authors who left."""
    rule = rule_of(story, story.author, "who_waits")
    if rule == Waits.NOBODY or story.is_by(by) or moderates(by):
        return False
    if not Reader.objects.filter(pk__in=story.author_keys, is_active=True).exists():
        return False
    if rule == Waits.ALL:
        return True
    known = Comment.objects.spoken().filter(reader=by, chapter__story__author=story.author_id)
    return not known.exists()
