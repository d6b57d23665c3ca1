"""What the buttons on a story's page at the desk do. Each act gives the URL to go to then."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.urls import reverse

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList, WouldPublish
from reader.actions.library.first_stories import stop_waiting
from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.publish import TakenDown, publish_chapter, publish_story
from reader.actions.margin.close_talk import ClosedByModerators, close, open_again
from reader.models import Chapter, Story
from reader.models.library.chapter import ChapterQuerySet
from reader.text.whole_numbers import whole_number
from reader.views.desk.desk_chapters import desk_url
from reader.web.request import SignedInRequest

MIXED = (
    "One of these two chapters is published and the other is not. Merging them would either "
    "publish the draft, or take away what readers can read now. Publish the draft first, or "
    "unpublish the other chapter."
)

DOWN = (
    "Moderators took this down, so it can’t be published again. The reason stands beside it; your "
    "inbox says how to answer."
)

Act = Callable[[SignedInRequest, Story, ChapterList], str]


def add(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    chapter = add_chapter(story, "", "", draft=True)
    return reverse("chapter_edit", args=[story.slug, chapter.number])


def move_up(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    return _move(request, story, contents, -1)


def move_down(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    return _move(request, story, contents, 1)


def close_talk(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    """Nobody else says anything more on a chapter; what was said stays."""
    chapter = _chosen(request, contents.chapters)
    close(chapter)
    messages.success(request, f"{chapter.heading} is closed to further comments.")
    return desk_url(story, chapter.number)


def open_talk(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    chapter = _chosen(request, contents.chapters)
    try:
        open_again(chapter)
    except ClosedByModerators:
        raise BadRequest("Moderators closed this: they alone open it again.") from None
    messages.success(request, f"Readers can comment on {chapter.heading} again.")
    return desk_url(story, chapter.number)


def merge(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    chapter = _chosen(request, contents.chapters)
    try:
        merge_with_next(chapter, by=request.user)
    except WouldPublish:
        raise BadRequest(MIXED) from None
    except IndexError:
        raise BadRequest("No chapter follows this one.") from None
    messages.success(
        request,
        f"{chapter.heading} and the next chapter are merged, with everything in their margins.",
    )
    return desk_url(story, chapter.number)


def take_out(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    chapter = _chosen(request, contents.chapters)
    number = chapter.number
    contents.take_out(chapter)
    messages.success(
        request, f"{chapter.heading} was removed from the story. You can restore it below."
    )
    return desk_url(story, number)


def put_back(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    chapter = _chosen(request, contents.taken_out)
    contents.put_back(chapter)
    messages.success(request, f"{chapter.heading} is restored, as the last chapter.")
    return desk_url(story, chapter.number)


def undelete(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    chapter = _chosen(request, contents.deleted)
    contents.put_back(chapter)
    where = "where it was" if chapter.number else "among the removed chapters"
    messages.success(request, f"{chapter.heading} is restored, {where}.")
    return desk_url(story, chapter.number)


def publish(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    try:
        drafts = publish_story(story)
    except TakenDown:
        raise BadRequest(DOWN) from None
    if story.waits_since:
        return desk_url(story)  # which says so
    message = "The story is published."
    if drafts == 1:
        message += " One chapter is still a draft. You can publish it below."
    elif drafts:
        message += f" {drafts} chapters are still drafts. You can publish each below."
    messages.success(request, message)
    return desk_url(story)


def publish_one(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    chapter = _chosen(request, contents.chapters)
    if story.is_draft or not chapter.words:
        raise BadRequest("Publish the story first, and write something in the chapter.")
    try:
        publish_chapter(chapter)
    except TakenDown:
        raise BadRequest(DOWN) from None
    messages.success(request, f"{chapter.heading} is published.")
    return desk_url(story, chapter.number)


def take_back(request: SignedInRequest, story: Story, contents: ChapterList) -> str:
    stop_waiting(story)
    messages.success(request, "The story is a draft again. You can publish it whenever you want.")
    return desk_url(story)


ACTS: dict[str, Act] = {
    "add": add,
    "up": move_up,
    "down": move_down,
    "merge": merge,
    "close talk": close_talk,
    "open talk": open_talk,
    "take out": take_out,
    "put back": put_back,
    "undelete": undelete,
    "publish": publish,
    "publish chapter": publish_one,
    "take back": take_back,
}


def _move(request: SignedInRequest, story: Story, contents: ChapterList, step: int) -> str:
    """Put a chapter before the one that it follows, or after the one that follows it."""
    chapter = _chosen(request, contents.chapters)
    keys = list(contents.chapters.values_list("pk", flat=True))
    index = keys.index(chapter.pk)
    keys.insert(max(index + step, 0), keys.pop(index))
    contents.order(keys)
    return desk_url(story, keys.index(chapter.pk) + 1)


def _chosen(request: SignedInRequest, chapters: ChapterQuerySet) -> Chapter:
    """The one of these chapters that a button stands beside. Raises BadRequest."""
    key = whole_number(request.POST.get("chapter", ""))
    chosen = None if key is None else chapters.filter(pk=key).first()
    if chosen is None:
        raise BadRequest("The story’s chapters have changed. Reload the page.")
    return chosen
