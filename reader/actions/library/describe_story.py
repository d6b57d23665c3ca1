"""What a manuscript says of a story as a whole, put on the story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reader.models.library.author_note import AuthorNote
from reader.models.library.story import Story
from reader.models.library.tag import Tag
from reader.text.manuscripts.manuscript import Manuscript


def describe(story: Story, manuscript: Manuscript) -> None:
    """Say of a story, without saving it, what a manuscript says of it. What it does not say
    stays."""
    is_new = story._state.adding
    own_names = (story.author.username, str(story.author))
    if (manuscript.author or is_new) and manuscript.author != story.credit:
        story.byline = "" if manuscript.author in own_names else manuscript.author[:100]
    story.title = manuscript.title.strip()[:200] or story.title or "Untitled"
    story.summary = manuscript.summary[:4000] or story.summary
    story.series = manuscript.series[:200] or story.series
    story.language = manuscript.language[:12] or story.language
    story.rating = manuscript.rating or story.rating
    story.smart = manuscript.smart or story.smart
    story.source = manuscript.source[:500] or story.source
    story.first_published = _day(manuscript.published) or story.first_published
    story.last_updated = _day(manuscript.updated) or story.last_updated
    if manuscript.status:
        story.status = manuscript.status
    elif is_new:
        story.status = Story.Status.default_for(len(manuscript.chapters))


def save_described(story: Story, manuscript: Manuscript, notes: Sequence[AuthorNote]) -> None:
    """Save a story with what `describe` said of it, with the manuscript's tags and with its
    `notes`, which are not saved yet."""
    story.save()
    tags = {
        Tag.Kind.TAG: manuscript.tags,
        Tag.Kind.FANDOM: manuscript.fandoms,
        Tag.Kind.RELATIONSHIP: manuscript.relationships,
        Tag.Kind.CHARACTER: manuscript.characters,
        Tag.Kind.WARNING: manuscript.warnings,
    }
    for kind, names in tags.items():
        if names:
            story.tag(names, kind)
    if notes:
        AuthorNote.objects.replace(story.notes, notes)


def _day(words: str) -> date | None:
    """The day that a manuscript says something was, if it is one."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
