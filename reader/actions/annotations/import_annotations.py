"""Annotations that a reader brings back, or from elsewhere, made highlights here."""

from __future__ import annotations

import time
from collections.abc import Iterable

from django.conf import settings

from reader.actions.annotations.chapter_url import ChapterUrl
from reader.actions.annotations.import_result import ImportResult
from reader.actions.annotations.story_import import StoryImport
from reader.models.library.story import Story, StoryQuerySet
from reader.models.people.reader import Reader
from reader.text.annotation import Annotation

AT_ONCE = 500
"""Stories that are looked up in one query."""


def import_as_highlights(
    annotations: Iterable[Annotation],
    *,
    by: Reader,
    host: str,
    story: Story | None = None,
) -> ImportResult:
    """Make private highlights of `annotations`, each on the words that it quotes.

    A chapter is known by its URL, a story by its title; words that neither leads to are
    looked for in `story`. `host` is our own: on it a URL is trusted. Words that are not
    found in their story are kept loose on it.
    """
    result = ImportResult()
    until = time.monotonic() + settings.ANNOTATION_SECONDS
    for found, group in _by_story(annotations, by, story, result):
        StoryImport(found, group, by, host, until, result).run()
    return result


def _by_story(
    annotations: Iterable[Annotation], by: Reader, chosen: Story | None, result: ImportResult
) -> list[tuple[Story, list[Annotation]]]:
    """The annotations with the stories that they are about."""
    with_words = []
    for annotation in annotations:
        if annotation.words.strip():
            with_words.append(annotation)
        else:
            result.left += 1
    known = _KnownStories(with_words, by)
    groups: dict[int, tuple[Story, list[Annotation]]] = {}
    for annotation in with_words:
        story = known.of(annotation) or chosen
        if story is None:
            result.unmatched.append(annotation.words)
        else:
            groups.setdefault(story.pk, (story, []))[1].append(annotation)
    return list(groups.values())


class _KnownStories:
    """The stories that some annotations name, by URL or by title, and that their reader may see."""

    def __init__(self, annotations: Iterable[Annotation], reader: Reader) -> None:
        self.by_slug: dict[str, Story] = {}
        self.by_title: dict[str, list[Story]] = {}
        slugs, titles = set(), set()
        for annotation in annotations:
            url = ChapterUrl.of(annotation.source)
            if url:
                slugs.add(url.slug)
            if annotation.story:
                titles.add(annotation.story)
        for story in _stories(Story.objects.visible_to(reader), "slug", slugs):
            self.by_slug[story.slug] = story
        for story in _stories(Story.objects.listed_for(reader), "title", titles):
            self.by_title.setdefault(story.title, []).append(story)

    def of(self, annotation: Annotation) -> Story | None:
        """The story that an annotation is about. A title that only one story has decides, where
        the URL leads to none of that title: it may be of another instance."""
        url = ChapterUrl.of(annotation.source)
        linked = self.by_slug.get(url.slug) if url else None
        titled = self._titled(annotation)
        if linked is not None and (not titled or linked in titled):
            return linked
        if len(titled) == 1:
            return titled[0]
        return linked

    def _titled(self, annotation: Annotation) -> list[Story]:
        """The stories of the title that an annotation names; of several, those by its author."""
        titled = self.by_title.get(annotation.story, [])
        if len(titled) > 1 and annotation.author:
            return [story for story in titled if story.credit == annotation.author]
        return titled


def _stories(among: StoryQuerySet, name: str, values: set[str]) -> Iterable[Story]:
    wanted = sorted(values)
    for at in range(0, len(wanted), AT_ONCE):
        some = {f"{name}__in": wanted[at : at + AT_ONCE]}
        yield from among.filter(**some).select_related("author")
