"""A chapter to measure on: so many words, so many passages, made the same way every time."""

from __future__ import annotations

import random

WORDS = (
    "the river took its stairs one at a time and nobody on the east bank would say so before she "
    "did because it was late there were eleven planks left of fourteen in spring when he had "
    "counted them out loud for his father who wanted someone to believe him about water rope "
    "silence lamp oil two goats a widow and the answer folded around a fish"
).split()


def prose(words: int, seed: int = 1) -> str:
    """Markdown of about `words` words: paragraphs of 20 to 80, some emphasis, some breaks."""
    dice = random.Random(seed)
    paragraphs = []
    left = words
    while left > 0:
        length = min(dice.randint(20, 80), left)
        chosen = [dice.choice(WORDS) for _ in range(length)]
        if length > 10:
            chosen[4] = f"*{chosen[4]}*"
        paragraphs.append(" ".join(chosen).capitalize() + ".")
        left -= length
        if dice.random() < 0.03:
            paragraphs.append("* * *")
    return "\n\n".join(paragraphs)


def make_chapter(words: int, passages: int, text: str = "") -> tuple[object, object]:
    """A published chapter and a reader of it who sees `passages` passages on it.

    Half are the reader's own highlights, a quarter shown highlights of others, a quarter talk.
    """
    from django.utils import timezone

    from reader.actions.library.add_chapters import add_chapter
    from reader.models import Comment, Highlight, Passage, Reader, Story

    author = Reader.objects.create(username=f"author-{words}-{passages}")
    reader = Reader.objects.create(username=f"reader-{words}-{passages}")
    other = Reader.objects.create(username=f"other-{words}-{passages}")
    story = Story.objects.create(
        author=author,
        title=f"{words} words",
        slug=f"bench-{words}-{passages}",
        published_at=timezone.now(),
    )
    chapter = add_chapter(story, "A chapter", text or prose(words))
    dice = random.Random(2)
    length = len(chapter.text)
    rows = []
    for _ in range(passages):
        start = dice.randrange(length - 200)
        start = chapter.text.rfind(" ", 0, start) + 1
        end = chapter.text.index(" ", start + dice.randint(1, 120))
        rows.append(
            Passage(
                chapter=chapter,
                revision=chapter.revision,
                start=start,
                end=end,
                quote=chapter.text[start:end],
                origin=chapter.revision,
                origin_start=start,
                origin_end=end,
            )
        )
    rows = Passage.objects.bulk_create(rows)
    colours = Highlight.Colour.values
    highlights, comments = [], []
    for i, passage in enumerate(rows):
        whose = i % 4
        if whose == 3:
            comments.append(
                Comment(
                    chapter=chapter,
                    passage=passage,
                    reader=other,
                    source="Yes.",
                    html="<p>Yes.</p>",
                )
            )
        else:
            highlights.append(
                Highlight(
                    passage=passage,
                    reader=other if whose == 2 else reader,
                    public=whose == 2,
                    colour=colours[whose],
                )
            )
    Highlight.objects.bulk_create(highlights)
    Comment.objects.bulk_create(comments)
    chapter.touch()
    return chapter, reader
