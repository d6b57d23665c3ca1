"""Annotations that a reader brings back, or from elsewhere, made highlights here."""

from __future__ import annotations

import time
from collections.abc import Iterable

from django.conf import settings

from reader.actions.annotations.chapter_url import Address
from reader.actions.annotations.import_result import ImportResult
from reader.actions.annotations.story_import import StoryImport
from reader.models.library.story import Story
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
    kept: list[tuple[Annotation, Address | None]] = []
    for annotation in annotations:
        if annotation.words.strip():
            kept.append((annotation, Address.of(annotation.source)))
        else:
            result.left += 1
    slugs = {address.slug for _, address in kept if address}
    titles = {annotation.story for annotation, _ in kept if annotation.story}
    by_slug = {story.slug: story for story in _stories(by, "slug", slugs)}
    by_title: dict[str, list[Story]] = {}
    for story in _stories(by, "title", titles):
        by_title.setdefault(story.title, []).append(story)
    groups: dict[int, tuple[Story, list[Annotation]]] = {}
    for annotation, address in kept:
        story = by_slug.get(address.slug) if address else None
        titled = by_title.get(annotation.story, [])
        if len(titled) > 1 and annotation.author:
            titled = [one for one in titled if one.credit == annotation.author]
        if (story is None or (annotation.story and titled and story not in titled)) and len(
            titled
        ) == 1:
            (story,) = titled
        story = story or chosen
        if story is None:
            result.unmatched.append(annotation.words)
        else:
            groups.setdefault(story.pk, (story, []))[1].append(annotation)
    return list(groups.values())


def _stories(by: Reader, name: str, values: set[str]) -> Iterable[Story]:
    wanted = sorted(values)
    for at in range(0, len(wanted), AT_ONCE):
        some = {f"{name}__in": wanted[at : at + AT_ONCE]}
        yield from Story.objects.visible_to(by).filter(**some).select_related("author")
