"""What the author of a chapter does with it and its story, each thing once, at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.actions.library.add_chapters import add_chapter as add
from tests.views.selections import url

if TYPE_CHECKING:
    from tests.views.reading.crowd import Crowd


def revise(crowd: Crowd) -> None:
    """Words go, come, or come back."""
    chapter = crowd.chapter
    paragraphs = chapter.revision.source.split("\n\n")
    at = crowd.random.randrange(len(paragraphs))
    kind = crowd.random.choice(("drop", "drop", "add", "change", "first"))
    if kind == "first":
        paragraphs = crowd.text.split("\n\n")
    elif kind == "add":
        paragraphs.insert(at, f"A new paragraph, number {len(crowd.done)}, of water and rope.")
    elif kind == "change":
        paragraphs[at] = paragraphs[at].replace("the", "that", 1)
    elif len(paragraphs) > 4:
        del paragraphs[at]
    fields = {
        "title": chapter.title,
        "source": "\n\n".join(paragraphs),
        "revision": chapter.revision.number,
        "do": "publish",
    }
    crowd.post_at_desk(url(chapter, "edit/"), fields)


def withdraw(crowd: Crowd) -> None:
    chapter = crowd.chapter
    old = crowd.one(chapter.revisions.exclude(pk=chapter.revision_id))
    old.withdraw()


def retitle(crowd: Crowd) -> None:
    chapter = crowd.chapter
    chapter.title = f"Low Water {len(crowd.done)}"
    chapter.save(update_fields=["title"])


def change_story(crowd: Crowd) -> None:
    story = crowd.chapter.story
    story.title, story.language = f"Story {len(crowd.done)}", crowd.random.choice(("en", "ar"))
    story.save()


def change_note(crowd: Crowd) -> None:
    """The author's note is written, changed or taken away."""
    chapter = crowd.chapter
    note = chapter.notes.first()
    if note and crowd.random.random() < 0.4:
        note.delete()
        return
    note = note or chapter.notes.model(chapter=chapter)
    note.source = f"By the way, {len(crowd.done)}."
    note.save()


def add_chapter(crowd: Crowd) -> None:
    """Another one, until there are three."""
    story = crowd.chapter.story
    if story.chapters.in_story().count() < 3:
        add(story, f"High Water {len(crowd.done)}", "They came back.")


def change_order(crowd: Crowd) -> None:
    """Move a chapter, merge the next one into it, or take out one of the others, or put it
    back."""
    story = crowd.chapter.story
    act = crowd.random.choice(("down", "merge", "take out", "put back"))
    others = story.chapters.exclude(pk=crowd.pk)
    if act == "down":
        chapter = crowd.one(story.chapters.in_story())
    elif act == "merge":
        crowd.one(others.filter(number=crowd.chapter.number + 1))
        chapter = crowd.chapter
    elif act == "take out":
        chapter = crowd.one(others.in_story())
    else:
        chapter = crowd.one(others.filter(number=None, merged_into=None))
    crowd.post_at_desk(f"/desk/{story.slug}/", {"do": act, "chapter": chapter.pk})


def publish(crowd: Crowd) -> None:
    """The story is taken back, or comes out again."""
    story = crowd.chapter.story
    if story.is_draft:
        crowd.post_at_desk(f"/desk/{story.slug}/", {"do": "publish"})
    else:
        crowd.post_at_desk(f"/desk/{story.slug}/unpublish/", {})


OFTEN = {
    revise: 5,
    withdraw: 2,
    retitle: 1,
    change_story: 1,
    change_note: 2,
    add_chapter: 1,
    change_order: 2,
    publish: 0.5,
}
"""How often each is done."""
