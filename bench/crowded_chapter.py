"""Chapters that many have marked and talked about, made quickly, the same way every time."""

from __future__ import annotations

import random
from typing import NamedTuple

from bench.library import prose

WORDS, EVERYBODY, PRESENT = 5_000, 2_000, 200
"""Words of a chapter; readers there are; those of them who come to read while it is measured."""
CALM_PASSAGES, BUSY_PASSAGES = 200, 4_000
HIGHLIGHTS, COMMENTS, ROOTS = 10_000, 5_000, 1_000
"""What stands on a busy chapter; how many of the comments on its words, and as many on the whole of
it, begin a thread."""
OWN = 3
"""Highlights that each of those who are present has on a calm chapter."""


class Chapters(NamedTuple):
    """A calm chapter and a busy one, those who are present, and who moderates."""

    calm: object
    busy: object
    readers: list[object]
    moderator: object


def make_chapters() -> Chapters:
    """Both chapters, on a database with nobody in it."""
    from reader.models import Reader

    rows = [Reader(username=f"reader-{number}") for number in range(EVERYBODY)]
    readers = Reader.objects.bulk_create(rows, batch_size=500)
    moderator = Reader.objects.create(username="moderator", is_staff=True, is_superuser=True)
    calm, busy = _published("calm"), _published("busy")
    _fill_calm(calm, readers)
    _fill_busy(busy, readers)
    for chapter in (calm, busy):
        chapter.touch()
    return Chapters(calm, busy, readers[:PRESENT], moderator)


def _published(slug: str) -> object:
    """A chapter of a story of its own, with nothing on it."""
    from django.utils import timezone

    from reader.actions.library.add_chapters import add_chapter
    from reader.models import Reader, Story

    author = Reader.objects.create(username=f"author-of-{slug}")
    now = timezone.now()
    story = Story.objects.create(author=author, title=slug, slug=slug, published_at=now)
    return add_chapter(story, slug, prose(WORDS))


def _passages(chapter: object, count: int) -> list[object]:
    """So many passages: from a word to some lines."""
    from reader.models import Passage

    dice, text, rows = random.Random(2), chapter.text, []
    for _ in range(count):
        start = text.rfind(" ", 0, dice.randrange(len(text) - 200)) + 1
        end = text.index(" ", start + dice.randint(1, 120))
        rows.append(Passage.described(chapter, start, end))
    return Passage.objects.bulk_create(rows, batch_size=500)


def _fill_calm(chapter: object, readers: list[object]) -> None:
    """A quarter of the passages is shown by somebody, a quarter spoken of; those who are present
    have a few highlights each, for themselves."""
    from reader.models import Comment, Highlight

    dice = random.Random(3)
    passages = _passages(chapter, CALM_PASSAGES)
    highlights, comments = [], []
    for number, passage in enumerate(passages):
        stranger = readers[PRESENT + number]
        if number % 4 == 0:
            highlights.append(Highlight(passage=passage, reader=stranger, public=True))
        elif number % 4 == 1:
            comments.append(_comment(Comment, chapter, stranger, passage=passage))
    for reader in readers[:PRESENT]:
        for passage in dice.sample(passages, OWN):
            highlights.append(Highlight(passage=passage, reader=reader, colour="green"))
    Highlight.objects.bulk_create(highlights, batch_size=500)
    Comment.objects.bulk_create(comments, batch_size=500)


def _fill_busy(chapter: object, readers: list[object]) -> None:
    """Everybody has some highlights, one in ten of them shown; of the comments half are on words,
    half on the chapter, some in long threads."""
    from reader.models import Comment, Highlight

    dice = random.Random(4)
    passages = _passages(chapter, BUSY_PASSAGES)
    highlights = []
    for number in range(HIGHLIGHTS):
        reader = readers[number % EVERYBODY]
        first = number // EVERYBODY * 800  # of each fifth one: nobody marks a passage twice
        passage = passages[first + int(dice.paretovariate(1)) % 800]
        highlights.append(Highlight(passage=passage, reader=reader, public=number % 10 == 9))
    Highlight.objects.bulk_create(highlights, batch_size=500)
    roots = []
    for number in range(2 * ROOTS):
        passage = passages[number] if number < ROOTS else None
        reader = dice.choice(readers)
        roots.append(_comment(Comment, chapter, reader, passage=passage))
    roots = Comment.objects.bulk_create(roots, batch_size=500)
    replies = []
    for number in range(COMMENTS - 2 * ROOTS):
        half = roots[:ROOTS] if number % 2 else roots[ROOTS:]
        root = half[int(dice.paretovariate(0.6)) % ROOTS]
        more = {"passage": root.passage, "parent": root, "answers": root}
        replies.append(_comment(Comment, chapter, dice.choice(readers), **more))
    Comment.objects.bulk_create(replies, batch_size=500)


def _comment(model: type, chapter: object, reader: object, **more: object) -> object:
    source = "I had not seen it that way before, and now I cannot see it otherwise."
    return model(
        chapter=chapter, reader=reader, source=source, html=f"<p>{source}</p>", **more
    )  # fmt: skip
