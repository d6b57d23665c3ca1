"""Readers, stories and chapters for tests, in as few words as possible."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from reader.actions.library.add_chapters import add_chapter
from reader.actions.margin.comment import add_comment
from reader.actions.margin.highlight import highlight_words
from reader.actions.margin.passage_at import passage_at
from reader.models import Chapter, Comment, Highlight, Reader, Revision, Story

_numbers = count(1)

TEXT = """The ferry came at nine, as it had for eleven years, with *nobody* on it.

"You could write to them," said Tam. He had one boot in the boat & one on the mud.

She had written. She held up the answer, which had arrived folded around a fish.

* * *

They crossed at noon with two goats, a widow, and a box of lamp oil."""

RICH = """# A heading

AN odd *beginning* with **stress**, a footnote[^1] and a [link](https://example.org/).

> Dear you,
>
> it is late.

| Verse has lines
|   and indents

~*~

- one
- two

| When | Where |
|---|---|
| nine | here |

[^1]: The note.
"""
"""What else there may be in a chapter."""


def make_reader(username: str = "", **fields: object) -> Reader:
    """A reader who can sign in with the password `a long password`, and who was asked already
    whether their marks may count."""
    fields = {"counts_marks": False} | fields
    reader = Reader(username=username or f"reader{next(_numbers)}", **fields)
    reader.set_password("a long password")
    reader.save()
    return reader


def make_story(*, author: Reader | None = None, draft: bool = False, **fields: object) -> Story:
    """A story without chapters, published unless it is a `draft`."""
    number = next(_numbers)
    fields = {"title": f"Story {number}", "slug": f"story-{number}"} | fields
    return Story.objects.create(
        author=author or make_reader(), published_at=None if draft else timezone.now(), **fields
    )


def make_chapter(
    text: str = TEXT, *, story: Story | None = None, title: str = "Low Water", **fields: object
) -> Chapter:
    """A chapter with a text, of a new story where none is given."""
    return add_chapter(story or make_story(**fields), title, text)


def make_chapters(count: int, **fields: object) -> Story:
    """A new story of so many chapters, `Crossing 1` and on, stored at once."""
    first = make_chapter(title="Crossing 1", **fields)
    repeat_chapter(first, count - 1)
    first.story.refresh_from_db()
    return first.story


def repeat_chapter(chapter: Chapter, times: int) -> None:
    """So many more chapters with its text after it, called by their numbers, stored at once."""
    story, text = chapter.story, chapter.current_revision
    said = {"words": chapter.words, "published_at": chapter.published_at}
    chapters, revisions = [], []
    for number in range(chapter.number + 1, chapter.number + 1 + times):
        title = f"Crossing {number}"
        chapters.append(Chapter(story=story, number=number, title=title, **said))
    for made in Chapter.objects.bulk_create(chapters):
        same = {"source": text.source, "text": text.text, "blocks": text.blocks}
        revisions.append(Revision(chapter=made, number=1, **same))
    Revision.objects.bulk_create(revisions)
    own = Revision.objects.filter(chapter=OuterRef("pk")).values("pk")[:1]
    Chapter.objects.filter(story=story, revision=None).update(revision=Subquery(own))
    Story.objects.filter(pk=story.pk).count_chapters()


def find_words(chapter: Chapter, words: str) -> tuple[int, int]:
    """Where `words` stand, once, in the chapter's text."""
    assert chapter.text.count(words) == 1, words
    start = chapter.text.index(words)
    return start, start + len(words)


def highlight(chapter: Chapter, words: str, reader: Reader, **fields: object) -> Highlight:
    """A reader's highlight on the chapter's only `words`."""
    colour = fields.pop("colour", "yellow")
    mark = highlight_words(chapter, reader, *find_words(chapter, words), colour)
    if fields:
        mark.change(**{"colour": colour, "note": "", "public": False} | fields)
    return mark


def say(chapter: Chapter, text: str, by: Reader, *, on: str = "", **fields: object) -> Comment:
    """A comment on the chapter, or `on` some of its words."""
    passage = passage_at(chapter, *find_words(chapter, on)) if on else None
    return add_comment(text, by=by, chapter=chapter, passage=passage, **fields)


def say_many(chapter: Chapter, count: int, by: Reader, **fields: object) -> list[Comment]:
    """Comments number 1 to `count`, a minute apart, stored at once."""
    begun, rows = timezone.now() - timedelta(days=30), []
    for number in range(1, count + 1):
        words = f"Remark {number}."
        at = begun + timedelta(minutes=number)
        said = {"source": words, "html": f"<p>{words}</p>", "created_at": at}
        rows.append(Comment(chapter=chapter, reader=by, **said, **fields))
    return Comment.objects.bulk_create(rows)
