"""Handing a story over: whose it is changes, and nothing of what readers wrote on it."""

from __future__ import annotations

from django.db import transaction

from reader.models.library.co_author import CoAuthor
from reader.models.library.story import Story
from reader.models.people.reader import Reader


@transaction.atomic
def give_to(story: Story, reader: Reader) -> None:
    """Make a story a reader's: at their desk, with their name on the cover."""
    story.hold()
    CoAuthor.objects.filter(story=story, reader=reader).delete()
    story.author, story.byline = reader, ""
    story.save(update_fields=["author", "byline"])
    story.name_co_authors()


def give_to_co_authors(author: Reader) -> None:
    """Give the stories that a reader wrote with others to these: each to who came to it first."""
    shared = Story.with_deleted.filter(author=author)
    shared = shared.filter(co_authors__in=CoAuthor.objects.accepted()).distinct()
    for story in shared:
        heir = story.co_authors.accepted().select_related("reader").first()
        if heir:
            give_to(story, heir.reader)
