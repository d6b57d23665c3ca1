"""What the author of a chapter does with it and its story, each thing once, at random."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from reader.actions.apart import Apart
from reader.actions.library.add_chapters import add_chapter as add
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.co_authors import (
    accept_invitation,
    end_co_authorship,
    invite_co_author,
)
from reader.models import Comment, Tag
from reader.models.library.margin_rules import RULES, rule_choices
from reader.models.people.suspension import Suspended
from reader.views.desk.reader_names import choose_readers
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
    """The story, or the chapter, is taken back, or comes out again."""
    chapter = crowd.chapter
    story = chapter.story
    if story.is_draft:
        crowd.post_at_desk(f"/desk/{story.slug}/", {"do": "publish"})
    elif not chapter.is_published:
        fields = {"do": "publish chapter", "chapter": chapter.pk}
        crowd.post_at_desk(f"/desk/{story.slug}/", fields)
    else:
        what = crowd.random.choice(("", f"{chapter.pk}/"))
        crowd.post_at_desk(f"/desk/{story.slug}/{what}unpublish/", {})


def split(crowd: Crowd) -> None:
    """The end of the chapter becomes one of its own."""
    chapter = crowd.chapter
    if chapter.story.chapters.in_story().count() > 3 or len(chapter.revision.blocks) < 3:
        raise crowd.NothingThere
    fields = {"revision": chapter.revision.number, "block": len(chapter.revision.blocks) - 1}
    crowd.post_at_desk(url(chapter, "split/"), fields)


def delete_chapter(crowd: Crowd) -> None:
    """Another one than that which is read, or it is restored."""
    story = crowd.chapter.story
    gone = ChapterList(story).deleted.first()
    if gone:
        fields = {"do": "undelete", "chapter": gone.pk}
        crowd.post_at_desk(f"/desk/{story.slug}/", fields)
        return
    chapter = crowd.one(story.chapters.in_story().exclude(pk=crowd.pk))
    crowd.post_at_desk(f"/desk/{story.slug}/{chapter.pk}/delete/", {})


def schedule(crowd: Crowd) -> None:
    """Another chapter comes out by itself, while pages are kept that were made before."""
    others = crowd.chapter.story.chapters.in_story().filter(taken_down_at=None)
    chapter = crowd.one(others.exclude(pk=crowd.pk))
    chapter.published_at = timezone.now() + timedelta(seconds=1)
    chapter.save(update_fields=["published_at"])
    for viewer in crowd.clients:
        for where in ("one", "two"):
            crowd.get(viewer, url(crowd.chapter), where)
    time.sleep(1)


def pin(crowd: Crowd) -> None:
    """Or unpin."""
    begun = Comment.objects.spoken().filter(chapter=crowd.pk, parent=None)
    comment = crowd.one(begun)
    wanted = "unpin" if comment.pinned_at else "pin"
    if wanted == "pin" and begun.exclude(pinned_at=None).count() >= 3:
        raise crowd.NothingThere
    crowd.post(crowd.author, f"/comments/{comment.pk}/pin/", {"do": wanted})


def change_rules(crowd: Crowd) -> None:
    """Who may comment, mark and correct; nearly always everybody may."""
    fields = dict.fromkeys(RULES, "")
    if crowd.random.random() < 0.3:
        name = crowd.random.choice(RULES)
        fields[name] = crowd.random.choice(rule_choices(name))[0]
    crowd.post_at_desk(f"/desk/{crowd.chapter.story.slug}/margin/", fields)


def change_audience(crowd: Crowd) -> None:
    """Nearly always it is for everybody."""
    story = crowd.chapter.story
    kinds = ("everybody", "everybody", "everybody", "link", "members", "chosen")
    story.audience = crowd.random.choice(kinds)
    story.save()
    names = [reader.username for reader in crowd.readers if crowd.random.random() < 0.6]
    choose_readers(story, ",".join(names))


def change_rating(crowd: Crowd) -> None:
    """So that some are asked before they read."""
    story = crowd.chapter.story
    story.rating = crowd.random.choice(("", "general", "mature", "explicit"))
    story.save()
    story.tag(crowd.random.choice(([], [], ["Underage"])), Tag.Kind.WARNING)


def change_co_author(crowd: Crowd) -> None:
    """Somebody writes with the author, or does not any more."""
    story = crowd.chapter.story
    row = story.co_authors.first()
    if row:
        end_co_authorship(story, row.reader, by=row.reader)
        return
    reader = crowd.random.choice(crowd.readers)
    reader.refresh_from_db()
    try:
        invite_co_author(story, reader)
        accept_invitation(story, reader)
    except (Apart, Suspended):
        raise crowd.NothingThere from None


OFTEN = {
    revise: 5,
    withdraw: 2,
    retitle: 1,
    change_story: 1,
    change_note: 2,
    add_chapter: 1,
    change_order: 2,
    publish: 0.5,
    split: 0.5,
    delete_chapter: 1,
    schedule: 0.5,
    pin: 2,
    change_rules: 2,
    change_audience: 2,
    change_rating: 1,
    change_co_author: 1,
}
"""How often each is done."""
