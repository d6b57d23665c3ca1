"""Threads: passages with what this reader may see and do there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from django.contrib.auth.models import AnonymousUser
from django.forms import Form

from reader.models import Chapter, Comment, Highlight, Passage, Reader, Revision
from reader.models.inbox.follow import followed_passages
from reader.models.inbox.thanks import load_own_thanks
from reader.models.margin.passage import load_voices, recall_words
from reader.models.margin.sight import Sight, sight_of
from reader.models.people.progress import carried
from reader.models.viewer import Viewer
from reader.models.visibility import keeps_order, unseen
from reader.views.inbox.follow_button import FollowButton
from reader.views.margin.forms import CommentForm, HighlightForm, MarkForm

MOST_THREADS = 30
"""Threads that one panel shows at once."""
MOST_COMMENTS = 6
"""Comments that one panel shows at once: where there are more, in several threads, each thread is
closed to its words and how it begins."""


class Thread:
    """A passage, or a stretch that may become one, with what this reader may see and do there."""

    def __init__(
        self,
        reader: Viewer,
        chapter: Chapter,
        stretch: tuple[int, int],
        passage: Passage | None = None,
    ) -> None:
        self.chapter, self.passage, self.reader = chapter, passage, reader
        self.form: Form = CommentForm()
        self.mark_form: Form = MarkForm()
        self.start, self.end = stretch
        self.quote = passage.quote if passage else chapter.text[self.start : self.end]
        self.highlight: Highlight | None = None
        self.comments: Sequence[Comment] = ()
        self.shown_marks: list[Highlight] = []
        self.marked = 0
        self.closed = self.shut = False
        self.following = False

    @cached_property
    def highlight_form(self) -> HighlightForm:
        """What the reader may change of their highlight."""
        return HighlightForm(instance=self.highlight)

    @property
    def keeps(self) -> bool:
        """Whether the reader keeps order here, and sees what most don't."""
        return keeps_order(self.reader, self.chapter.story.author_keys)

    @property
    def is_hidden(self) -> bool:
        """Whether the reader hid the thread from themselves."""
        return self.passage is not None and self.passage.pk in unseen(self.reader).passages

    @property
    def follow(self) -> FollowButton | None:
        """The button to follow the thread, where somebody speaks in it."""
        if self.passage is None or not self.comments:
            return None
        return FollowButton(self.passage, self.following, "icon")

    @property
    def name(self) -> str:
        return str(self.passage.pk) if self.passage else "new"

    @property
    def text(self) -> Revision:
        """The revision that the words stand in: the present one, unless their passage has not been
        taken along to it yet."""
        present = self.chapter.current_revision
        if self.passage is None or self.loose or self.passage.revision_id == present.pk:
            return present
        return self.passage.revision

    @property
    def revision(self) -> int:
        return self.text.number

    @property
    def words(self) -> str:
        """The words as they stand in the chapter now."""
        return "" if self.loose else self.text.text[self.start : self.end]

    @property
    def block(self) -> int:
        present = self.chapter.current_revision
        return present.block_at(carried(self.start, self.text, present))

    @property
    def url_in_text(self) -> str:
        """The chapter with the thread open, or the words in sight that have none."""
        if self.passage:
            return self.passage.url_in_chapter
        place = f"{self.revision}.{self.start}.{self.end}"
        return f"{self.chapter.get_absolute_url()}?at={place}#b{self.block}"

    @property
    def loose(self) -> bool:
        """Whether the words are not to be read in the story any more."""
        gone = self.shut or self.chapter.number is None
        return bool(self.passage and (self.passage.loose or gone))

    @property
    def unnamed(self) -> int:
        """How many more show that they marked it than are named."""
        return self.marked - len(self.shown_marks) - (1 if self.highlight else 0)

    @property
    def said(self) -> int:
        """How many comments there are, replies and folded ones among them."""
        total = 0
        for comment in self.comments:
            total += 1 + comment.folded
            for reply in comment.shown_replies:
                total += 1 + reply.folded
        return total

    @property
    def has_voices(self) -> bool:
        """Whether anybody says or shows anything here that the reader may see."""
        return bool(self.highlight or self.comments or self.shown_marks)

    @property
    def now(self) -> str:
        """The words as they are now, where the author changed them since they were marked."""
        return "" if self.words == self.quote else self.words


def threads_of(
    reader: Reader | AnonymousUser,
    chapter: Chapter,
    passages: Sequence[Passage],
    wanted: Comment | None = None,
    *,
    speaks: bool = False,
    sight: Sight | None = None,
) -> list[Thread]:
    """Threads of visible passages, with their highlights and comments loaded in one batch, and
    the `wanted` comment in sight, as far as their `sight` goes. If the reader just `speaks` in
    them, they follow those that they did not mute."""
    sight = sight or sight_of(reader, chapter.story.author_keys)
    recall_words(passages, reader)
    load_voices(passages, reader, sight, wanted)
    said = list(chain.from_iterable(passage.shown_comments for passage in passages))
    load_own_thanks(said, reader)
    if speaks and all(passage.muted is not None for passage in passages):
        followed = {passage.pk for passage in passages if not passage.muted}
    else:
        followed = followed_passages(reader, spoken_of(passages), chapter.story.author_keys)
    threads = []
    for passage in passages:
        thread = Thread(reader, chapter, (passage.start, passage.end), passage)
        threads.append(thread)
        thread.comments = passage.shown_comments
        thread.following = passage.pk in followed
        for highlight in passage.highlights.all():
            if highlight.reader_id == reader.pk:
                thread.highlight = highlight
            else:
                thread.shown_marks.append(highlight)
            thread.marked = highlight.on_passage
    return threads


def spoken_of(passages: Sequence[Passage]) -> list[Passage]:
    """Those with comments on them, of passages whose voices are loaded."""
    return [passage for passage in passages if passage.shown_comments]


def people_first(threads: Sequence[Thread], *, open_all: bool = False) -> list[Thread]:
    """The threads of one panel: those in which somebody speaks before those that are only marks,
    and closed where there is too much in them to be read at once."""
    spoken = spoken_in(threads)
    is_much = len(spoken) > 1 and sum(thread.said for thread in spoken) > MOST_COMMENTS
    for thread in spoken:
        thread.closed = is_much and not open_all
    return spoken + [thread for thread in threads if not thread.comments]


def spoken_in(threads: Sequence[Thread]) -> list[Thread]:
    """Those in which somebody speaks."""
    return [thread for thread in threads if thread.comments]
