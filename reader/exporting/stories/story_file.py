"""A story as a file: in one of the formats; as EPUB, with what readers wrote too."""

from __future__ import annotations

import re
from functools import cached_property
from hashlib import sha256
from typing import IO

from django.db.models import Count, Max, Q

from reader.exporting import FORMATS
from reader.exporting.exportable import Exportable
from reader.exporting.stories.edition import Edition
from reader.exporting.stories.endnotes import highlights_of, threads_of
from reader.exporting.stories.epub.book import as_epub
from reader.models import Comment, Export, Highlight, Picture, Reader, Story

WITH = {"highlights": "My highlights and notes", "threads": "What readers said"}
"""What an EPUB may hold besides, and the heading that it stands under."""
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
"""What no file's name may have, on some system."""
WORDS_AT_ONCE = 100_000
"""Words that a web thread makes a file of while somebody waits: an EPUB of them takes 40 ms of a
quick machine, so some tenths of a second of a slow or busy one."""
WORDS_OF_AN_ENDNOTE, WORDS_OF_A_PICTURE = 200, 5_000
"""How many words of text take as long as a highlight or a comment, and as a picture."""


class StoryFile(Exportable):
    """A story in a format, `also` with what stands in WITH; `reader` is whose highlights, or who
    silenced some of what others said. A draft is for chosen readers, or the `own` of who asks."""

    kind = Export.Kind.STORY
    story: Story

    def __init__(
        self,
        story: Story,
        form: str,
        also: str = "",
        reader: Reader | None = None,
        own: bool = False,
    ) -> None:
        self.story, self.form, self.also, self.reader = story, form, also, reader
        self.own = own and story.is_draft
        self.options = {"form": form, "also": also, "own": self.own}
        self.media_type = FORMATS[form].media_type
        self.edition = Edition(story, own=self.own)

    @classmethod
    def of(cls, export: Export) -> StoryFile | None:
        """None where the story was deleted, or there is nothing published of it any more."""
        story = Story.objects.filter(exports=export).select_related("author").first()
        if story is None:
            return None
        file = cls(story, **export.options, reader=export.reader)
        return file if file.edition.chapters else None

    @cached_property
    def key(self) -> str:
        facts = [self.edition.stamp, self.form, self.also]
        if self.own:
            facts.append("own")
        if self.also:
            for chapter in self.edition.chapters:
                facts.append(str(chapter.stamp))  # another once its passages have settled
        if self.also == "threads":
            for chapter in self.edition.chapters:
                facts += [str(chapter.margin_stamp), str(chapter.comments_stamp)]
            if self.reader:
                facts += [str(self.reader.pk), repr(self.reader.silenced.kept)]
        elif self.reader:
            facts += [str(self.reader.pk), str(self._highlights_changed())]
        return sha256(" ".join(facts).encode()).hexdigest()[:32]

    def _highlights_changed(self) -> dict[str, object]:
        """What tells whether the reader's own highlights on the story are still the same."""
        own = Highlight.objects.filter(reader=self.reader, passage__chapter__story=self.story)
        return own.aggregate(
            there=Count("pk", filter=Q(removed_at=None)),
            made=Max("created_at"),
            edited=Max("edited_at"),
            removed=Max("removed_at"),
        )

    @property
    def names(self) -> tuple[str, str]:
        ending = FORMATS[self.form].extension
        plain = self.story.slug
        title = " ".join(_UNFIT.sub(" ", self.story.title).split())
        full = title[:120].strip(". ") or plain
        if self.also:
            plain, full = f"{plain}-{self.also}", f"{full} ({WITH[self.also].lower()})"
        return plain + ending, full + ending

    @property
    def is_quick(self) -> bool:
        words = self.edition.word_count
        words += WORDS_OF_A_PICTURE * Picture.objects.filter(story=self.story).count()
        if self.also == "threads":
            comments = Comment.objects.filter(chapter__story=self.story)
            words += WORDS_OF_AN_ENDNOTE * comments.count()
        elif self.reader:
            highlights = Highlight.objects.of(self.reader)
            on_it = highlights.filter(passage__chapter__story=self.story)
            words += WORDS_OF_AN_ENDNOTE * on_it.count()
        return words <= WORDS_AT_ONCE

    def write(self, file: IO[bytes]) -> None:
        file.write(self._made())

    def _made(self) -> bytes:
        if self.also == "threads":
            endnotes = threads_of(self.edition, self.reader)
        elif self.reader:
            endnotes = highlights_of(self.edition, self.reader)
        else:
            return FORMATS[self.form].export(self.edition)
        return as_epub(self.edition, endnotes=endnotes, heading=WITH[self.also])
