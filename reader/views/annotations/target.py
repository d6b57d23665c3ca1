"""What an annotation that a program sends is about."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from reader.actions.annotations.annotation_list import AnnotationList
from reader.actions.annotations.chapter_url import ChapterUrl
from reader.models import Chapter, Comment, Reader, Story
from reader.models.library.chapter import ChapterQuerySet
from reader.text.annotation import REPLYING, Annotation
from reader.views.annotations.refusal import Refusal

NO_CHAPTER = "The target is not a chapter here."


def target_of(
    request: HttpRequest, sent: Annotation, story: Story | None, chapter: Chapter | None
) -> tuple[Chapter, Comment | None]:
    """The chapter that an annotation is about, and the comment that it answers. Raises Refusal
    for what is not here, or not about the story or the chapter of a container, and Http404."""
    url = sent.answers or sent.source
    if not _is_here(request, url):
        raise Refusal(400, NO_CHAPTER)
    to = None
    if sent.motivation == REPLYING:
        to = _comment_at(request, url)
        about = get_object_or_404(_chapters(request.user), pk=to.chapter_id)
    else:
        about = _chapter_at(request, url)
    is_elsewhere = story is not None and about.story_id != story.pk
    if is_elsewhere or (chapter is not None and about.pk != chapter.pk):
        raise Refusal(400, "The target is not in this container: post it to its own.")
    return about, to


def _is_here(request: HttpRequest, url: str) -> bool:
    """Whether a URL is one of this site."""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return urlsplit(request.build_absolute_uri(url)).netloc == request.get_host()


def _comment_at(request: HttpRequest, url: str) -> Comment:
    name = urlsplit(url).path.rpartition("/")[2]
    row = AnnotationList.visible_to(request.user).row(name)
    if not isinstance(row, Comment):
        raise Refusal(400, "The target of a reply is the URL of a comment.")
    return row


def _chapter_at(request: HttpRequest, url: str) -> Chapter:
    wanted = ChapterUrl.of(url)
    if wanted is None:
        raise Refusal(400, NO_CHAPTER)
    chapters = _chapters(request.user).filter(story__slug=wanted.slug)
    found = None
    if wanted.number:
        found = chapters.filter(number=wanted.number).first()
    elif wanted.pk:
        found = chapters.filter(pk=wanted.pk, number=None).first()
    if found is None:
        raise Refusal(400, NO_CHAPTER)
    return found


def _chapters(reader: Reader | AnonymousUser) -> ChapterQuerySet:
    return (
        Chapter.objects.visible_to(reader)
        .filter(revision__isnull=False)
        .select_related("story__author", "revision")
        .defer("revision__source", "revision__blocks", "revision__places")
    )
